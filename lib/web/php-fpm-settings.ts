import { IConstruct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { quantityOf } from '../kubernetes/quantity';
import { Resources } from '../kubernetes/resources';

const MEBIBYTE = 2 ** 20;
/** Compiled code, shared by all children. WordPress alone takes 34. */
const OPCACHE_MEGABYTES = 80;
/** Machine code of what runs most, shared as well. */
const JIT_MEGABYTES = 16;
/** php-fpm's master, loaded extensions and what the system needs. */
const BASE_MEGABYTES = 64;
/** What a child holds of its own while it renders a WordPress page. */
const CHILD_MEGABYTES = 56;

/** What php-fpm gets out of a container's memory. */
export interface PhpFpmSettings {
  /** Requests that a pod works on at the same time. */
  readonly children: number;
  /** Shared memory for compiled code, in megabytes. */
  readonly opcacheMegabytes: number;
  /** Shared memory for machine code, in megabytes. */
  readonly jitMegabytes: number;
}

/**
 * As many children as the container's memory holds.
 *
 * @param children a number that the user wants instead
 * @throws ConfigurationError if not even one child fits, or more were asked for than fit
 */
export function phpFpmSettings(scope: IConstruct, resources: Resources, children?: number): PhpFpmSettings {
  const megabytes = quantityOf(scope, 'resources.memory', resources.memory) / MEBIBYTE;
  const shared = OPCACHE_MEGABYTES + JIT_MEGABYTES + BASE_MEGABYTES;
  const fitting = Math.floor((megabytes - shared) / CHILD_MEGABYTES);
  if (fitting < 1) {
    reject(scope, {
      prop: 'resources.memory',
      value: resources.memory,
      rule: `php-fpm needs ${shared}Mi for itself and ${CHILD_MEGABYTES}Mi for each request at the same time`,
      fix: 'use at least 256Mi',
    });
  }
  if (children !== undefined && !(Number.isInteger(children) && children >= 1 && children <= fitting)) {
    reject(scope, {
      prop: 'children',
      value: children,
      rule: `${resources.memory} of memory hold 1 to ${fitting}`,
      fix: `use at most ${fitting}, or more memory`,
    });
  }
  return { children: children ?? fitting, opcacheMegabytes: OPCACHE_MEGABYTES, jitMegabytes: JIT_MEGABYTES };
}
