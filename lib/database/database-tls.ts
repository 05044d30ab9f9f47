import { IConstruct } from 'constructs';
import { objectName } from '../kubernetes/object-name';

/** Settings of a database's encryption, wherever its certificate comes from. */
export interface DatabaseTlsOptions {
  /**
   * Whether clients may still connect without encryption, until all of them know how.
   * @default false
   */
  readonly plainClients?: boolean;
}

/** How cert-manager gets a database's certificate. */
export interface DatabaseCertificateOptions extends DatabaseTlsOptions {
  /** Name of the issuer, which the cluster's administrator has made. It must write `ca.crt`, as one with a CA of its own does. */
  readonly issuer: string;
  /**
   * Whether the issuer serves the whole cluster or one namespace.
   * @default ClusterIssuer
   */
  readonly kind?: 'ClusterIssuer' | 'Issuer';
  /**
   * Name of the Secret that cert-manager writes.
   * @default - the database's name with `-tls` behind it
   */
  readonly secretName?: string;
}

/** Encryption of all that a database says: to clients, between its nodes, and when one copies itself to another. */
export class DatabaseTls {
  /**
   * A certificate that somebody puts into a Secret of type `kubernetes.io/tls`: `tls.crt`, `tls.key`, and under `ca.crt`
   * whoever signed it.
   */
  static secret(name: string, options: DatabaseTlsOptions = {}): DatabaseTls {
    return new DatabaseTls(options, name);
  }

  /**
   * A certificate that cert-manager obtains and renews.
   * @see https://cert-manager.io/docs/configuration/ca/
   */
  static certManager(options: DatabaseCertificateOptions): DatabaseTls {
    return new DatabaseTls(options, options.secretName, options);
  }

  /** Whether clients may connect without encryption. */
  readonly plainClients: boolean;

  private constructor(
    { plainClients }: DatabaseTlsOptions,
    private readonly secretName?: string,
    /** Where cert-manager gets the certificate, if it does. */
    readonly certManager?: DatabaseCertificateOptions,
  ) {
    this.plainClients = plainClients ?? false;
  }

  /** The Secret with the certificate of a database. */
  certificateOf(instance: string): string {
    return this.secretName ?? `${instance}-tls`;
  }

  /** @throws ConfigurationError if a name in it can't be one */
  check(scope: IConstruct): void {
    if (this.secretName !== undefined) {
      objectName(
        scope,
        'tls.secretName',
        this.secretName,
        'name the Secret with tls.crt, tls.key and ca.crt, like database-tls',
      );
    }
    if (this.certManager) {
      objectName(scope, 'tls.issuer', this.certManager.issuer, 'see "kubectl get clusterissuers,issuers"');
    }
  }
}
