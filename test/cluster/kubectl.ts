// The real kubectl as a function: the first one on the PATH, with the cluster of KUBECONFIG. run.sh sets both.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Output {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, whatever its exit code. */
export function run(program: string, args: readonly string[], input = ''): Promise<Output> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    // A program that ends without reading its input says why in its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({
        code: code ?? 128,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString() + (signal ? `ended by ${signal}` : ''),
      }),
    );
  });
}

/** Runs kubectl, whatever its exit code. */
export const tryKubectl = (args: readonly string[], input?: string): Promise<Output> => run('kubectl', args, input);

/** Runs kubectl, which must succeed and have nothing to say on stderr: its warnings are there. */
export async function kubectl(args: readonly string[], input?: string): Promise<string> {
  const { code, stdout, stderr } = await tryKubectl(args, input);
  if (code !== 0 || stderr !== '') {
    throw new Error(`kubectl ${args.join(' ')}\nexit code ${code}\n${stderr || stdout}`);
  }
  return stdout;
}

/** `kubectl wait`. Once it has what it waited for, it sometimes still warns that its watch was ended, by itself. */
export async function waitFor(...args: readonly string[]): Promise<void> {
  const { code, stderr } = await tryKubectl(['wait', ...args]);
  if (code !== 0) {
    throw new Error(`kubectl wait ${args.join(' ')}: ${stderr}`);
  }
}

/** `kubectl get ... -o json`: the objects. */
export async function get<T>(...args: readonly string[]): Promise<T[]> {
  const { code, stdout, stderr } = await tryKubectl(['get', ...args, '-o', 'json']);
  if (code !== 0) {
    throw new Error(`kubectl get ${args.join(' ')}: ${stderr}`);
  }
  const answer = JSON.parse(stdout) as T & { readonly items?: readonly T[] };
  return answer.items ? [...answer.items] : [answer];
}

export interface WatchEvent<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: T;
}

export interface Watch {
  /** Ends the watch; fails when it had ended before, because then it missed something. */
  stop(): Promise<void>;
}

/** Every change, one by one and in order: nothing happens between two looks, as it would with polling. */
export function watch<T>(args: readonly string[], onEvent: (event: WatchEvent<T>) => void): Watch {
  const child = spawn('kubectl', ['get', ...args, '--watch', '--output-watch-events', '-o', 'json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  // One event a line.
  createInterface({ input: child.stdout }).on('line', (line) => onEvent(JSON.parse(line) as WatchEvent<T>));
  let ended = false;
  const closed = new Promise<void>((resolve) =>
    child.on('close', () => {
      ended = true;
      resolve();
    }),
  );
  return {
    stop: async () => {
      if (ended) {
        throw new Error(`kubectl get ${args.join(' ')} --watch ended early: ${stderr}`);
      }
      child.kill();
      await closed;
    },
  };
}

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** How many times as long as usual everything may take: PATIENCE, for a machine that is busy with other things. */
const patience = Number(process.env['PATIENCE'] ?? 1);

/** Waits until `problems` finds none, and fails with the last ones that it found. */
export async function eventually(
  what: string,
  seconds: number,
  problems: () => Promise<readonly string[]>,
): Promise<void> {
  const end = Date.now() + seconds * 1000 * patience;
  for (;;) {
    const found = await problems();
    if (found.length === 0) {
      return;
    }
    if (Date.now() > end) {
      throw new Error(`Not within ${seconds * patience} s: ${what}\n${found.join('\n')}`);
    }
    await sleep(500);
  }
}
