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
  return visible(`${path}: ${prop} is ${printed(value)}; ${rule}; ${fix}`);
}

/** A pasted file must not hide what is said about it. */
const LONGEST_VALUE = 300;

function printed(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === '') return 'empty';
  const plain = typeof value === 'number' || typeof value === 'boolean';
  const text = typeof value === 'string' || plain ? String(value) : JSON.stringify(value);
  const shown = /^\s|\s$/.test(text) ? `"${text}"` : text;
  return shown.length > LONGEST_VALUE ? `${shown.slice(0, LONGEST_VALUE)}… (${shown.length} characters)` : shown;
}

/** One line, whatever a value has in it: line breaks, escape codes of a terminal, characters of no width. */
function visible(text: string): string {
  return text.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
