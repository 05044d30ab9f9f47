import { ApiObjectMetadata, Lazy } from 'cdk8s';

/**
 * Metadata of an object that lives in no namespace.
 *
 * A chart stamps its namespace on everything in it that has none, also where Kubernetes knows none; a namespace that
 * turns out to be none when it is rendered stops it.
 */
export function clusterScoped(metadata: ApiObjectMetadata): ApiObjectMetadata {
  return { ...metadata, namespace: Lazy.any({ produce: () => undefined }) as unknown as string };
}

/** Kinds of ours that live in no namespace, so that their names must be unique in the whole cluster. */
const CLUSTER_SCOPED = new Set([
  'ClusterRole',
  'ClusterRoleBinding',
  'Namespace',
  'PersistentVolume',
  'PriorityClass',
  'StorageClass',
]);

/** Whether objects of a kind of ours live in no namespace. */
export function isClusterScoped(kind: string): boolean {
  return CLUSTER_SCOPED.has(kind);
}
