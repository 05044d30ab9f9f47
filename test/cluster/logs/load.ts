// A load on the web servers, and what became of its lines.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { kubectl, run, sleep } from '../kubectl';
import { isReady, type Pod } from '../objects';
import { pods, STATE } from '../nodes/stack';
import type { Lines } from './reader';
import { NAMESPACE, NOT_LOGGED, WEB_PODS } from './stack';
import type { Load, Sent } from './traffic';

const PORT = 8080;
/** Seconds without a new line after which the rest is lost. */
const PATIENCE = Number(process.env['PATIENCE_FOR_LINES'] ?? 90);
/** nginx alone answers that there is nothing, and logs it. */
const LOGGED = '/missing.php?request=';
let loads = 0;

export const webPods = async (): Promise<Pod[]> => (await pods('web', NAMESPACE)).filter(isReady);

/** One load, with what the reader saw of it. */
export interface Outcome extends Sent {
  readonly answered: number;
  /** Lines of answered requests that are not in the topic. */
  readonly lost: number;
  /** Lines that are in the topic once more than their request was. */
  readonly twice: number;
  /** Lines that nginx left out, as the rotation says. */
  readonly leftOut: number;
  /** Bytes that the rotation says it dropped. */
  readonly shed: number;
  readonly loadAverage: number;
  readonly seconds: number;
}

/** The folder of a pod's log in RAM, as the machine sees it. */
async function volumeOf({ metadata, spec }: Pod): Promise<string> {
  const node = spec.nodeName?.replace('node', 'n') ?? '';
  const outer = readFileSync(join(STATE, 'run', `${node}.pid`), 'utf8').trim();
  const { stdout } = await run('pgrep', ['-P', outer]);
  return `/proc/${stdout.trim()}/root/var/lib/kubelet/pods/${metadata.uid}/volumes/kubernetes.io~empty-dir/access-log`;
}

/** Sends requests to these pods while something goes on. */
export async function sentDuring(
  settings: Pick<Load, 'path' | 'rate'>,
  targets: readonly Pod[],
  action: () => Promise<unknown>,
): Promise<Sent> {
  const load: Load = {
    ...settings,
    addresses: targets.map(({ status }) => status.podIP ?? ''),
    port: PORT,
    volumes: await Promise.all(targets.map(volumeOf)),
  };
  const program = join(__dirname, 'traffic.ts');
  // A sender that waits for a processor would measure that. A nice value does not help: it counts in its own session alone.
  const command = [process.execPath, '-r', './scripts/typescript.js', program, JSON.stringify(load)];
  const child = spawn('chrt', ['--fifo', '1', ...command], {
    cwd: join(__dirname, '../../..'),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  try {
    await action();
  } finally {
    child.stdin.end();
  }
  if ((await ended) !== 0) throw new Error('the traffic ended early');
  return JSON.parse(Buffer.concat(chunks).toString()) as Sent;
}

/** What the rotation of these pods has said since then: lines that nginx left out, and bytes that it dropped itself. */
async function saidSince(targets: readonly Pod[], since: string): Promise<Pick<Outcome, 'leftOut' | 'shed'>> {
  const logs = await Promise.all(
    targets.map(({ metadata: { name } }) =>
      kubectl(['logs', '-n', NAMESPACE, name, '-c', 'rotate-access-log', `--since-time=${since}`]),
    ),
  );
  const sum = (pattern: RegExp): number =>
    [...logs.join('\n').matchAll(pattern)].reduce((total, [, said]) => total + Number(said), 0);
  return {
    leftOut: sum(/"event":"access-log-left-out","lines":(\d+)/g),
    shed: sum(/"event":"access-log-shed","bytes":(\d+)/g),
  };
}

/** A load at so many requests a second to each web server while something goes on, and what the topic has of it. */
export async function loadDuring(
  lines: Lines,
  rate: number,
  action: (targets: readonly Pod[]) => Promise<unknown>,
  targets?: readonly Pod[],
): Promise<Outcome> {
  const servers = targets ?? (await webPods());
  if (targets === undefined) expect(servers).toHaveLength(WEB_PODS);
  loads += 1;
  const path = `${LOGGED}${process.pid}-${loads}-`;
  const began = Date.now();
  const sent = await sentDuring({ path, rate }, servers, () => action(servers));
  const seconds = (Date.now() - began) / 1000;
  const [loadAverage = 0] = loadavg();
  const unanswered = new Set(sent.unanswered);
  const answered = Array.from({ length: sent.requests }, (_, number) => number).filter((n) => !unanswered.has(n));
  let left = answered;
  const look = async (): Promise<void> => {
    await lines.update();
    left = left.filter((number) => !lines.has(`${path}${number}`));
  };
  for (let came = Date.now(); Date.now() - came < PATIENCE * 1000;) {
    const before = left.length;
    await look();
    if (left.length === 0) break;
    if (left.length < before) came = Date.now();
    await sleep(3000);
  }
  // Whoever sends a line again does so a moment later.
  await sleep(3000);
  await look();
  const there = (await webPods()).map(({ metadata }) => metadata.name);
  const remaining = servers.filter(({ metadata }) => there.includes(metadata.name));
  return {
    ...sent,
    answered: answered.length,
    lost: left.length,
    twice: lines.twice(path),
    ...(await saidSince(remaining, new Date(began).toISOString())),
    loadAverage,
    seconds,
  };
}

/** The same answers without a line in any log. */
export const unloggedDuring = (rate: number, targets: readonly Pod[], action: () => Promise<unknown>): Promise<Sent> =>
  sentDuring({ path: `${NOT_LOGGED}missing.php?request=`, rate }, targets, action);
