import * as fc from 'fast-check';
import { Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { parseQuantity } from '../../lib/kubernetes/quantity';
import { AccessLog, AccessLogSizes, mostLines } from '../../lib/web/access-log';

const PAGE = 4096;
const web = new Construct(new Construct(Testing.app(), 'production'), 'Web');

function sizes(fileSize: string, memory = '128Mi'): AccessLogSizes {
  return AccessLog.inMemory({ fileSize }).sizes(web, 'resources.memory', memory);
}

test('R7: two files of 50 KB are 100 KB of RAM', () => {
  expect(sizes('50Ki')).toEqual({ volume: '100Ki', rotateAt: 32768, shedAt: 90112 });
});

test('R7: thousands are rounded up to whole pages of memory', () => {
  expect(sizes('50k')).toEqual({ volume: '100Ki', rotateAt: 32768, shedAt: 90112 });
});

test('R9: two files of 500 KB are 1 MB of RAM', () => {
  expect(sizes('500Ki')).toEqual({ volume: '1000Ki', rotateAt: 327680, shedAt: 901120 });
});

test('R7: whatever the size, two files that are due leave room for a third of one, and are dropped before all is full', () => {
  fc.assert(
    fc.property(fc.integer({ min: 8 * PAGE, max: 32 * 2 ** 20 }), (bytes) => {
      const { volume, rotateAt, shedAt } = sizes(String(bytes));
      const room = parseQuantity(volume) ?? NaN;

      expect(room % PAGE).toBe(0);
      expect(room).toBeGreaterThanOrEqual(2 * bytes);
      expect(rotateAt).toBeGreaterThan(0);
      expect(2 * rotateAt).toBeLessThanOrEqual(0.64 * room);
      // What is due is renamed before the older file would be dropped for it.
      expect(2 * rotateAt).toBeLessThan(shedAt);
      expect(shedAt).toBeLessThanOrEqual(room - PAGE);
    }),
  );
});

test('R7: as many lines come as both files bear until somebody looks, whoever reads them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 8 * PAGE, max: 32 * 2 ** 20 }), fc.constantFrom(100, 1000), (bytes, findsWithin) => {
      const log = sizes(String(bytes));
      const { linesPerSecond, linesAtOnce } = mostLines(log, findsWithin);
      const looksWithin = Math.max(findsWithin, 100) / 1000;

      expect(500 * (linesAtOnce + linesPerSecond * looksWithin)).toBeLessThanOrEqual(log.shedAt);
      expect(500 * (linesAtOnce + linesPerSecond * looksWithin)).toBeGreaterThan(0.9 * log.shedAt);
    }),
  );
});

test('R7: what a pod must bear, 200 lines a second, is written', () => {
  expect(mostLines(sizes('50Ki'), 100)).toEqual({ linesPerSecond: 600, linesAtOnce: 120 });
});

test('R7: rejects files that rotate faster than anyone reads', () => {
  expect(() => sizes('31Ki')).toThrow(
    new ConfigurationError(
      'production/Web: accessLog.fileSize is 31Ki; memory comes in pages of 4Ki, and a file of fewer than 8 pages ' +
        'rotates faster than anyone reads; use 50Ki, or at least 32Ki',
    ),
  );
});

test('R7, R16: rejects a volume of more than half of the memory that it lives in', () => {
  expect(sizes('32Mi').volume).toBe('64Mi');
  expect(() => sizes('33Mi')).toThrow(
    new ConfigurationError(
      "production/Web: accessLog.fileSize is 33Mi; the two files live in the web server's memory, which is 128Mi, and " +
        'may take half of it; use at most 32Mi, or give the web server more memory',
    ),
  );
});

test('R7: rejects a size that is none', () => {
  expect(() => sizes('50kB')).toThrow(
    new ConfigurationError(
      'production/Web: accessLog.fileSize is 50kB; it must be a positive Kubernetes quantity, a number with a unit that ' +
        'Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
    ),
  );
});
