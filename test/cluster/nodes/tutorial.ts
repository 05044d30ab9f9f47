// The tutorial as a program: its commands, word for word, run by one shell.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../kubectl';

const ROOT = join(__dirname, '../../..');
const PAGE = join(ROOT, 'docs/tutorial/cluster-on-your-laptop.md');

/** Whoever runs tests has done it, and to do it again would pull the test's own programs from under it. */
const DONE_BEFORE = 'npm ci';

/** The commands of some sections, by the numbers of their headings. */
export function commands(...sections: readonly number[]): string {
  const text = readFileSync(PAGE, 'utf8');
  return sections
    .map((number) => {
      const section = text.split(/^## /m).find((part) => part.startsWith(`${number}. `));
      if (section === undefined) {
        throw new Error(`${PAGE} has no section ${number}`);
      }
      return [...section.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block).join('');
    })
    .join('')
    .split('\n')
    .filter((line) => line !== DONE_BEFORE)
    .join('\n');
}

/** Runs commands as somebody would who stops at the first that fails; all that they print. */
export async function follow(script: string): Promise<string> {
  const { code, stdout, stderr } = await run('bash', ['-euo', 'pipefail', '-c', `cd '${ROOT}'\n${script}`]);
  if (code !== 0) {
    throw new Error(`a command of ${PAGE} failed:\n${stdout}\n${stderr}`);
  }
  return stdout;
}
