// Jobs that an administrator makes of the CronJobs, with the commands of docs/how-to/back-up-and-restore.md.
import { eventually, get, kubectl, tryKubectl } from '../kubectl';
import type { Workload } from '../objects';
import { NAMESPACE, one } from './database';

/** Makes a Job of a CronJob, waits until it has succeeded, and removes it. Gives what it said. */
export async function runJob(
  cronJob: string,
  settings: Readonly<Record<string, string>> = {},
  seconds = 240,
): Promise<string> {
  const name = `${cronJob}-now`;
  let manifest = await kubectl([
    ...['create', 'job', '-n', NAMESPACE, name, `--from=cronjob/${cronJob}`],
    ...['--dry-run=client', '-o', 'yaml'],
  ]);
  const variables = Object.entries(settings).map(([variable, value]) => `${variable}=${value}`);
  if (variables.length > 0) {
    manifest = await kubectl(['set', 'env', '--local', '-f', '-', '-o', 'yaml', ...variables], manifest);
  }
  await kubectl(['apply', '--server-side', '-f', '-'], manifest);
  const log = async () => {
    const { stdout, stderr } = await tryKubectl(['logs', '-n', NAMESPACE, `job/${name}`, '--all-containers']);
    return stdout + stderr;
  };
  await eventually(`${name} succeeded`, seconds, async () => {
    const { status } = one(await get<Workload>('job', '-n', NAMESPACE, name));
    return status.succeeded === 1 ? [] : [await log()];
  });
  const said = await log();
  await kubectl(['delete', 'job', '-n', NAMESPACE, name]);
  return said;
}
