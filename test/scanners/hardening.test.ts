import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../lib/rules';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'reference', 'hardening.md'), 'utf8');
const REQUIREMENTS = 79;

const rows = PAGE.split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => {
    const [number = '', , , shown = '', scanners = ''] = line
      .slice(1)
      .split('|')
      .map((cell) => cell.trim());
    return { number: Number(number), shown, scanners };
  });

test('the table has every requirement once', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: REQUIREMENTS }, (_, index) => index + 1));
});

test('every rule that it names exists', () => {
  const named = rows.flatMap(({ shown }) => [...shown.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
  const rules = RULES.map(({ name }) => name);

  expect(named).not.toEqual([]);
  expect(named.filter((name) => !rules.includes(name))).toEqual([]);
});

// Links to tests are followed with those of all pages; the scan looks whether the scanners' checks exist.
test.each(rows)('a rule, a test or a scanner shows $number', ({ shown, scanners }) => {
  expect(`${shown}${scanners}`).toMatch(/`|\]\(/);
});
