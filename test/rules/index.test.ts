import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import fc from 'fast-check';
import { Json, JsonObject } from '../../lib/kubernetes/override';
import { RULES, violations } from '../../lib/rules';
import { house, remove } from './house';

test('the stack of the tests keeps every rule', () => {
  expect(violations(house())).toEqual([]);
});

test('rules have names of their own', () => {
  const names = RULES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[a-z]+(-[a-z]+)+$/.test(name))).toEqual([]);
});

test('every rule says what holds, in one sentence', () => {
  expect(RULES.filter(({ description }) => !/^[A-Z][^.]+\.$/.test(description)).map(({ name }) => name)).toEqual([]);
});

test('every rule is tested, and every test is of a rule', () => {
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.test.ts'));
  const tested = files.flatMap((file) =>
    [...readFileSync(join(__dirname, file), 'utf8').matchAll(/^testRule\('([a-z-]+)'/gm)].map(([, name]) => name),
  );
  expect(tested.sort()).toEqual(RULES.map(({ name }) => name).sort());
});

test('nothing is wrong with nothing', () => {
  expect(violations({ objects: [], secrets: [] })).toEqual([]);
});

describe('whatever somebody renders', () => {
  const { objects } = house();
  const scalar = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.constantFrom('', 'web', '25%', '1Gi', '::/0'),
  );
  const anything: fc.Arbitrary<Json> = fc.oneof(
    scalar,
    fc.array(scalar, { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('name', 'spec', 'matchLabels', 'port', 'exec'), scalar, { maxKeys: 2 }),
  );

  test('rules end, say whole sentences, and change nothing', () => {
    const place = fc.tuple(fc.nat(objects.length - 1), fc.array(fc.nat(), { minLength: 1, maxLength: 8 }), anything);
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 4 }), (places) => {
        // How much fits into a quota is only asked of objects of the right shape.
        const broken = house(remove('ResourceQuota/quota'));
        for (const [index, way, value] of places) spoil(broken.objects[index]?.json ?? {}, way, value);
        const before = JSON.stringify(broken);
        for (const { message, path } of violations(broken)) {
          expect(message).toMatch(/^\S+: \S.* is .+; .+; .+$/s);
          expect(message.startsWith(path)).toBe(true);
          expect(message).not.toMatch(/undefined|\[object|NaN/);
        }
        expect(JSON.stringify(broken)).toBe(before);
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});

/** Puts a value somewhere into an object; numbers choose the way. */
function spoil(json: JsonObject, way: readonly number[], value: Json): void {
  let here: JsonObject = json;
  for (const [step, choice] of way.entries()) {
    const keys = Object.keys(here);
    const key = keys[choice % keys.length];
    if (key === undefined) return;
    const below = here[key];
    if (step === way.length - 1 || typeof below !== 'object' || below === null) {
      here[key] = value;
      return;
    }
    here = below as JsonObject;
  }
}
