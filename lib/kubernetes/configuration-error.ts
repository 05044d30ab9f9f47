import { IConstruct } from 'constructs';

/**
 * A setting that can't work. Stops the synthesis before anything is written.
 *
 * The message is one sentence: construct path, prop, the value got, what is allowed and why, and the fix.
 */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** What to say about a wrong setting. */
export interface Rejection {
  /** The prop as the user writes it, nested ones with dots: `volume.size`. */
  readonly prop: string;
  /** The value that was given. */
  readonly value: unknown;
  /** What is allowed, and why. */
  readonly rule: string;
  /** What to write instead. */
  readonly fix: string;
}

/**
 * Stops with a {@link ConfigurationError} for a prop of a construct.
 *
 * @param scope the construct, or the path of a construct that can't exist because its props are wrong
 */
export function reject(scope: IConstruct | string, rejection: Rejection): never {
  throw new ConfigurationError(rejectionSentence(scope, rejection));
}

/** The sentence of {@link reject}, for checks that collect what they find. */
export function rejectionSentence(scope: IConstruct | string, { prop, value, rule, fix }: Rejection): string {
  const path = typeof scope === 'string' ? scope : scope.node.path || scope.node.id || 'App';
  return `${path}: ${prop} is ${printed(value)}; ${rule}; ${fix}`;
}

function printed(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === '') return 'empty';
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : JSON.stringify(value);
}
