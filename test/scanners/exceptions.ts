import { Finding } from './finding';

/** The list is for what contradicts itself, not for what is left undone. */
export const MOST_EXCEPTIONS = 15;

/** One line of `exceptions.txt`: `<scanner>/<check>, ... | <object>, ... | <reason>`; `*` in an object stands for any characters. */
export interface Exception {
  readonly line: number;
  readonly checks: readonly string[];
  readonly objects: readonly string[];
  readonly reason: string;
}

export interface Verdict {
  /** What no exception covers. */
  readonly findings: readonly Finding[];
  /** The lines of `exceptions.txt` that a scanner made use of. */
  readonly used: ReadonlyMap<string, ReadonlySet<number>>;
  /** What is excepted and does not occur: a sentence each. */
  readonly stale: readonly string[];
}

/** @throws {Error} If a line is not an exception, or there are too many of them. */
export function parseExceptions(text: string): Exception[] {
  const exceptions = text.split('\n').flatMap((line, index): Exception[] => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const [checks = [], objects = [], [reason] = [], more] = line.split(' | ').map((column, at) => {
      const entries = at < 2 ? column.split(',') : [column];
      return entries.map((entry) => entry.trim());
    });
    if (!reason || more || [...checks, ...objects].includes('') || checks.some((check) => !check.includes('/'))) {
      throw new Error(
        `exceptions.txt:${index + 1}: write "<scanner>/<check>, ... | <object>, ... | <reason>" instead of "${line}"`,
      );
    }
    return [{ line: index + 1, checks, objects, reason }];
  });
  if (exceptions.length > MOST_EXCEPTIONS) {
    throw new Error(
      `exceptions.txt has ${exceptions.length} exceptions and may have ${MOST_EXCEPTIONS}: mend what is found in lib/`,
    );
  }
  return exceptions;
}

export function applyExceptions(exceptions: readonly Exception[], findings: readonly Finding[]): Verdict {
  const left: Finding[] = [];
  const used = new Map<string, Set<number>>();
  const needed = new Set<string>();
  for (const finding of findings) {
    let covered = false;
    for (const { line, checks, objects } of exceptions) {
      const check = checks.find((name) => name === `${finding.scanner}/${finding.check}`);
      const matching = objects.filter((pattern) => matches(pattern, finding.object));
      if (check === undefined || matching.length === 0) continue;
      covered = true;
      [check, ...matching].forEach((part) => needed.add(`${line}: ${part}`));
      used.set(finding.scanner, (used.get(finding.scanner) ?? new Set()).add(line));
    }
    if (!covered) left.push(finding);
  }
  const stale = exceptions.flatMap(({ line, checks, objects }) =>
    [...checks, ...objects]
      .filter((part) => !needed.has(`${line}: ${part}`))
      .map((part) => `exceptions.txt:${line}: nothing needs "${part}" any more; take it out of the line`),
  );
  return { findings: left, used, stale };
}

/** A pattern names an object, and with it its containers. */
function matches(pattern: string, object: string): boolean {
  const expression = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${expression}(/.*)?$`).test(object);
}
