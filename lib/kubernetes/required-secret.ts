import { k8s } from 'cdk8s-plus-27';
import { Construct, IConstruct } from 'constructs';

/** How to make a value of a Secret that nobody has chosen yet. */
export type SecretValue =
  /** Random letters and digits, so many of them. */
  | { readonly random: number }
  /** A fixed value, where the Secret carries a name beside its password. */
  | { readonly text: string };

/** Settings of a {@link RequiredSecret}. */
export interface RequiredSecretProps {
  /** The Secret's name. */
  readonly name: string;
  /** Its keys, and how to make a first value of each. */
  readonly keys: Readonly<Record<string, SecretValue>>;
  /**
   * What it is for, in a few words.
   */
  readonly purpose: string;
}

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
  readonly purpose: string;

  constructor(scope: Construct, id: string, props: RequiredSecretProps) {
    super(scope, id);
    this.name = props.name;
    this.keys = props.keys;
    this.purpose = props.purpose;
  }

  /** A volume of some of its keys as files, readable by the pod's group alone. */
  volume(name: string, keys: readonly string[] = Object.keys(this.keys)): k8s.Volume {
    return {
      name,
      secret: { secretName: this.name, defaultMode: 0o440, items: keys.map((key) => ({ key, path: key })) },
    };
  }
}
