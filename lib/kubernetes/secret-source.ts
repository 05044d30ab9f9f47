/** Where an external-secrets store keeps the values. */
export interface ExternalStore {
  /** Name of the store, which the cluster's administrator has made. */
  readonly store: string;
  /**
   * Whether it serves the whole cluster or one namespace.
   * @default ClusterSecretStore
   */
  readonly kind?: 'ClusterSecretStore' | 'SecretStore';
  /**
   * Path in the store before the Secret's name: `wordpress/production`.
   * @default - none
   */
  readonly prefix?: string;
  /**
   * How often the values are read again.
   * @default 1h0m0s
   */
  readonly refresh?: string;
}

/** Sealed values, by the Secret's name and its key, as `kubeseal` prints them under `encryptedData`. */
export type SealedValues = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Who writes the Secrets that the stack requires. None is ever in the manifests. */
export class SecretSource {
  /** Somebody, by hand or by `npm run secrets -- <environment> | kubectl apply -f -`. */
  static existing(): SecretSource {
    return new SecretSource();
  }

  /**
   * The External Secrets Operator, from Vault, a cloud's secret manager or the like.
   * @see https://external-secrets.io/latest/api/externalsecret/
   */
  static external(store: ExternalStore): SecretSource {
    return new SecretSource(store);
  }

  /**
   * The Sealed Secrets controller, from values that only it can open, so that they may lie in git.
   * @see https://github.com/bitnami-labs/sealed-secrets
   */
  static sealed(values: SealedValues): SecretSource {
    return new SecretSource(undefined, values);
  }

  private constructor(
    /** The store, if there is one. */
    readonly store?: ExternalStore,
    /** The sealed values, if there are any. */
    readonly sealed?: SealedValues,
  ) {}
}
