import { Testing } from 'cdk8s';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { phpFpmSettings } from '../../lib/web/php-fpm-settings';

const site = new Construct(new Construct(Testing.app(), 'production'), 'Site');
const settings = (memory: string, children?: number) => phpFpmSettings(site, { cpu: '1', memory }, children);

test.each([
  ['216Mi', 1],
  ['384Mi', 4],
  ['512Mi', 6],
  ['1Gi', 15],
])('R31: %s of memory hold %i children', (memory, children) => {
  expect(settings(memory)).toEqual({ children, opcacheMegabytes: 80, jitMegabytes: 16 });
});

test('R31: whatever the memory, children and compiled code fit into it, and one more child would not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 216, max: 65536 }), (megabytes) => {
      const { children, opcacheMegabytes, jitMegabytes } = settings(`${megabytes}Mi`);
      const rest = megabytes - opcacheMegabytes - jitMegabytes - 64 - 56 * children;

      expect(children).toBeGreaterThanOrEqual(1);
      expect(rest).toBeGreaterThanOrEqual(0);
      expect(rest).toBeLessThan(56);
    }),
  );
});

test('fewer children than fit', () => {
  expect(settings('512Mi', 2).children).toBe(2);
});

test('rejects memory without room for a child', () => {
  expect(() => settings('215Mi')).toThrow(
    new ConfigurationError(
      'production/Site: resources.memory is 215Mi; php-fpm needs 160Mi for itself and 56Mi for each request at the same ' +
        'time; use at least 256Mi',
    ),
  );
});

test.each([7, 0, -1, 1.5])('rejects %p children in memory for 6', (children) => {
  expect(() => settings('512Mi', children)).toThrow(
    new ConfigurationError(
      `production/Site: children is ${children}; 512Mi of memory hold 1 to 6; use at most 6, or more memory`,
    ),
  );
});
