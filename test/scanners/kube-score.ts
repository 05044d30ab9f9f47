import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Finding, objectName, Scanner } from './finding';
import { run, tool } from './tool';

interface ScoredObject {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string; readonly namespace?: string };
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: readonly { readonly path: string; readonly summary: string }[] | null;
  }[];
}

const ALL_OK = 10;
/** Its own default is v1.18, for which it keeps quiet about what was removed since. */
const KUBERNETES_VERSION = 'v1.37';

/** All checks, the optional ones too. A finding's check is `<id>/<what exactly>`: `container-resources` alone is five things. */
export const kubeScore: Scanner = {
  name: 'kube-score',
  proof: 'container-image-tag/image-with-latest-tag',
  scan(folder) {
    const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
    const options = ['--all-default-optional', '--kubernetes-version', KUBERNETES_VERSION, '--output-format', 'json'];
    // It ends with 1 when it finds something.
    const output = run(
      tool('bin', 'kube-score'),
      ['score', ...options, ...files.map((name) => join(folder, name))],
      [0, 1],
    );
    const scored = JSON.parse(output) as ScoredObject[];
    const checks = new Set<string>();
    const findings: Finding[] = [];
    for (const object of scored) {
      const { name, namespace } = object.object_meta;
      for (const { check, grade, skipped, comments } of object.checks) {
        checks.add(check.id);
        if (skipped || grade >= ALL_OK) continue;
        for (const { path, summary } of comments ?? [{ path: '', summary: 'no comment' }]) {
          findings.push({
            scanner: kubeScore.name,
            check: `${check.id}/${summary.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
            object: objectName(object.type_meta.kind, namespace, name, path),
            message: summary,
          });
        }
      }
    }
    const objects = scored.map(({ type_meta: { kind }, object_meta: { name, namespace } }) =>
      objectName(kind, namespace, name),
    );
    return { checks, objects: new Set(objects), findings };
  },
};
