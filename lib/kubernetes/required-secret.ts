import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct, IConstruct } from 'constructs';
import { SealedSecret } from '../../imports/bitnami.com';
import { ExternalSecret, ExternalSecretSpecSecretStoreRefKind } from '../../imports/external-secrets.io';
import { reject } from './configuration-error';
import { platformLabels } from './labels';
import { objectName } from './object-name';
import { Platform } from './platform';
import { ExternalStore, SealedValues } from './secret-source';

/** How to make a value of a Secret that nobody has chosen yet. */
export type SecretValue =
  /** Random letters and digits, so many of them. */
  | { readonly random: number }
  /** A fixed value, where the Secret carries a name beside its password. */
  | { readonly text: string }
  /** One half of a self-signed pair for these host names: the certificate under `tls.crt`, its key under `tls.key`. */
  | { readonly certificateFor: readonly string[] };

/** Types of Secrets that are required somewhere. */
export type SecretType = 'Opaque' | 'kubernetes.io/tls';

/** Settings of a {@link RequiredSecret}. */
export interface RequiredSecretProps {
  /** The Secret's name. */
  readonly name: string;
  /** Its keys, and how to make a first value of each. */
  readonly keys: Readonly<Record<string, SecretValue>>;
  /**
   * Keys that it may have, too; nobody waits for them, and `npm run secrets` does not make them.
   * @default - none
   */
  readonly optionalKeys?: readonly string[];
  /**
   * What it is for, in a few words.
   */
  readonly purpose: string;
  /**
   * The Secret's type; one with a certificate and its key must say so.
   * @default Opaque
   */
  readonly type?: SecretType;
}

/** As kubeseal writes it: base64 of the length of a session key of RSA, the key, and the ciphertext. */
const SEALED = /^A[gQ][A-Za-z0-9+/]{300,}={0,2}$/;

/**
 * A Secret that must exist in the namespace before the pods start. Its values are never in the manifests.
 *
 * `npm run secrets -- <environment>` prints all Secrets that an environment requires, with fresh values.
 */
export class RequiredSecret extends Construct {
  /** Those required below a scope. */
  static below(scope: IConstruct): RequiredSecret[] {
    return scope.node.findAll().filter((construct) => construct instanceof RequiredSecret);
  }

  readonly name: string;
  readonly keys: Readonly<Record<string, SecretValue>>;
  readonly optionalKeys: readonly string[];
  readonly purpose: string;
  readonly type: SecretType;
  /** What makes the Secret from a store; undefined when somebody else does. */
  readonly externalSecret?: ExternalSecret;
  /** What makes the Secret from sealed values; undefined when somebody else does. */
  readonly sealedSecret?: SealedSecret;

  /** @throws ConfigurationError if another construct needs other contents, or a sealed value is missing or is none */
  constructor(scope: Construct, id: string, props: RequiredSecretProps) {
    super(scope, id);
    this.name = objectName(this, 'the name of the Secret', props.name, 'write it like blog-secrets');
    this.keys = props.keys;
    this.optionalKeys = props.optionalKeys ?? [];
    this.purpose = props.purpose;
    this.type = props.type ?? 'Opaque';
    this.refuseOtherContents();
    const { store, sealed } = Platform.of(this).secrets;
    this.externalSecret = store && this.fetchFrom(store);
    this.sealedSecret = sealed && this.unseal(sealed);
  }

  /** A volume of some of its keys as files, readable by the pod's group alone. */
  volume(name: string, keys: readonly string[] = Object.keys(this.keys)): k8s.Volume {
    return {
      name,
      secret: { secretName: this.name, defaultMode: 0o440, items: keys.map((key) => ({ key, path: key })) },
    };
  }

  /** A volume of all its keys, with the optional ones that are there. */
  volumeWithOptionalKeys(name: string): k8s.Volume {
    const items = (keys: readonly string[]) => keys.map((key) => ({ key, path: key }));
    return {
      name,
      projected: {
        defaultMode: 0o440,
        sources: [
          { secret: { name: this.name, items: items(Object.keys(this.keys)) } },
          { secret: { name: this.name, items: items(this.optionalKeys), optional: true } },
        ],
      },
    };
  }

  /** Two constructs may share a Secret, as a certificate; not its name for different things. */
  private refuseOtherContents(): void {
    const { namespace } = Chart.of(this);
    const keys = (secret: RequiredSecret) => Object.keys(secret.keys).sort().join();
    const other = RequiredSecret.below(this.node.root).find(
      (secret) => secret.name === this.name && Chart.of(secret).namespace === namespace && keys(secret) !== keys(this),
    );
    if (other) {
      reject(this, {
        prop: 'the name of the Secret',
        value: this.name,
        rule: `${other.node.path} needs a Secret of this name with other contents (${other.purpose})`,
        fix: 'give one of them another name',
      });
    }
  }

  private unseal(sealed: SealedValues): SealedSecret {
    const values = sealed[this.name] ?? {};
    const known = [...Object.keys(this.keys), ...this.optionalKeys];
    const wrong =
      Object.keys(this.keys).find((key) => !(key in values)) ?? Object.keys(values).find((key) => !known.includes(key));
    if (wrong !== undefined) {
      reject(this, {
        prop: `secrets.sealed['${this.name}']`,
        value: Object.keys(values),
        rule: `the Secret (${this.purpose}) has ${Object.keys(this.keys).join(', ')}, and ${wrong} ${wrong in values ? 'is no key of it' : 'is missing'}`,
        fix: 'seal what "npm run secrets" prints, see docs/how-to/make-secrets.md',
      });
    }
    const plain = Object.keys(values).find((key) => !SEALED.test(values[key] ?? ''));
    if (plain !== undefined) {
      // What it is must not be shown: it may be the password itself.
      reject(this, {
        prop: `secrets.sealed['${this.name}']`,
        value: plain,
        rule: 'the value of this key is not sealed, and anybody could read it in git',
        fix: 'put there what kubeseal prints, which begins with AgA, and choose another password',
      });
    }
    const metadata = { name: this.name, labels: platformLabels('secret', this.name) };
    return new SealedSecret(this, 'Resource', {
      metadata,
      spec: { encryptedData: { ...values }, template: { type: this.type, metadata: { labels: metadata.labels } } },
    });
  }

  private fetchFrom(store: ExternalStore): ExternalSecret {
    const key = [store.prefix, this.name].filter(Boolean).join('/');
    return new ExternalSecret(this, 'Resource', {
      metadata: { labels: platformLabels('secret', this.name) },
      spec: {
        refreshInterval: store.refresh ?? '1h0m0s',
        secretStoreRef: {
          name: store.store,
          kind:
            store.kind === 'SecretStore'
              ? ExternalSecretSpecSecretStoreRefKind.SECRET_STORE
              : ExternalSecretSpecSecretStoreRefKind.CLUSTER_SECRET_STORE,
        },
        target: { name: this.name, template: { type: this.type } },
        // Only a whole entry may have more or fewer keys.
        ...(this.optionalKeys.length > 0
          ? { dataFrom: [{ extract: { key } }] }
          : {
              data: Object.keys(this.keys).map((property) => ({ secretKey: property, remoteRef: { key, property } })),
            }),
      },
    });
  }
}
