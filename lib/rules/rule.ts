import { Rejection, rejectionSentence } from '../kubernetes/configuration-error';
import { JsonObject } from '../kubernetes/override';
import type { Field } from './field';
import type { Stack } from './stack';

/** One object as it goes to the API server, and where in the code it was made. */
export interface RenderedObject {
  /** Path of the construct that made it: `production/database/Database/Resource`. */
  readonly path: string;
  /** Plain JSON. */
  readonly json: JsonObject;
}

/** A Secret that somebody must make before the pods start, and what is in it. */
export interface SecretContract {
  readonly namespace?: string;
  readonly name: string;
  readonly keys: readonly string[];
}

/** An object that is in the cluster already and that somebody else looks after. */
export interface ExistingObject {
  /** Its kind: `Namespace`, `PriorityClass`, `PersistentVolumeClaim`. */
  readonly kind: string;
  /** Its namespace, if it is in one. */
  readonly namespace?: string;
  readonly name: string;
}

/** All that the rules look at. */
export interface RuleInput {
  readonly objects: readonly RenderedObject[];
  /** Secrets that are required; none of them is rendered. */
  readonly secrets: readonly SecretContract[];
  /**
   * Objects to which the rendered ones may refer beside each other.
   * @default - none
   */
  readonly existing?: readonly ExistingObject[];
}

/** Something that a rule forbids. */
export interface Violation {
  /** Name of the rule. */
  readonly rule: string;
  /** Path of the construct. */
  readonly path: string;
  /** One sentence: path, prop, value, what is allowed, and the fix. */
  readonly message: string;
}

/** A property that every rendered stack has. Pure: it looks at objects and says what is wrong. */
export interface Rule {
  /** Short and stable: `unique-names`. */
  readonly name: string;
  /** What holds, in one sentence. */
  readonly description: string;
  readonly check: (stack: Stack) => Violation[];
}

/** A place where a rule is broken, and why that is wrong. */
export type Finding = {
  /** The place. Its value is shown, unless there is another one. */
  readonly at: Field;
} & (
  | (Pick<Rejection, 'rule' | 'fix'> & {
      /** What to show instead of the value: what is long or secret isn't repeated. */
      readonly value?: Rejection['value'];
    })
  | {
      /** All of it, but for the path, where somebody else has said it already. */
      readonly sentence: string;
    }
);

/**
 * An annotation with this prefix and a rule's name makes an exception for one object; its value is the reason, which
 * can't be empty: `rules.cdk8s-wordpress/liveness-probes: the log shipper restarts itself`.
 */
export const EXCEPTION_PREFIX = 'rules.cdk8s-wordpress/';

/** A rule from what finds the places where it is broken. */
export function defineRule(name: string, description: string, find: (stack: Stack) => Iterable<Finding>): Rule {
  return {
    name,
    description,
    check: (stack) =>
      [...find(stack)]
        .filter(({ at }) => !at.root.at('metadata', 'annotations', EXCEPTION_PREFIX + name).text)
        .map((finding) => ({ rule: name, path: finding.at.constructPath, message: messageOf(finding) })),
  };
}

function messageOf(finding: Finding): string {
  const { at } = finding;
  if ('sentence' in finding) return `${at.constructPath}: ${finding.sentence}`;
  const { rule, fix, value = at.value } = finding;
  return rejectionSentence(at.constructPath, { prop: at.path, value, rule, fix });
}
