import { readFileSync } from 'fs';

/**
 * Counts what a consumer of Kafka has printed with partition and offset. What it got twice itself is counted once.
 *
 * count-lines.ts FILE
 */
const records = new Map<string, string>();
for (const text of readFileSync(process.argv[2] ?? '', 'utf8').split('\n')) {
  const [, position, line] = /^(Partition:\d+\tOffset:\d+)\t(.*)$/.exec(text) ?? [];
  if (position !== undefined && line !== undefined) records.set(position, line);
}
const requests = new Map<string, number>();
const uris = new Set<string>();
let broken = 0;
for (const line of records.values()) {
  try {
    const { request_id: request, uri } = JSON.parse(line) as { request_id: string; uri: string };
    requests.set(request, (requests.get(request) ?? 0) + 1);
    if (uri.startsWith('/missing.php?request=')) uris.add(uri);
  } catch {
    broken += 1;
  }
}
const twice = [...requests.values()].reduce((sum, times) => sum + times - 1, 0);
console.log(JSON.stringify({ lines: uris.size, twice, broken }));
