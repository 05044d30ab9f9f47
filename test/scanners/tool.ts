import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const LONGEST_OUTPUT = 256 * 1024 * 1024;

/** A file that `build.sh` has made: `SCANNERS` is the folder that it prints. */
export function tool(...path: string[]): string {
  const folder = process.env.SCANNERS;
  if (!folder) throw new Error('SCANNERS is not set: run "npm run scan"');
  return join(folder, ...path);
}

/** What a program prints. A scanner that ends with another status than these has not scanned. */
export function run(program: string, args: readonly string[], statuses: readonly number[] = [0]): string {
  const { error, status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: LONGEST_OUTPUT });
  if (error) throw error;
  if (status === null || !statuses.includes(status)) {
    throw new Error(`${program} ended with status ${status}: ${stderr.trim() || stdout.trim().slice(-2000)}`);
  }
  return stdout;
}
