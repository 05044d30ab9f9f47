import { objectName, Scanner } from './finding';
import { run, tool } from './tool';

interface Item {
  readonly name: string;
  readonly namespace?: string;
  readonly api: { readonly version: string; readonly kind: string };
  readonly deprecated: boolean;
  readonly removed: boolean;
}

/** Later than any Kubernetes that pluto knows: also what is deprecated for the future is a finding. */
const TARGET = 'v1.99.0';

/** API versions that are deprecated or removed. Pluto names no other object, so what it has seen shows its proof alone. */
export const pluto: Scanner = {
  name: 'pluto',
  proof: 'removed',
  scan(folder) {
    const known = JSON.parse(run(tool('bin', 'pluto'), ['list-versions', '--output', 'json'])) as {
      readonly 'deprecated-versions': readonly { readonly version: string; readonly kind: string }[];
    };
    const output = run(tool('bin', 'pluto'), [
      'detect-files',
      '--directory',
      folder,
      '--output',
      'json',
      '--target-versions',
      `k8s=${TARGET}`,
      '--ignore-deprecations',
      '--ignore-removals',
    ]);
    const { items } = JSON.parse(output) as { readonly items?: readonly Item[] };
    return {
      checks: new Set(known['deprecated-versions'].map(({ version, kind }) => `${version} ${kind}`)),
      objects: new Set(),
      findings: (items ?? [])
        .filter(({ deprecated, removed }) => deprecated || removed)
        .map(({ name, namespace, api, removed }) => ({
          scanner: pluto.name,
          check: removed ? 'removed' : 'deprecated',
          object: objectName(api.kind, namespace, name),
          message: api.version,
        })),
    };
  },
};
