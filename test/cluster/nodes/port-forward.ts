// A way to one pod past all Services and Ingresses: whatever answers, it is that pod.
import { spawn } from 'node:child_process';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { HOST, NAMESPACE } from './stack';

export interface Answer {
  readonly status: number | undefined;
  readonly body: Buffer;
}

/** Longer than a file takes on a busy machine, in milliseconds. */
const PATIENCE = 30_000;

/** What the pod itself answers to a visitor of the site who asks for `path`. */
export async function askPod(pod: string, port: number, path: string): Promise<Answer> {
  const child = spawn('kubectl', ['-n', NAMESPACE, 'port-forward', `pod/${pod}`, `:${port}`, '--address=127.0.0.1'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise((resolve) => child.on('close', resolve));
  try {
    const local = await new Promise<number>((resolve, reject) => {
      let stderr = '';
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      child.on('error', reject);
      child.on('close', () => reject(new Error(`kubectl port-forward to ${pod} ended: ${stderr}`)));
      // "Forwarding from 127.0.0.1:39225 -> 8080", when it takes connections.
      createInterface({ input: child.stdout }).on('line', (line) => {
        const found = /^Forwarding from 127\.0\.0\.1:(\d+) /.exec(line)?.[1];
        if (found !== undefined) resolve(Number(found));
      });
    });
    return await answerOf(local, path);
  } finally {
    child.kill();
    await closed;
  }
}

function answerOf(port: number, path: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { host: HOST, 'x-forwarded-proto': 'https' };
    const asked = request({ host: '127.0.0.1', port, path, headers, agent: false, timeout: PATIENCE }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode, body: Buffer.concat(chunks) }));
    });
    asked.on('timeout', () => asked.destroy(new Error(`no answer to ${path} within ${PATIENCE / 1000} s`)));
    asked.on('error', reject);
    asked.end();
  });
}
