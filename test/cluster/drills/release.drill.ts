// This release takes the place of the last one, while visitors go on reading.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { previousRelease } from '../previous-release';
import { sql } from './database';
import { figure, timed } from '../nodes/figures';
import { apply, entrance, fullService, MANIFESTS } from '../nodes/stack';
import { inWords, visitedDuring } from '../nodes/visitors';

let folder: string;

// WordPress makes posts of other types by itself, when a page is asked for.
const numberOfPosts = (): Promise<string> =>
  sql('database-0', "select count(*) from wp_posts where post_type in ('post', 'page')");

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'previous-release-'));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await apply(MANIFESTS);
  await fullService(180);
}, 300_000);

test('the last release is upgraded to this one, and no request fails', async () => {
  const name = await previousRelease(folder);
  // Back to it first: its volumes are those of an earlier test.
  await apply(join(folder, 'testing'));
  await fullService(300);
  const posts = await numberOfPosts();
  let took = '';
  const report = await visitedDuring({ ...(await entrance()), visitors: 4, pause: 150 }, async () => {
    took = await timed(async () => {
      await apply(MANIFESTS);
      await fullService(300);
    });
  });
  figure(`${name} upgraded in ${took}: ${inWords(report)}`);
  expect(report.failures).toEqual([]);
  expect(report.requests).toBeGreaterThan(100);
  expect(await numberOfPosts()).toBe(posts);
}, 900_000);
