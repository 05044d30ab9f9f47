import { isLabelValue, isQualifiedName } from '../../lib/kubernetes/qualified-name';

test.each(['team', 'a', 'A_b.c-1', 'x'.repeat(63), 'example.org/team', `${'a'.repeat(253)}/team`])(
  '%j names a label or an annotation',
  (name) => expect(isQualifiedName(name)).toBe(true),
);

test.each([
  '',
  '-a',
  'a-',
  'a b',
  'a\n',
  'x'.repeat(64),
  '/team',
  'example.org/',
  'a/b/c',
  'Example.org/team',
  'a..b/team',
  `${'a'.repeat(254)}/team`,
])('%j names nothing', (name) => expect(isQualifiedName(name)).toBe(false));

test.each([
  ['', true],
  ['blog', true],
  ['A_b.c-1', true],
  ['x'.repeat(63), true],
  ['x'.repeat(64), false],
  ['a b', false],
  ['example.org/team', false],
  ['_a', false],
])('whether %j is the value of a label: %s', (value, is) => expect(isLabelValue(value)).toBe(is));
