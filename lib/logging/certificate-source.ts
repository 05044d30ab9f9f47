import { IConstruct } from 'constructs';
import { objectName } from '../kubernetes/object-name';
import { CertManagerOptions } from '../network/tls';

/** Where the certificate of a program inside the cluster comes from. */
export class CertificateSource {
  /**
   * Somebody puts it into a Secret of type `kubernetes.io/tls`: `tls.crt`, `tls.key`, and under `ca.crt` whoever signed it.
   * `npm run secrets` can make one.
   * @param name its name; without one it is made from the construct's
   */
  static secret(name?: string): CertificateSource {
    return new CertificateSource(name);
  }

  /**
   * cert-manager obtains and renews it. The issuer must write `ca.crt`, as one with a CA of its own does.
   * @see https://cert-manager.io/docs/configuration/ca/
   */
  static certManager(options: CertManagerOptions): CertificateSource {
    return new CertificateSource(undefined, options);
  }

  private constructor(
    private readonly name?: string,
    /** Where cert-manager gets it, if it does. */
    readonly certManager?: CertManagerOptions,
  ) {}

  /** The Secret with the certificate of a program. */
  secretOf(instance: string): string {
    return this.name ?? `${instance}-tls`;
  }

  /** @throws ConfigurationError if a name in it can't be one */
  check(scope: IConstruct): void {
    if (this.name !== undefined) {
      objectName(scope, 'certificate.name', this.name, 'name the Secret with tls.crt, tls.key and ca.crt');
    }
    if (this.certManager) {
      objectName(scope, 'certificate.issuer', this.certManager.issuer, 'see "kubectl get clusterissuers,issuers"');
    }
  }
}
