// One drill: something goes wrong under load, and afterwards nothing that was acknowledged may be missing anywhere.
import { eventually } from '../kubectl';
import type { Pod } from '../objects';
import { databasePods, lastWords, logSince, pods, restartsOf, rowsOn, status, wholeProblems } from './database';
import type { Results } from './results';
import { acknowledgedSince, type Attempt, attemptsSince } from './writer';

/** Waits until the database is whole, and says what each node waited for when it is not. */
export async function whole(seconds: number): Promise<void> {
  try {
    await eventually('the database was whole', seconds, wholeProblems);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${await lastWords(25)}`, { cause: error });
  }
}

interface Look {
  readonly history?: string;
  readonly pods: readonly Pod[];
}

const look = async (): Promise<Look> => ({
  history: (await status('database-0'))?.history,
  pods: await databasePods(),
});

/** What became of a node, by what it said. */
export function transferOf(log: string): string {
  if (log.includes('mariabackup SST completed on joiner')) return 'full';
  // A server that was only cut off needs no script to get what it missed.
  if (/mariabackup IST completed on joiner|WSREP: IST received/.test(log)) return 'incremental';
  return 'none';
}

async function outcomeOf(name: string, before: Look, after: Look, begin: Date): Promise<string> {
  const [former, current] = [before, after].map((its) => its.pods.find(({ metadata }) => metadata.name === name));
  const replaced = former?.metadata.uid !== current?.metadata.uid;
  const restarted = restartsOf(current) - (replaced ? 0 : restartsOf(former));
  const transfer = transferOf(await logSince(name, begin));
  const words = [
    ...(replaced ? ['new pod'] : []),
    ...(restarted > 0 ? [restarted === 1 ? '1 restart' : `${restarted} restarts`] : []),
    ...(replaced || restarted > 0 || transfer !== 'none' ? [`transfer: ${transfer}`] : ['stayed']),
  ];
  return words.join(', ');
}

/** The longest time without any acknowledgement, in milliseconds. */
export function longestGap(times: readonly number[]): number {
  return times.reduce((longest, time, index) => Math.max(longest, time - (times[index - 1] ?? time)), 0);
}

/** Whether the last drill failed: then the database may never become whole, and no other drill waits long for that. */
let failed = false;

/** A look at what happened between two moments may begin a little earlier: with the last write before the fault. */
const LEAD = 2000;

/** Looks for rows on every node. */
export async function expectRows(attempts: readonly Attempt[]): Promise<void> {
  for (const pod of pods) {
    const rows = await rowsOn(pod);
    const lost = attempts.filter(({ row }) => !rows.has(row)).map(({ row }) => row);
    expect({ pod, lost }).toEqual({ pod, lost: [] });
  }
}

interface DrillOptions {
  /**
   * How long the database may take to become whole, in seconds.
   * @default 240
   */
  readonly seconds?: number;
  /**
   * Whether no client may notice anything.
   * @default false
   */
  readonly unnoticed?: boolean;
}

/** Adds a test: the database is whole, `fault` happens and is undone, and the database becomes whole again by itself. */
export function drill(
  results: Results,
  name: string,
  fault: () => Promise<void>,
  { seconds = 240, unnoticed = false }: DrillOptions = {},
): void {
  test(
    name,
    async () => {
      await whole(failed ? 30 : seconds);
      failed = true;
      await acknowledgedSince(Date.now());
      const before = await look();
      const begin = Date.now();
      await fault();
      const undone = Date.now();
      await whole(seconds);
      const end = Date.now();
      await acknowledgedSince(end);

      const after = await look();
      const attempts = await attemptsSince(0);
      const acknowledged = attempts.filter((attempt) => attempt.acknowledged);
      await expectRows(acknowledged);
      expect(after.history).toBe(before.history);

      const during = attempts.filter(({ time }) => time >= begin - LEAD);
      if (unnoticed) expect(during.filter((attempt) => !attempt.acknowledged)).toEqual([]);
      results.add({
        name,
        gap: longestGap(during.filter((attempt) => attempt.acknowledged).map(({ time }) => time)),
        failed: during.filter((attempt) => !attempt.acknowledged).length,
        attempts: during.length,
        undoneAfter: undone - begin,
        wholeAfter: end - begin,
        nodes: await Promise.all(pods.map((pod) => outcomeOf(pod, before, after, new Date(begin)))),
      });
      failed = false;
    },
    (2 * seconds + 300) * 1000,
  );
}
