import { IConstruct } from 'constructs';
import { objectName } from '../kubernetes/object-name';

/** How cert-manager gets a certificate. */
export interface CertManagerOptions {
  /** Name of the issuer, which the cluster's administrator has made. */
  readonly issuer: string;
  /**
   * Whether the issuer serves the whole cluster or one namespace.
   * @default ClusterIssuer
   */
  readonly kind?: 'ClusterIssuer' | 'Issuer';
  /**
   * Name of the Secret that cert-manager writes.
   * @default - the Service's name with `-tls` behind it
   */
  readonly secretName?: string;
  /**
   * How the issuer proves that the name is ours. For `http01`, a network policy lets the router reach the pods that
   * answer.
   * @default http01
   * @see https://cert-manager.io/docs/configuration/acme/
   */
  readonly challenge?: 'http01' | 'dns01';
}

/** Who ends the encryption of requests, and where its certificate comes from. */
export class Tls {
  /** A certificate that somebody puts into a Secret of type `kubernetes.io/tls`, in the namespace of the site. */
  static secret(name: string): Tls {
    return new Tls('Tls.secret', true, name);
  }

  /**
   * A certificate that cert-manager obtains and renews.
   * @see https://cert-manager.io/docs/usage/
   */
  static certManager(options: CertManagerOptions): Tls {
    return new Tls('Tls.certManager', true, options.secretName, options);
  }

  /** Visitors use https, and whoever stands before the site has the certificate: a Gateway's listener, a router's or a load balancer's own one. */
  static terminatedUpstream(): Tls {
    return new Tls('Tls.terminatedUpstream', true);
  }

  /** Plain HTTP, on purpose. Passwords and cookies travel readable. */
  static none(): Tls {
    return new Tls('Tls.none', false);
  }

  private constructor(
    private readonly factory: string,
    /** Whether visitors use https. */
    readonly encrypted: boolean,
    private readonly secretName?: string,
    /** Where cert-manager gets the certificate, if it does. */
    readonly certManager?: CertManagerOptions,
  ) {}

  /** Whether somebody else than cert-manager must write the Secret. */
  get needsSecret(): boolean {
    return this.secretName !== undefined && !this.certManager;
  }

  /** The Secret with the certificate of a Service, if there is one in its namespace. */
  certificateOf(serviceName: string): string | undefined {
    return this.secretName ?? (this.certManager && `${serviceName}-tls`);
  }

  /** @throws ConfigurationError if a name in it can't be one */
  check(scope: IConstruct): void {
    if (this.secretName !== undefined) {
      objectName(scope, 'tls.secretName', this.secretName, 'name the Secret with tls.crt and tls.key, like blog-tls');
    }
    if (this.certManager) {
      objectName(scope, 'tls.issuer', this.certManager.issuer, 'see "kubectl get clusterissuers,issuers"');
    }
  }

  /** As the user wrote it, for an error's sentence. */
  toString(): string {
    return this.factory;
  }
}
