// Requests of all kinds at the same time, each of which knows what it may get:
// page-cache-traffic.ts REQUESTS AGE PEOPLE, where PEOPLE is a file with the cookies of who is logged in, by name.
import { readFileSync } from 'fs';
import { Agent, request } from 'http';
import { gunzipSync } from 'zlib';

const [, , requests = '', age = '', people = ''] = process.argv;
const TOTAL = Number(requests);
const MOST_SECONDS = Number(age);
const COOKIES = JSON.parse(readFileSync(people, 'utf8')) as Record<string, string>;
const CLIENTS = 8;
const HOSTS = ['blog.example.org', 'second.example.org'];
const ADDRESSES = ['/', '/hello-world/', '/?s=hello'];
/** One in so many is of somebody with pages of their own, for which PHP has to work. */
const OWN = 50;

/** What a page says about itself. */
interface Confession {
  readonly user: string;
  readonly commenter: string;
  readonly host: string;
  readonly https: boolean;
  readonly uri: string;
  readonly at: number;
}

interface Answer {
  readonly status: number;
  readonly cache: string;
  readonly body: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
const wrong: string[] = [];
const seen: Record<string, number> = {};

// The same in every run: whoever finds a wrong page can look again.
let state = 1;
function pick<T>(choices: readonly T[]): T {
  state = (state * 48271) % 2147483647;
  return choices[state % choices.length] as T;
}

function ask(path: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ port: 8080, agent, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        resolve({
          status: response.statusCode ?? 0,
          cache: String(response.headers['x-page-cache']),
          body: (response.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString(),
        });
      });
    })
      .on('error', reject)
      .end();
  });
}

async function visit(): Promise<void> {
  const own = pick(Array.from({ length: OWN }, (_, index) => index)) === 0;
  const user = own ? pick([...Object.keys(COOKIES), '']) : '';
  const commenter = own && user === '' ? pick(['Ada', 'Grace', 'Edsger']) : '';
  const host = pick(HOSTS);
  const https = pick([true, true, true, false]);
  const uri = pick(ADDRESSES);
  // WordPress lets cookies of one encryption count for that alone.
  const cookie = user
    ? COOKIES[user]
    : commenter
      ? `comment_author_${cookieHash()}=${commenter}`
      : pick(['', '_ga=GA1.2']);
  const started = Date.now() / 1000;
  const { status, cache, body } = await ask(uri, {
    Host: host + pick(['', '', ':443']),
    'X-Forwarded-Proto': https || user ? 'https' : 'http',
    ...(pick([true, false]) && { 'Accept-Encoding': pick(['gzip', 'gzip, deflate, br']) }),
    ...(cookie && { Cookie: cookie }),
  });
  seen[cache] = (seen[cache] ?? 0) + 1;
  const complain = (what: string) =>
    wrong.push(`${user || commenter || 'visitor'} at ${host}${uri}: ${what} (${cache})`);

  // Without encryption, the first host sends visitors to where it is.
  if (status === 301 && host === HOSTS[0] && !https && !user) return;
  if (status !== 200) return void complain(`status ${status}`);
  const [, json] = /id="confession">(.*?)<\/script>/.exec(body) ?? [];
  if (!json || !body.trimEnd().endsWith('</html>')) return void complain('the page is not whole');
  const page = JSON.parse(json) as Confession;
  if (page.user !== user) complain(`the page is of ${page.user || 'visitors'}`);
  if (page.commenter !== commenter) complain(`the page is of the commenter ${page.commenter}`);
  if (page.host !== host) complain(`the page is of ${page.host}`);
  if (page.https !== (https || user !== '')) complain(`the page has https: ${page.https}`);
  if (page.uri !== uri) complain(`the page is of ${page.uri}`);
  if (own && (cache !== 'BYPASS' || page.at < started)) complain('somebody with own pages got one that was kept');
  if (started - page.at > MOST_SECONDS) complain(`the page is ${(started - page.at).toFixed(1)} s old`);
}

/** What WordPress ends the names of its cookies with. */
function cookieHash(): string {
  const [, hash = ''] = /wordpress_logged_in_([0-9a-f]+)=/.exec(Object.values(COOKIES).join(';')) ?? [];
  return hash;
}

async function main(): Promise<void> {
  let left = TOTAL;
  const client = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await visit();
    }
  };
  const started = Date.now();
  await Promise.all(Array.from({ length: CLIENTS }, client));
  agent.destroy();
  console.log(
    `   ${TOTAL} requests in ${((Date.now() - started) / 1000).toFixed(0)} s, ${wrong.length} wrong; ` +
      `the cache said ${JSON.stringify(seen)}`,
  );
  wrong.slice(0, 10).forEach((sentence) => console.error(sentence));
  process.exitCode = wrong.length === 0 && (seen.HIT ?? 0) > 0 && (seen.BYPASS ?? 0) > 0 ? 0 : 1;
}

void main();
