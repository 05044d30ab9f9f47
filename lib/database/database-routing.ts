import { Resources } from '../kubernetes/resources';

/** Settings of {@link DatabaseRouting.oneWriter}. */
export interface OneWriterOptions {
  /**
   * Image of HAProxy.
   * @default - the version that this release is written for
   */
  readonly image?: string;
  /**
   * What each proxy may use.
   * @default - 50m CPU, 96Mi memory
   */
  readonly resources?: Resources;
  /**
   * Number of proxies, at least 2: a site without one has no database.
   * @default 2
   */
  readonly copies?: number;
}

/**
 * Which nodes of a database clients go to.
 *
 * Either way all nodes have all the data. What the choice is about is measured in "Why clients write on all nodes" of
 * docs/explanation/architecture.md.
 */
export class DatabaseRouting {
  /** All nodes that are ready. Writes of the same row at the same time on two nodes can end with error 1213. */
  static balanced(): DatabaseRouting {
    return new DatabaseRouting(undefined);
  }

  /** One node, and the next one when it isn't ready, by proxies of its own. For sites that write the same rows all the time. */
  static oneWriter(options: OneWriterOptions = {}): DatabaseRouting {
    return new DatabaseRouting(options);
  }

  private constructor(
    /** Settings of the proxies; undefined if there are none. */
    readonly proxies?: OneWriterOptions,
  ) {}
}
