import { IConstruct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { formatBytes, quantityOf } from '../kubernetes/quantity';

/** Memory comes in pages. */
const PAGE = 4096;
/** Bytes of a browser's usual line. */
const LINE = 500;
/** Longest time until the rotation looks again while lines come, in milliseconds. */
const ROTATION_LOOKS_WITHIN = 100;

/**
 * An access log that lives in RAM, in two files that take turns, and nowhere else: it never fills a disk, and what
 * matters of it is with the log shipper a moment later.
 */
export class AccessLog {
  /**
   * A log in RAM. What nginx would write faster than its files bear is left out and counted: with 50Ki and Filebeat that
   * is what exceeds 600 lines a second, with files of twice the size 1,200.
   * @param fileSize most bytes of each of the two files: `50Ki`
   * @see https://nginx.org/en/docs/http/ngx_http_limit_req_module.html
   */
  static inMemory({ fileSize }: { readonly fileSize: string }): AccessLog {
    return new AccessLog(fileSize);
  }

  private constructor(
    /** Most bytes of each of the two files. */
    readonly fileSize: string,
  ) {}

  /**
   * Sizes that keep both files together within the volume, whatever moment a line comes.
   *
   * A file is renamed at two thirds of its size, because lines keep coming while that happens; when both together
   * come near the volume's size, the older one is dropped.
   *
   * @param memoryProp the prop that says how much memory the container has that writes the log: its pages count there
   * @param serverMemory its value
   * @throws ConfigurationError if a file is smaller than 8 pages, or the volume takes more than half of that memory
   */
  sizes(scope: IConstruct, memoryProp: string, serverMemory: string): AccessLogSizes {
    const file = quantityOf(scope, 'accessLog.fileSize', this.fileSize);
    if (file < 8 * PAGE) {
      reject(scope, {
        prop: 'accessLog.fileSize',
        value: this.fileSize,
        rule: 'memory comes in pages of 4Ki, and a file of fewer than 8 pages rotates faster than anyone reads',
        fix: 'use 50Ki, or at least 32Ki',
      });
    }
    const volume = Math.ceil((2 * file) / PAGE) * PAGE;
    const memory = quantityOf(scope, memoryProp, serverMemory);
    if (volume > memory / 2) {
      reject(scope, {
        prop: 'accessLog.fileSize',
        value: this.fileSize,
        rule: `the two files live in the web server's memory, which is ${serverMemory}, and may take half of it`,
        fix: `use at most ${formatBytes(Math.floor(memory / 4 / 1024) * 1024)}, or give the web server more memory`,
      });
    }
    return {
      volume: formatBytes(volume),
      rotateAt: Math.floor((volume * 0.32) / PAGE) * PAGE,
      shedAt: Math.floor((volume * 0.88) / PAGE) * PAGE,
    };
  }
}

/** What the volume and the rotation need to know. */
export interface AccessLogSizes {
  /** Size of the volume in RAM. */
  readonly volume: string;
  /** Bytes of the current file at which it is renamed. */
  readonly rotateAt: number;
  /** Bytes of both files together at which the older one is dropped. */
  readonly shedAt: number;
}

/** How many lines come through, at most. */
export interface MostLines {
  /** Lines a second. */
  readonly linesPerSecond: number;
  /** Lines that may come at once after a calm. */
  readonly linesAtOnce: number;
}

/**
 * How many lines both files bear: two thirds of their room are for what comes at once, as after a moment in which the
 * server waited for a processor; the last third for what comes on top of that before the rotation or the shipper looks.
 *
 * @param findsWithin longest time until the shipper reads a new file, in milliseconds
 */
export function mostLines({ shedAt }: AccessLogSizes, findsWithin: number): MostLines {
  const third = Math.floor(shedAt / 3 / LINE);
  return {
    linesPerSecond: Math.floor((third * 1000) / Math.max(findsWithin, ROTATION_LOOKS_WITHIN)),
    linesAtOnce: 2 * third,
  };
}
