// Which processors processes may use, so that a pod can be measured as if it had a machine of its own.
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { run } from '../kubectl';
import type { Pod } from '../objects';

/** Where each process of this machine belongs, by its number; without the kernel's own. */
function controlGroups(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const process of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (readFileSync(`/proc/${process}/cmdline`, 'utf8') !== '') {
        found.set(process, readFileSync(`/proc/${process}/cgroup`, 'utf8'));
      }
    } catch {
      // It has ended.
    }
  }
  return found;
}

/** Lets all processes use these processors; whatever they start inherits it. One that has ended is none that matters. */
async function use(processorsOf: (controlGroup: string) => string): Promise<void> {
  for (const [process, controlGroup] of controlGroups()) {
    await run('taskset', ['--all-tasks', '--cpu-list', '--pid', processorsOf(controlGroup), process]);
  }
}

/** Runs something while a pod has the machine's first processor to itself, and all others have the rest. */
export async function withItsOwnProcessor({ metadata }: Pod, then: () => Promise<void>): Promise<void> {
  const last = availableParallelism() - 1;
  if (last < 1)
    throw new Error('A pod gets a processor of its own only where there are two: run this on such a machine.');
  const uid = new RegExp(metadata.uid.replaceAll('-', '[-_]'));
  try {
    await use((controlGroup) => (uid.test(controlGroup) ? '0' : `1-${last}`));
    await then();
  } finally {
    await use(() => `0-${last}`);
  }
}
