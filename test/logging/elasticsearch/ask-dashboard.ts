import { readFileSync } from 'fs';
import { request } from 'https';
import { join } from 'path';
import { isDeepStrictEqual } from 'util';

/**
 * Writes lines to Elasticsearch as Logstash does, and asks it what each picture of the dashboard asks. The answers must be
 * those that are counted here.
 *
 * ask-dashboard.ts HOST FOLDER   with config/kibana/dashboard.ndjson, accounts/ and tls/ca.crt
 */
const [, , host = '', folder = ''] = process.argv;
const STREAM = 'logs-access-default';
const DEAD_LETTERS = 'logs-access_refused-default';
const LINES = 2000;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}
interface Line {
  readonly '@timestamp': string;
  readonly request_id: string;
  readonly status: number;
  readonly duration: number;
  readonly uri: string;
  readonly hour: number;
  readonly cache: string;
  readonly user_agent: { readonly original: string; readonly name: string };
  readonly source: { readonly ip: string; readonly geo: { readonly country_name: string } };
}
interface Aggregation {
  readonly id: string;
  readonly type: 'count' | 'avg' | 'terms' | 'date_histogram';
  readonly params: {
    readonly field?: string;
    readonly size?: number;
    readonly orderBy?: string;
    readonly order?: string;
  };
}
interface Buckets {
  readonly buckets: readonly {
    readonly key: string | number;
    readonly doc_count: number;
    readonly 1?: { readonly value: number };
  }[];
}

function ask(account: string, method: string, path: string, body = ''): Promise<Answer> {
  const password = readFileSync(join(folder, 'accounts', account), 'utf8');
  const type = path.startsWith('/_bulk') ? 'application/x-ndjson' : 'application/json';
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host,
        port: 9200,
        method,
        path,
        ca: readFileSync(join(folder, 'tls', 'ca.crt')),
        auth: `${account}:${password}`,
        headers: { 'content-type': type },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: text ? JSON.parse(text) : undefined }),
        );
      },
    );
    sent.on('error', reject).end(body);
  });
}

function expect(what: string, expected: unknown, got: unknown): void {
  if (!isDeepStrictEqual(expected, got)) {
    console.error(`FAILED: ${what}: ${JSON.stringify(got).slice(0, 2000)} instead of ${JSON.stringify(expected)}`);
    process.exit(1);
  }
  console.log(`   ${what}: ${typeof got === 'object' ? 'as counted' : String(got)}`);
}

/** Lines of two hours, none of which is like the next. */
function lines(): Line[] {
  const now = Date.now();
  return Array.from({ length: LINES }, (_, index) => {
    const time = new Date(now - index * 3600);
    return {
      '@timestamp': time.toISOString(),
      request_id: index.toString(16).padStart(32, '0'),
      site: 'blog.example.org',
      service: { name: 'web' },
      client: '10.0.0.1',
      forwarded_for: '192.0.2.7',
      method: 'GET',
      uri: `/post-${index % 17}`,
      protocol: 'HTTP/1.1',
      status: [200, 200, 200, 301, 404, 500][index % 6] ?? 200,
      bytes: 1000 + index,
      duration: (index % 17) / 4,
      cache: ['HIT', 'MISS', 'BYPASS'][index % 3] ?? '',
      referer: '',
      hour: time.getUTCHours(),
      user_agent: {
        original: `agent/${index % 5}`,
        name: ['Firefox', 'Chrome', 'Safari', 'Edge', 'curl'][index % 5] ?? '',
      },
      source: { ip: '192.0.2.7', geo: { country_name: ['Spain', 'France'][index % 2] ?? '', country_iso_code: 'ES' } },
      data_stream: { type: 'logs', dataset: 'access', namespace: 'default' },
    };
  });
}

async function write(all: readonly Line[], stream = STREAM): Promise<Record<string, number>> {
  const body = all.map(
    (line) => `${JSON.stringify({ create: { _index: stream, _id: line.request_id } })}\n${JSON.stringify(line)}\n`,
  );
  const { body: answer } = await ask('logstash', 'POST', '/_bulk', body.join(''));
  const counts: Record<string, number> = {};
  for (const { create } of (answer as { items: { create: { status: number } }[] }).items) {
    counts[create.status] = (counts[create.status] ?? 0) + 1;
  }
  return counts;
}

function valueOf(line: Line, field: string): string | number {
  return field.split('.').reduce<unknown>((object, name) => (object as Record<string, unknown>)[name], line) as
    string | number;
}

function counted(all: readonly Line[], field: string): Map<string | number, Line[]> {
  const groups = new Map<string | number, Line[]>();
  for (const line of all) groups.set(valueOf(line, field), [...(groups.get(valueOf(line, field)) ?? []), line]);
  return groups;
}

