import { closeSync, fstatSync, openSync, readdirSync, readSync, statfsSync } from 'fs';
import { Agent, get } from 'http';
import { join } from 'path';

/**
 * Sends requests at a steady rate and reads the access log meanwhile, as Filebeat does: looks for new files, follows
 * each by its inode, and closes those that are gone. Prints what became of the lines.
 *
 * access-log-traffic.ts REQUESTS_PER_SECOND SECONDS [FOLDER] [PORT]
 */
const [rate = 200, seconds = 10] = process.argv.slice(2, 4).map(Number);
const folder = process.argv[4] ?? '/var/log/web';
const port = Number(process.argv[5] ?? 8080);

/** As in filebeat.yml. */
const SCAN_MILLISECONDS = 50;
const BACKOFF_MILLISECONDS = 50;
const CLOSE_MILLISECONDS = 1000;

class Follower {
  private offset = 0;
  private rest = '';

  constructor(private readonly descriptor: number) {}

  read(onLine: (line: string) => void): void {
    const { size } = fstatSync(this.descriptor);
    if (size < this.offset) {
      this.offset = 0;
      this.rest = '';
    }
    const buffer = Buffer.alloc(size - this.offset);
    const bytes = readSync(this.descriptor, buffer, 0, buffer.length, this.offset);
    this.offset += bytes;
    const lines = (this.rest + buffer.toString('utf8', 0, bytes)).split('\n');
    this.rest = lines.pop() ?? '';
    lines.forEach(onLine);
  }

  /** Closes the file if it has no name any more, which gives its memory back. */
  closeIfRemoved(): boolean {
    if (fstatSync(this.descriptor).nlink > 0) return false;
    closeSync(this.descriptor);
    return true;
  }
}

const followers = new Map<number, Follower>();
const seen = new Map<string, number>();
let broken = 0;
let peak = 0;

function scan(): void {
  for (const name of readdirSync(folder).filter((each) => each.startsWith('access.log'))) {
    try {
      const descriptor = openSync(join(folder, name), 'r');
      const { ino } = fstatSync(descriptor);
      if (followers.has(ino)) closeSync(descriptor);
      else followers.set(ino, new Follower(descriptor));
    } catch {
      // Renamed between the two calls; the next scan finds it.
    }
  }
}

function read(): void {
  for (const follower of followers.values()) {
    follower.read((line) => {
      try {
        const { uri } = JSON.parse(line) as { uri: string };
        seen.set(uri, (seen.get(uri) ?? 0) + 1);
      } catch {
        broken += 1;
      }
    });
  }
}

function closeRemoved(): void {
  for (const [inode, follower] of followers) if (follower.closeIfRemoved()) followers.delete(inode);
}

function measure(): void {
  const { blocks, bfree, bsize } = statfsSync(folder);
  peak = Math.max(peak, (blocks - bfree) * bsize);
}

async function sendAll(): Promise<{ sent: number; answered: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const started = Date.now();
  let sent = 0;
  let answered = 0;
  const pending: Promise<void>[] = [];
  while (Date.now() - started < seconds * 1000) {
    const due = Math.floor(((Date.now() - started) / 1000) * rate);
    for (; sent < due; sent += 1) {
      pending.push(
        new Promise((resolve) => {
          // nginx alone answers this: what is measured is the log.
          const request = get({ agent, port, path: `/missing.php?request=${process.pid}-${sent}` }, (response) => {
            answered += 1;
            response.resume().on('end', resolve);
          });
          request.on('error', () => resolve());
        }),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await Promise.all(pending);
  agent.destroy();
  return { sent, answered };
}

async function run(): Promise<void> {
  scan();
  // What was there before is none of ours.
  read();
  seen.clear();
  broken = 0;
  const timers = [
    setInterval(scan, SCAN_MILLISECONDS),
    setInterval(read, BACKOFF_MILLISECONDS),
    setInterval(closeRemoved, CLOSE_MILLISECONDS),
    setInterval(measure, 20),
  ];
  const { sent, answered } = await sendAll();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  timers.forEach((timer) => clearInterval(timer));
  const twice = [...seen.values()].filter((times) => times > 1).length;
  console.log(JSON.stringify({ sent, answered, lost: sent - seen.size, twice, broken, peak }));
}

void run();
