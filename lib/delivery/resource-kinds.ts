import { DeliveredObject } from './delivered-object';

/** A kind of objects, and which of them there are where their names matter. */
export interface ResourceKind {
  /** API group; empty for the core. */
  readonly group: string;
  /** Kind: `Deployment`. */
  readonly kind: string;
  /** Names of those that belong to no namespace; undefined if the kind lives in namespaces. */
  readonly clusterNames?: readonly string[];
}

/** The kinds of rendered objects, sorted; what an Argo CD project must allow, and no more. */
export function resourceKinds(objects: readonly DeliveredObject[]): ResourceKind[] {
  const kinds = new Map<string, { group: string; kind: string; names?: Set<string> }>();
  for (const { apiVersion, kind, metadata } of objects) {
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    const key = `${group}/${kind}`;
    const known = kinds.get(key) ?? { group, kind };
    if (metadata.namespace === undefined) known.names = (known.names ?? new Set()).add(metadata.name);
    kinds.set(key, known);
  }
  return [...kinds.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { group, kind, names }]) => ({ group, kind, ...(names && { clusterNames: [...names].sort() }) }));
}
