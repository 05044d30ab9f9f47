import { IConstruct } from 'constructs';
import { reject } from './configuration-error';

/** The Kubernetes version that manifests are made for. It decides which fields may be used. */
export class KubernetesVersion {
  /** The newest stable version that this release was tested with. */
  static readonly NEWEST = new KubernetesVersion(37);

  private static readonly LOWEST_MINOR = 27;

  /**
   * @throws ConfigurationError if it isn't a version like `1.37`, or too old
   */
  static of(scope: IConstruct | string, version: string): KubernetesVersion {
    const match = /^v?1\.(\d+)(?:\.\d+)?$/.exec(version);
    if (!match || Number(match[1]) < KubernetesVersion.LOWEST_MINOR) {
      reject(scope, {
        prop: 'kubernetesVersion',
        value: version,
        rule: `it must be a version of Kubernetes from 1.${KubernetesVersion.LOWEST_MINOR} on`,
        fix: `write what "kubectl version" says of the server, like ${KubernetesVersion.NEWEST}`,
      });
    }
    return new KubernetesVersion(Number(match[1]));
  }

  private constructor(private readonly minor: number) {}

  /**
   * Whether an init container may be a sidecar (`restartPolicy: Always`), on by default from 1.29 on.
   * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
   */
  get hasNativeSidecars(): boolean {
    return this.minor >= 29;
  }

  /** As Pod Security labels want it: `v1.37`. */
  get podSecurityVersion(): string {
    return `v${this}`;
  }

  toString(): string {
    return `1.${this.minor}`;
  }
}
