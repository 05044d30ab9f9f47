// The manifests that are in clusters when somebody upgrades: those of the last release, as git has them.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './kubectl';

const ROOT = join(__dirname, '../..');
/** Before the first release: the oldest commit whose database nodes copy their data by the same program as those of today. */
const BEFORE_THE_FIRST = '593536d';

/** Writes `dist/` of the last release, or of the tag or commit in PREVIOUS_RELEASE, into a folder; its name. */
export async function previousRelease(folder: string): Promise<string> {
  const described = await run('git', [
    ...['-C', ROOT, 'describe', '--tags', '--abbrev=0', '--match', 'v[0-9]*', 'HEAD~1'],
  ]);
  const last = described.code === 0 ? described.stdout.trim() : BEFORE_THE_FIRST;
  const name = process.env['PREVIOUS_RELEASE'] ?? last;
  mkdirSync(folder, { recursive: true });
  const script = 'git -C "$1" archive "$2" dist | tar --extract --directory="$3" --strip-components=1';
  const { code, stderr } = await run('bash', ['-o', 'pipefail', '-c', script, 'bash', ROOT, name, folder]);
  if (code !== 0) {
    throw new Error(`git has no dist/ of ${name}: is its history there ("git fetch --unshallow --tags")? ${stderr}`);
  }
  return name;
}
