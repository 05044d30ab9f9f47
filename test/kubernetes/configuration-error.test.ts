import { Construct } from 'constructs';
import { Testing } from 'cdk8s';
import { ConfigurationError, reject, rejectionSentence } from '../../lib/kubernetes/configuration-error';

const rejection = { prop: 'volume.size', value: '1Gi', rule: 'it is too small', fix: 'use 10Gi' };

test('says where, what, why and what to write instead', () => {
  const construct = new Construct(new Construct(Testing.app(), 'production'), 'Database');

  expect(() => reject(construct, rejection)).toThrow(
    new ConfigurationError('production/Database: volume.size is 1Gi; it is too small; use 10Gi'),
  );
});

test('is told from a mistake in the library by its class', () => {
  expect(() => reject('production', rejection)).toThrow(ConfigurationError);
  expect(() => reject('production', rejection)).toThrow(expect.objectContaining({ name: 'ConfigurationError' }));
});

test.each([
  ['a path', 'production/Database', 'production/Database: '],
  ['a root with an id', new Construct(undefined as unknown as Construct, 'tree'), 'tree: '],
  ['an app, which has no path', Testing.app(), 'App: '],
])('names %s', (_, scope, beginning) => {
  expect(rejectionSentence(scope, rejection)).toBe(`${beginning}volume.size is 1Gi; it is too small; use 10Gi`);
});

test.each([
  [undefined, 'missing'],
  ['', 'empty'],
  [0, '0'],
  [false, 'false'],
  ['four', 'four'],
  [null, 'null'],
  [['a', 'b'], '["a","b"]'],
  [{ size: 3 }, '{"size":3}'],
  [' a ', '" a "'],
  ['a\nb\u001b[2J\u2028\u200b', 'a\\u000ab\\u001b[2J\\u2028\\u200b'],
  ['x'.repeat(70_000), `${'x'.repeat(300)}… (70000 characters)`],
])('prints the value %p', (value, printed) => {
  expect(rejectionSentence('here', { ...rejection, value })).toBe(
    `here: volume.size is ${printed}; it is too small; use 10Gi`,
  );
});
