import { IConstruct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { quantityOf } from '../kubernetes/quantity';

const MEBIBYTE = 2 ** 20;

/** How much of nginx' memory the page cache may have. */
export interface PageCacheSizes {
  /** Mebibytes of pages, from which on nginx drops those that nobody has asked for the longest. */
  readonly pagesMebibytes: number;
  /** Mebibytes of the volume: nginx looks at the pages' size every few seconds only. */
  readonly volumeMebibytes: number;
}

/**
 * A quarter of nginx' memory for pages, and half as much again for what comes before it drops some.
 *
 * @param memory of the container with nginx, where the volume's pages count
 * @throws ConfigurationError if that is less than a page needs
 */
export function pageCacheSizes(web: IConstruct, memory: string): PageCacheSizes {
  const mebibytes = quantityOf(web, 'resources.memory', memory) / MEBIBYTE;
  if (mebibytes < 32) {
    reject(web, {
      prop: 'resources.memory',
      value: memory,
      rule: 'nginx keeps pages in its memory, and what it needs itself must fit beside them',
      fix: 'use at least 32Mi',
    });
  }
  const pagesMebibytes = Math.floor(mebibytes / 4);
  return { pagesMebibytes, volumeMebibytes: Math.floor(pagesMebibytes * 1.5) };
}

/** For how long a page is sent as it is, and then while a new one is made, in seconds. */
export interface PageAge {
  readonly fresh: number;
  readonly revalidated: number;
}

/**
 * Divides the longest age of a page: toward its end, whoever asks gets the old page, and nginx a new one.
 *
 * nginx counts in whole seconds, so that a second is taken off.
 */
export function pageAge(seconds: number): PageAge {
  const revalidated = Math.floor(seconds / 5);
  return { fresh: Math.max(1, seconds - 1 - revalidated), revalidated };
}
