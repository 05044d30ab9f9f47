import { ApiObjectMetadata } from 'cdk8s';

/**
 * Metadata of an object that lives in no namespace.
 *
 * A chart stamps its namespace on everything in it, also where Kubernetes has none; an explicit `undefined` stops it.
 */
export function clusterScoped(metadata: ApiObjectMetadata): ApiObjectMetadata {
  return { ...metadata, namespace: undefined };
}
