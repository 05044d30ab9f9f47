import fc from 'fast-check';
import { addressRange } from '../../lib/kubernetes/address-range';

const ipv4 = (bits: bigint) => [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 0xffn).join('.');
const ipv6 = (bits: bigint) => {
  const groups = Array.from({ length: 8 }, (_, index) => (bits >> BigInt(16 * (7 - index))) & 0xffffn);
  return new URL(`http://[${groups.map((group) => group.toString(16)).join(':')}]`).hostname.slice(1, -1);
};

describe.each([
  ['IPv4', 32, ipv4],
  ['IPv6', 128, ipv6],
] as const)('%s', (_, size, address) => {
  const range = fc.record({
    bits: fc.bigInt({ min: 0n, max: (1n << BigInt(size)) - 1n }),
    length: fc.integer({ min: 0, max: size }),
  });

  test('every range that starts at its first address is taken as it is', () => {
    fc.assert(
      fc.property(range, ({ bits, length }) => {
        const rest = BigInt(size - length);
        const cidr = `${address((bits >> rest) << rest)}/${length}`;
        expect(addressRange('Test', 'sources', cidr)).toBe(cidr);
      }),
    );
  });

  test('no range that starts later is', () => {
    fc.assert(
      fc.property(range, ({ bits, length }) => {
        fc.pre(length < size);
        const cidr = `${address(bits | 1n)}/${length}`;
        expect(() => addressRange('Test', 'sources', cidr)).toThrow(`Test: sources is ${cidr}; a range of addresses`);
      }),
    );
  });
});

test.each([
  '',
  '/',
  '10.0.0.0',
  '10.0.0.0/',
  '10.0.0.0/x',
  '10.0.0.0/08',
  '10.0.0.0/-1',
  '10.0.0.0/8/8',
  '010.0.0.0/8',
  'fe80::%eth0/64',
])('not a range: %p', (cidr) => {
  expect(() => addressRange('Test', 'sources', cidr)).toThrow('Test: sources is ');
});
