// Visitors of the site who never rest, and who remember every answer that was wrong, late or missing.
import { Agent, request } from 'node:https';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { HOST } from './stack';

export interface VisitorsProps {
  /** Address of the way in. */
  readonly address: string;
  /** How many there are, each waiting for one answer before the next request. */
  readonly visitors: number;
  /** Pause of each after an answer, in milliseconds. */
  readonly pause: number;
  /** What the n-th request asks for; by default the front page, a page that nobody keeps, and a file in turn. */
  readonly path?: (n: number) => string;
}

export interface Report {
  readonly requests: number;
  /** What went wrong, with the seconds since the beginning. */
  readonly failures: readonly string[];
  /** Longest time in which nobody was answered rightly, in milliseconds. */
  readonly longestSilence: number;
  /** Longest time that one visitor waited from one right answer to the next, in milliseconds. */
  readonly longestWait: number;
  /** Second after the beginning at which the last failure ended; 0 without one. */
  readonly lastFailure: number;
}

/** Longer than any page takes; a visitor would reload. */
const PATIENCE = 10_000;

const anyPath = (n: number): string => ['/', `/?s=${n}`, '/', '/wp-includes/js/jquery/jquery.min.js'][n % 4] as string;

export class Visitors {
  private readonly began = performance.now();
  private readonly failures: string[] = [];
  private readonly lastOf: number[];
  private readonly running: Promise<void>[];
  private requests = 0;
  private lastSuccess = this.began;
  private longestSilence = 0;
  private longestWait = 0;
  private lastFailure = 0;
  private stopped = false;

  constructor(private readonly props: VisitorsProps) {
    this.lastOf = Array.from({ length: props.visitors }, () => this.began);
    this.running = this.lastOf.map((_, visitor) => this.visit(visitor));
  }

  /** Ends when the answers that are on their way have come. */
  async stop(): Promise<Report> {
    this.stopped = true;
    await Promise.all(this.running);
    const { requests, failures, longestSilence, longestWait, lastFailure } = this;
    return { requests, failures, longestSilence, longestWait, lastFailure };
  }

  /** Seconds since the last failure, or since the beginning. */
  get calm(): number {
    return this.seconds() - this.lastFailure;
  }

  private async visit(visitor: number): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false, servername: HOST });
    for (let n = visitor; !this.stopped; n += this.props.visitors) {
      const path = (this.props.path ?? anyPath)(n);
      const problem = await ask(agent, this.props.address, path);
      const now = performance.now();
      this.requests++;
      if (problem === undefined) {
        this.longestSilence = Math.max(this.longestSilence, now - this.lastSuccess);
        this.longestWait = Math.max(this.longestWait, now - (this.lastOf[visitor] ?? now) - this.props.pause);
        this.lastSuccess = now;
        this.lastOf[visitor] = now;
      } else {
        this.lastFailure = this.seconds();
        this.failures.push(`${this.lastFailure.toFixed(1)} s: ${path}: ${problem}`);
      }
      await sleep(this.props.pause);
    }
    agent.destroy();
  }

  private readonly seconds = (): number => (performance.now() - this.began) / 1000;
}

/** What is wrong with the answer; undefined if it is right. */
function ask(agent: Agent, address: string, path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const asked = request({ agent, host: address, path, headers: { host: HOST }, timeout: PATIENCE }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', ({ message }) => resolve(`the answer was cut off: ${message}`));
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        const complete = path.endsWith('.js') ? body.includes('jQuery') : body.includes('</html>');
        resolve(response.statusCode === 200 && complete ? undefined : `${response.statusCode}: ${body.slice(0, 120)}`);
      });
    });
    asked.on('timeout', () => asked.destroy(new Error(`no answer within ${PATIENCE / 1000} s`)));
    asked.on('error', ({ message }) => resolve(message));
    asked.end();
  });
}

/** A report as one line. */
export const inWords = ({ requests, failures, longestSilence, longestWait }: Report): string =>
  `${requests} requests, ${failures.length} failed; nobody was answered for ${seconds(longestSilence)} s at most, one visitor waited ${seconds(longestWait)} s at most`;

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);

/** What visitors met while `action` went on; when it failed, that too says what they met. */
export async function visitedDuring(
  props: VisitorsProps,
  action: (visitors: Visitors) => Promise<unknown>,
): Promise<Report> {
  const visitors = new Visitors(props);
  try {
    await action(visitors);
  } catch (error) {
    const report = await visitors.stop();
    throw new Error([inWords(report), ...report.failures.slice(-20)].join('\n'), { cause: error });
  }
  return visitors.stop();
}
