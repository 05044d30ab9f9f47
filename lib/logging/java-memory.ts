import { IConstruct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { formatBytes, quantityOf } from '../kubernetes/quantity';

const MiB = 2 ** 20;
const GiB = 2 ** 30;

/** What a JVM gets of its container's memory. */
export interface JavaMemory {
  /** Part of the memory that is heap; the rest is for code, threads, network buffers and the cache of files. */
  readonly share: number;
  /** Largest useful heap in bytes. */
  readonly most: number;
  /** Least memory of the container in bytes. */
  readonly least: number;
  /** What the program is called in the error's sentence. */
  readonly program: string;
}

/** Queues: most of the memory caches files. */
export const KAFKA_MEMORY: JavaMemory = { share: 0.5, most: 6 * GiB, least: 512 * MiB, program: 'a Kafka node' };
/** Beyond 31 GiB pointers double. */
export const ELASTICSEARCH_MEMORY: JavaMemory = {
  share: 0.5,
  most: 31 * GiB,
  least: GiB,
  program: 'an Elasticsearch node',
};
/** The heap holds the lines in flight; there is little else. */
export const LOGSTASH_MEMORY: JavaMemory = { share: 0.5, most: 8 * GiB, least: GiB, program: 'Logstash' };

/**
 * Options that give a JVM its part of a container's memory, all of it from the start.
 *
 * @param prop the prop's name, for the error's sentence
 * @throws ConfigurationError if the memory is none or too little
 */
export function heapOptions(scope: IConstruct, prop: string, memory: string, java: JavaMemory): string {
  const bytes = quantityOf(scope, prop, memory);
  if (bytes < java.least) {
    reject(scope, {
      prop,
      value: memory,
      rule: `${java.program} needs at least ${formatBytes(java.least)} for its heap and as much beside it`,
      fix: `use at least ${formatBytes(java.least)}`,
    });
  }
  const heap = Math.floor(Math.min(bytes * java.share, java.most) / MiB);
  return `-Xms${heap}m -Xmx${heap}m`;
}
