// Sends requests to web servers at a steady rate until its input ends, and looks at their logs' volumes meanwhile.
// A program of its own, so that nothing else makes its clock late. Prints a `Sent`.
import { statfsSync } from 'node:fs';
import { Agent, get } from 'node:http';

/** What to send. */
export interface Load {
  /** What each request's path begins with; its number follows. */
  readonly path: string;
  /** Requests a second to each web server. */
  readonly rate: number;
  /** Addresses of the web servers. */
  readonly addresses: readonly string[];
  readonly port: number;
  /** Folders of their logs in RAM. */
  readonly volumes: readonly string[];
}

/** What became of it. */
export interface Sent {
  /** Numbers of requests that nobody answered. */
  readonly unanswered: readonly number[];
  /** How many there were. */
  readonly requests: number;
  /** Why the first few were not answered. */
  readonly errors: readonly string[];
  /** Milliseconds until an answer began, of half of the requests and of 99 in 100, at most, but for the first two seconds. */
  readonly median: number;
  readonly p99: number;
  /** Most bytes that one of the logs took in RAM. */
  readonly peak: number;
}

/** Longer than any of them takes, in milliseconds. */
const PATIENCE = 20_000;
const SOCKETS = 64;
/** While it opens its connections and its code is being compiled, it would measure that, in milliseconds. */
const WARM_UP = 2000;

async function send({ path, rate, addresses, port, volumes }: Load): Promise<Sent> {
  const agents = addresses.map(() => new Agent({ keepAlive: true, maxSockets: SOCKETS }));
  const unanswered: number[] = [];
  const errors: string[] = [];
  const times: number[] = [];
  const pending: Promise<void>[] = [];
  let stopped = false;
  const started = performance.now();
  process.stdin.resume().on('end', () => (stopped = true));

  const one = (number: number): Promise<void> =>
    new Promise((resolve) => {
      const target = number % addresses.length;
      const began = performance.now();
      let answered = false;
      const failed = (why: string): void => {
        unanswered.push(number);
        if (errors.length < 5) errors.push(`${number}: ${why}`);
        resolve();
      };
      const asked = get(
        { agent: agents[target], host: addresses[target], port, path: `${path}${number}` },
        (response) => {
          answered = true;
          if (began - started > WARM_UP) times.push(performance.now() - began);
          response.resume().on('close', resolve);
          response.on('error', () => resolve());
        },
      );
      // Also for a request that waits for a socket.
      const patience = setTimeout(() => asked.destroy(new Error('no answer')), PATIENCE);
      asked.on('close', () => clearTimeout(patience));
      // An answer that was cut off was answered, and is logged.
      asked.on('error', ({ message }) => (answered ? resolve() : failed(message)));
    });

  let peak = 0;
  const measuring = setInterval(() => {
    for (const volume of volumes) {
      try {
        const { blocks, bfree, bsize } = statfsSync(volume);
        peak = Math.max(peak, (blocks - bfree) * bsize);
      } catch {
        // The pod is gone.
      }
    }
  }, 20);

  let requests = 0;
  while (!stopped) {
    const due = Math.floor(((performance.now() - started) / 1000) * rate * addresses.length);
    for (; requests < due; requests += 1) pending.push(one(requests));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await Promise.all(pending);
  clearInterval(measuring);
  agents.forEach((agent) => agent.destroy());
  times.sort((a, b) => a - b);
  const within = (share: number): number => times[Math.ceil(times.length * share) - 1] ?? Number.NaN;
  return { unanswered, requests, errors, median: within(0.5), p99: within(0.99), peak };
}

if (require.main === module) {
  void send(JSON.parse(process.argv[2] ?? '') as Load).then((sent) => console.log(JSON.stringify(sent)));
}
