import fc from 'fast-check';
import {
  CONNECTION_MEMORY,
  databaseSettings,
  LARGEST_WRITE_SET,
  LEAST_MEMORY,
  leastVolume,
} from '../../lib/database/database-settings';
import { configurationFile } from '../../lib/kubernetes/configuration-file';

const GiB = 2 ** 30;
const memories = fc.integer({ min: LEAST_MEMORY, max: 2 ** 40 });
const cpus = fc.double({ min: 0.05, max: 256, noNaN: true });

describe('settings that follow from memory and CPU', () => {
  test('the worst case fits into the memory limit, with room for the server itself', () => {
    fc.assert(
      fc.property(memories, cpus, (memory, cpu) => {
        const { bufferPool, connections, memory: worst } = databaseSettings(memory, cpu);
        expect(worst).toBe(256 * 2 ** 20 + bufferPool + connections * CONNECTION_MEMORY);
        expect(worst).toBeLessThanOrEqual(memory);
      }),
    );
  });

  test('more memory never makes a setting smaller', () => {
    fc.assert(
      fc.property(memories, memories, cpus, (one, other, cpu) => {
        const less = databaseSettings(Math.min(one, other), cpu);
        const more = databaseSettings(Math.max(one, other), cpu);
        for (const key of Object.keys(less) as (keyof typeof less)[]) {
          expect(more[key]).toBeGreaterThanOrEqual(less[key]);
        }
      }),
    );
  });

  test('more CPU changes nothing but the threads that apply transactions', () => {
    fc.assert(
      fc.property(memories, cpus, cpus, (memory, one, other) => {
        const { appliers: fewer, ...less } = databaseSettings(memory, Math.min(one, other));
        const { appliers: most, ...more } = databaseSettings(memory, Math.max(one, other));
        expect(more).toEqual(less);
        expect(most).toBeGreaterThanOrEqual(fewer);
      }),
    );
  });

  test('every size is one that the server takes as it is', () => {
    fc.assert(
      fc.property(memories, cpus, (memory, cpu) => {
        const settings = databaseSettings(memory, cpu);
        expect(settings.bufferPool % (64 * 2 ** 20)).toBe(0);
        expect(settings.bufferPool).toBeGreaterThan(0);
        expect(settings.largestTransaction).toBeLessThanOrEqual(LARGEST_WRITE_SET);
        expect(settings.applicationConnections).toBeGreaterThan(0);
        for (const value of Object.values(settings)) expect(Number.isInteger(value)).toBe(true);
      }),
    );
  });

  test('8 connections are kept from the application, for people, backups, metrics and probes', () => {
    const { connections, applicationConnections } = databaseSettings(2 * GiB, 1);
    expect(connections - applicationConnections).toBe(8);
  });

  test('a node of 2 GiB takes the web tier of the notes: 10 pods, 3 more in an update, 8 children each', () => {
    expect(databaseSettings(2 * GiB, 1).applicationConnections).toBeGreaterThanOrEqual(13 * 8);
  });

  test('the smallest volume holds the logs twice', () => {
    const settings = databaseSettings(2 * GiB, 1);
    expect(leastVolume(settings)).toBe(2 * (settings.redoLog + 2 * settings.transferCache));
  });

  test('a connection is counted with the very buffers that my.cnf gives it', () => {
    const text = configurationFile(
      'database',
      'my.cnf',
      Object.fromEntries(
        'clusterName bufferPool redoLog transferCache largestTransaction appliers connections applicationConnections syncWait groupTls tls'
          .split(' ')
          .map((key) => [key, 0]),
      ),
    );
    const bytes = (name: string) => {
      const [, number, unit] = new RegExp(`^${name} = (\\d+)([KM])$`, 'm').exec(text) ?? [];
      return Number(number) * (unit === 'M' ? 2 ** 20 : 2 ** 10);
    };
    const buffers = [
      'sort_buffer_size',
      'join_buffer_size',
      'read_buffer_size',
      'read_rnd_buffer_size',
      'tmp_table_size',
    ];
    const threadStack = 292 * 2 ** 10;
    const packets = 2 ** 20;
    expect(CONNECTION_MEMORY).toBe(threadStack + packets + buffers.map(bytes).reduce((sum, each) => sum + each));
  });
});
