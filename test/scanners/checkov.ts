import { Scanner } from './finding';
import { run, tool } from './tool';

interface CheckRecord {
  readonly check_id: string;
  readonly check_name: string;
  /** `Kind.namespace.name`, and `default` where the object names no namespace. */
  readonly resource: string;
}

interface Output {
  readonly results: {
    readonly passed_checks: readonly CheckRecord[];
    readonly failed_checks: readonly CheckRecord[];
    readonly parsing_errors: readonly string[];
  };
}

/** All of checkov's checks of Kubernetes manifests; nothing is fetched. */
export const checkov: Scanner = {
  name: 'checkov',
  proof: 'CKV_K8S_16',
  scan(folder) {
    const output = run(tool('python', 'bin', 'checkov'), [
      '--framework',
      'kubernetes',
      '--skip-download',
      '--compact',
      '--soft-fail',
      '--output',
      'json',
      '--directory',
      folder,
    ]);
    const { passed_checks, failed_checks, parsing_errors } = (JSON.parse(output) as Output).results;
    if (parsing_errors.length > 0) throw new Error(`checkov cannot read ${parsing_errors.join(', ')}`);
    const all = [...passed_checks, ...failed_checks];
    return {
      checks: new Set(all.map(({ check_id }) => check_id)),
      objects: new Set(all.map(({ resource }) => object(resource))),
      findings: failed_checks.map(({ check_id, check_name, resource }) => ({
        scanner: checkov.name,
        check: check_id,
        object: object(resource),
        message: check_name,
      })),
    };
  },
};

/** No namespace has a dot in its name; what an object is called may have one. */
function object(resource: string): string {
  return resource.replace('.', '/').replace('.', '/');
}
