import { Finding, objectName, Scanner } from './finding';
import { MINORS } from './schemas';
import { run, tool } from './tool';

interface Resource {
  readonly kind: string;
  readonly name: string;
  readonly version: string;
  readonly status: 'statusValid' | 'statusInvalid' | 'statusError' | 'statusSkipped' | 'statusEmpty';
  readonly msg: string;
}

/**
 * Every object against the published schema of its kind, in three minor versions of Kubernetes. Strict: an unknown field is an error,
 * and so is a kind without a schema.
 */
export const kubeconform: Scanner = {
  name: 'kubeconform',
  proof: 'strict',
  scan(folder) {
    const objects = new Set<string>();
    const findings: Finding[] = [];
    for (const version of MINORS) {
      const { resources } = JSON.parse(
        run(
          tool('bin', 'kubeconform'),
          [
            '-strict',
            '-verbose',
            '-output',
            'json',
            ...schemaLocations(version).flatMap((location) => ['-schema-location', location]),
            folder,
          ],
          [0, 1],
        ),
      ) as { readonly resources: readonly Resource[] };
      for (const { kind, name, status, msg } of resources) {
        const object = objectName(kind, undefined, name);
        objects.add(object);
        if (status === 'statusValid' || status === 'statusEmpty') continue;
        findings.push({
          scanner: kubeconform.name,
          check: 'strict',
          object,
          message: `Kubernetes ${version}: ${status === 'statusSkipped' ? 'skipped' : msg}`,
        });
      }
    }
    return { checks: new Set(MINORS), objects, findings };
  },
};

/** Where the schemas of a minor version of Kubernetes and those of custom resources are. */
export function schemaLocations(minor: string): string[] {
  return [
    tool('schemas', minor, '{{.ResourceKind}}{{.KindSuffix}}.json'),
    tool('schemas', 'crds', '{{.Group}}', '{{.ResourceKind}}_{{.ResourceAPIVersion}}.json'),
  ];
}
