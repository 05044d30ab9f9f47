import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { objectName, Scanner } from './finding';
import { schemaLocations } from './kubeconform';
import { NEWEST_MINOR } from './schemas';
import { run, tool } from './tool';

interface Report {
  readonly Check: string;
  readonly Diagnostic: { readonly Message: string };
  readonly Object: {
    readonly K8sObject: {
      readonly Namespace: string;
      readonly Name: string;
      readonly GroupVersionKind: { readonly Kind: string };
    };
  };
}

/** A check of our own that every object fails, because kube-linter does not say which objects it looked at. */
const SEEN = 'seen';
/** kube-linter's own validation asks a server for the schemas; the same one, with those that kubeconform has. */
const OWN_VALIDATION = 'schema-validation';
const VALIDATION = 'schema-validation-offline';

/** Every check that kube-linter has, also those that are off by default. */
const configuration = () => ({
  checks: { addAllBuiltIn: true, exclude: [OWN_VALIDATION] },
  customChecks: [
    {
      name: SEEN,
      template: 'required-annotation',
      params: { key: 'scanners.cdk8s-wordpress/nothing-has-this' },
      scope: { objectKinds: ['Any'] },
    },
    {
      name: VALIDATION,
      template: 'kubeconform',
      params: { strict: true, ignoreMissingSchemas: false, schemaLocations: schemaLocations(NEWEST_MINOR) },
      scope: { objectKinds: ['Any'] },
    },
  ],
});

export const kubeLinter: Scanner = {
  name: 'kube-linter',
  proof: 'privileged-container',
  scan(folder) {
    const work = mkdtempSync(join(tmpdir(), 'kube-linter-'));
    const config = join(work, 'config.json');
    writeFileSync(config, JSON.stringify(configuration()));
    try {
      // It ends with 1 when it finds something.
      const output = run(
        tool('bin', 'kube-linter'),
        ['lint', '--config', config, '--format', 'json', '--fail-on-invalid-resource', folder],
        [1],
      );
      const { Checks, Reports } = JSON.parse(output) as {
        readonly Checks: readonly { readonly name: string }[];
        readonly Reports: readonly Report[];
      };
      const reports = Reports.map(({ Check, Diagnostic, Object: { K8sObject } }) => ({
        scanner: kubeLinter.name,
        check: Check,
        object: objectName(K8sObject.GroupVersionKind.Kind, K8sObject.Namespace, K8sObject.Name),
        message: Diagnostic.Message,
      }));
      return {
        checks: new Set(Checks.map(({ name }) => name).filter((name) => name !== SEEN)),
        objects: new Set(reports.filter(({ check }) => check === SEEN).map(({ object }) => object)),
        findings: reports.filter(({ check }) => check !== SEEN),
      };
    } finally {
      rmSync(work, { recursive: true });
    }
  },
};
