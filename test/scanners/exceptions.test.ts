import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyExceptions, MOST_EXCEPTIONS, parseExceptions } from './exceptions';
import { Finding } from './finding';

const found = (check: string, object: string): Finding => ({ scanner: 'linter', check, object, message: 'wrong' });

test('a line covers its checks on its objects and on their containers, and nothing else', () => {
  const exceptions = parseExceptions(
    '# why\n\nlinter/cpu, linter/uid | Deployment/blog/web, Job/* | as fast as it can\n',
  );
  const covered = [
    found('cpu', 'Deployment/blog/web'),
    found('uid', 'Deployment/blog/web/nginx'),
    found('uid', 'Job/blog/install-1a2b'),
  ];
  const left = [
    found('tag', 'Deployment/blog/web'),
    found('cpu', 'Deployment/blog/web2'),
    found('cpu', 'CronJob/blog/cron'),
    { ...found('cpu', 'Deployment/blog/web'), scanner: 'scorer' },
  ];

  expect(exceptions).toEqual([
    {
      line: 3,
      checks: ['linter/cpu', 'linter/uid'],
      objects: ['Deployment/blog/web', 'Job/*'],
      reason: 'as fast as it can',
    },
  ]);
  expect(applyExceptions(exceptions, [...covered, ...left])).toEqual({
    findings: left,
    used: new Map([['linter', new Set([3])]]),
    stale: [],
  });
});

test('what a line names and nothing needs is stale, by itself', () => {
  const exceptions = parseExceptions('linter/cpu, linter/uid | Deployment/blog/web, Job/* | reason');

  expect(applyExceptions(exceptions, [found('cpu', 'Deployment/blog/web')]).stale).toEqual([
    'exceptions.txt:1: nothing needs "linter/uid" any more; take it out of the line',
    'exceptions.txt:1: nothing needs "Job/*" any more; take it out of the line',
  ]);
});

test.each([
  'linter/cpu | * |',
  'linter/cpu | *',
  'cpu | * | reason',
  'linter/cpu | | reason',
  'linter/cpu | * | a | b',
])('rejects %j', (line) => {
  expect(() => parseExceptions(line)).toThrow(
    `exceptions.txt:1: write "<scanner>/<check>, ... | <object>, ... | <reason>" instead of "${line}"`,
  );
});

test('the list stays short', () => {
  const line = 'linter/cpu | * | reason\n';

  expect(() => parseExceptions(line.repeat(MOST_EXCEPTIONS))).not.toThrow();
  expect(() => parseExceptions(line.repeat(MOST_EXCEPTIONS + 1))).toThrow(
    'exceptions.txt has 16 exceptions and may have 15: mend what is found in lib/',
  );
});

test('the committed list can be read', () => {
  expect(parseExceptions(readFileSync(join(__dirname, 'exceptions.txt'), 'utf8'))).not.toEqual([]);
});
