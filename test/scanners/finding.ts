/** What a scanner holds against one object, or one container of it. */
export interface Finding {
  readonly scanner: string;
  readonly check: string;
  /** `Kind/namespace/name`, and `/container` behind it where the scanner names one. */
  readonly object: string;
  readonly message: string;
}

/** What one run of a scanner over a folder gave. */
export interface Scan {
  /** What the scanner checks. */
  readonly checks: ReadonlySet<string>;
  /** The objects that the scanner says it looked at; none where it does not say. */
  readonly objects: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

export interface Scanner {
  readonly name: string;
  /** The check that has to fail for `Deployment/broken/broken` of `broken/`: a scanner that is silent there has read nothing. */
  readonly proof: string;
  readonly scan: (folder: string) => Scan;
}

/** One spelling for all scanners: `Kind/namespace/name`, and `Kind/name` for what has no namespace. */
export function objectName(kind: string, namespace: string | undefined, name: string, container?: string): string {
  return [kind, namespace, name, container].filter((part) => part).join('/');
}
