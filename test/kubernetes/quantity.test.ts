import * as fc from 'fast-check';
import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { formatBytes, intOrString, parseQuantity, quantity, quantityOf } from '../../lib/kubernetes/quantity';

test.each([
  ['0', 0],
  ['5', 5],
  ['0.5', 0.5],
  ['250m', 0.25],
  ['1500m', 1.5],
  ['1k', 1000],
  ['50Ki', 51200],
  ['512Mi', 536870912],
  ['1.5Gi', 1610612736],
  ['30G', 30e9],
  ['18P', 18e15],
  ['1Ei', 2 ** 60],
])('%s is %p', (text, number) => {
  expect(parseQuantity(text)).toBe(number);
});

test.each(['', 'Gi', '-1', '+1', ' 1', '1 Gi', '1gb', '50kB', '1K', '1ki', '.5', '1.', '1e3', '0x10', '1Gi\n'])(
  '%j is no quantity',
  (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  },
);

describe('properties', () => {
  const unit = fc.constantFrom('m', '', 'k', 'Ki', 'M', 'Mi', 'G', 'Gi', 'T', 'Ti', 'P', 'Pi', 'E', 'Ei');

  test('what is parsed grows with the number, whatever the unit', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), unit, (a, b, suffix) => {
        const first = parseQuantity(`${a}${suffix}`) ?? NaN;
        const second = parseQuantity(`${b}${suffix}`) ?? NaN;
        expect(Math.sign(first - second)).toBe(Math.sign(a - b));
      }),
    );
  });

  test('a binary unit is never smaller than the decimal one of its letter', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), fc.constantFrom('M', 'G', 'T', 'P', 'E'), (number, letter) => {
        expect(parseQuantity(`${number}${letter}i`)).toBeGreaterThan(parseQuantity(`${number}${letter}`) ?? NaN);
      }),
    );
  });

  test('whole bytes come back from their text', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(1, 2 ** 10, 2 ** 20, 2 ** 30), (number, factor) => {
        expect(parseQuantity(formatBytes(number * factor))).toBe(number * factor);
      }),
    );
  });

  test('no text makes it throw or return something that is no number', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const number = parseQuantity(text);
        expect(number === undefined || Number.isFinite(number)).toBe(true);
      }),
    );
  });

  test('what it takes, the bindings take too', () => {
    fc.assert(
      fc.property(fc.nat(), unit, (number, suffix) => {
        expect(quantity(`${number}${suffix}`).value).toBe(`${number}${suffix}`);
      }),
    );
  });
});

test.each([
  [0, '0Gi'],
  [512, '512'],
  [102400, '100Ki'],
  [2 ** 20, '1Mi'],
  [3 * 2 ** 30, '3Gi'],
  [2 ** 40, '1024Gi'],
  [100.4, '100'],
])('%p bytes are written %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each(['50kB', '0', '0Mi', ''])('rejects %j where a size is needed', (text) => {
  expect(() => quantityOf('production/Web', 'accessLog.fileSize', text)).toThrow(
    new ConfigurationError(
      `production/Web: accessLog.fileSize is ${text || 'empty'}; it must be a positive Kubernetes quantity, a number ` +
        'with a unit that Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
    ),
  );
});

test('ports and counts keep their kind', () => {
  expect(intOrString(8080).value).toBe(8080);
  expect(intOrString('25%').value).toBe('25%');
});
