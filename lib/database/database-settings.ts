const KiB = 2 ** 10;
const MiB = 2 ** 20;
const GiB = 2 ** 30;

/** What the server needs before the first byte of data and the first client: code, Galera, caches, a copying donor. */
const FIXED_MEMORY = 256 * MiB;
/** Share of the memory that stays free, for fragmentation and the page cache. */
const SLACK = 1 / 16;
/** InnoDB takes its buffer pool in chunks; a multiple of this is never rounded up. */
const BUFFER_POOL_STEP = 64 * MiB;
/** More clients at a time than this only queue up inside the server. */
const MOST_CONNECTIONS = 500;
/** Connections that the application can't take: an administrator, a backup, metrics, probes, the server itself. */
const RESERVED_CONNECTIONS = 8;

/** What one connection may take at worst; `my.cnf` sets the same buffers. */
export const CONNECTION_MEMORY =
  292 * KiB + // thread stack
  1 * MiB + // sort_buffer_size
  256 * KiB + // join_buffer_size
  128 * KiB + // read_buffer_size
  256 * KiB + // read_rnd_buffer_size
  4 * MiB + // tmp_table_size
  1 * MiB; // packets and parsed statements

/** Least memory that a node runs with. */
export const LEAST_MEMORY = 512 * MiB;
/** Galera's own limit for one transaction. */
export const LARGEST_WRITE_SET = 2 * GiB - 1;

/** Settings of one database node; sizes in bytes. */
export interface DatabaseSettings {
  /** InnoDB's cache of tables and indexes. */
  readonly bufferPool: number;
  /** InnoDB's redo log, on the volume. */
  readonly redoLog: number;
  /** Galera's ring of past transactions, on the volume; who missed no more than this needs no full copy. */
  readonly transferCache: number;
  /** Largest transaction. */
  readonly largestTransaction: number;
  /** Threads that apply other nodes' transactions. */
  readonly appliers: number;
  /** Connections in all. */
  readonly connections: number;
  /** Connections of one account, and so of the application. */
  readonly applicationConnections: number;
  /** What all this may take at worst. */
  readonly memory: number;
}

/**
 * The settings that follow from a container's memory and CPU.
 *
 * Half of what isn't fixed serves connections, until there are {@link MOST_CONNECTIONS} of them; the rest
 * is the buffer pool. The worst case fits into the limit, so that a busy database is never killed for its memory.
 *
 * @param memory the container's limit in bytes, at least {@link LEAST_MEMORY}
 * @param cpu cores
 */
export function databaseSettings(memory: number, cpu: number): DatabaseSettings {
  const available = memory * (1 - SLACK) - FIXED_MEMORY;
  const mostConnections = MOST_CONNECTIONS + RESERVED_CONNECTIONS;
  const forConnections = Math.min(0.5 * available, mostConnections * CONNECTION_MEMORY);
  const connections = Math.floor(forConnections / CONNECTION_MEMORY);
  const bufferPool = floorTo(available - forConnections, BUFFER_POOL_STEP);
  return {
    bufferPool,
    redoLog: clamp(floorTo(bufferPool / 2, MiB), 64 * MiB, 2 * GiB),
    transferCache: clamp(floorTo(memory / 4, MiB), 128 * MiB, 4 * GiB),
    largestTransaction: Math.min(floorTo(memory / 8, MiB), LARGEST_WRITE_SET),
    appliers: clamp(Math.ceil(2 * cpu), 2, 32),
    connections,
    applicationConnections: connections - RESERVED_CONNECTIONS,
    memory: FIXED_MEMORY + bufferPool + connections * CONNECTION_MEMORY,
  };
}

/** Least volume: logs, the ring of transactions with its overflow, temporary tables, and as much again for data. */
export function leastVolume({ redoLog, transferCache }: DatabaseSettings): number {
  return 2 * (redoLog + 2 * transferCache);
}

function floorTo(value: number, step: number): number {
  return Math.floor(value / step) * step;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