function query(
  { type, params: { field, size, orderBy, order } }: Aggregation,
  metric: Aggregation,
  inner?: object,
): object {
  const own =
    type === 'date_histogram'
      ? { date_histogram: { field, fixed_interval: '10m', min_doc_count: 1 } }
      : {
          terms: {
            field,
            size,
            order: { [orderBy === '1' && metric.type === 'count' ? '_count' : (orderBy ?? '')]: order },
          },
        };
  return {
    ...own,
    aggs: {
      ...(metric.type === 'avg' && { 1: { avg: { field: metric.params.field } } }),
      ...(inner && { next: inner }),
    },
  };
}

/** What one picture asks, as Kibana puts it, and whether the answer is what is counted here. */
async function look(title: string, aggregations: readonly Aggregation[], all: readonly Line[]): Promise<void> {
  const [metric, first, second] = aggregations;
  if (!metric || !first) throw new Error(`${title} asks for nothing`);
  const aggs = { first: query(first, metric, second && query(second, metric)) };
  const filter = [{ range: { '@timestamp': { gte: 'now-24h', lte: 'now' } } }];
  const answer = await ask(
    'elastic',
    'POST',
    `/${STREAM}/_search`,
    JSON.stringify({ size: 0, track_total_hits: true, query: { bool: { filter } }, aggs }),
  );
  expect(`${title}: status`, 200, answer.status);
  const { aggregations: got } = answer.body as {
    aggregations: { first: Buckets & { buckets: readonly { next?: Buckets }[] } };
  };
  const { buckets } = got.first;
  expect(
    `${title}: lines`,
    LINES,
    buckets.reduce((sum, { doc_count }) => sum + doc_count, 0),
  );
  if (first.type === 'terms') {
    const groups = counted(all, first.params.field ?? '');
    for (const { key, doc_count, 1: average } of buckets) {
      const group = groups.get(key) ?? [];
      if (doc_count !== group.length) expect(`${title}: ${key}`, group.length, doc_count);
      const mean = group.reduce((sum, line) => sum + line.duration, 0) / group.length;
      if (average && Math.abs(average.value - mean) > 1e-6) expect(`${title}: ${key}`, mean, average.value);
    }
    expect(`${title}: buckets`, groups.size, buckets.length);
  }
  if (second) {
    const found = new Map<string | number, number>();
    for (const { next } of buckets)
      for (const { key, doc_count } of next?.buckets ?? []) found.set(key, (found.get(key) ?? 0) + doc_count);
    const groups = counted(all, second.params.field ?? '');
    expect(`${title}: all in parts`, [...groups].map(([key, { length }]) => [key, length]).sort(), [...found].sort());
  }
}

async function main(): Promise<void> {
  const all = lines();
  expect('lines that are new', { 201: LINES }, await write(all));
  expect('lines that come again', { 409: LINES }, await write(all));
  expect('lines to another stream', { 403: 1 }, await write(all.slice(0, 1), 'logs-access-other'));
  // What does not fit is refused for ever, and fits as a dead letter.
  const odd = { ...all[0], request_id: 'odd', status: 'none' } as unknown as Line;
  expect('a line that does not fit', { 400: 1 }, await write([odd]));
  const letter = { '@timestamp': odd['@timestamp'], reason: 'status', line: JSON.stringify(odd), request_id: 'odd' };
  expect('... as a dead letter', { 201: 1 }, await write([letter as unknown as Line], DEAD_LETTERS));
  // As its output does when it starts.
  expect('Logstash: asks for the licence', 200, (await ask('logstash', 'GET', '/_license')).status);
  expect('Logstash: reads lines', 403, (await ask('logstash', 'GET', `/${STREAM}/_search`)).status);
  expect(
    'Logstash: deletes lines',
    403,
    (await ask('logstash', 'DELETE', `/${STREAM}/_doc/${all[0]?.request_id}`)).status,
  );
  expect('Kibana has its account', 200, (await ask('kibana_system', 'GET', '/_security/_authenticate')).status);
  expect('lines can be looked for', 200, (await ask('elastic', 'POST', `/${STREAM}/_refresh`)).status);
  for (const text of readFileSync(join(folder, 'config/kibana/dashboard.ndjson'), 'utf8').split('\n').filter(Boolean)) {
    const { type, attributes } = JSON.parse(text) as { type: string; attributes: { title: string; visState: string } };
    if (type !== 'visualization') continue;
    const { aggs } = JSON.parse(attributes.visState) as { aggs: Aggregation[] };
    await look(attributes.title, aggs, all);
  }
}

void main();
