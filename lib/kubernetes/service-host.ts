import { k8s } from 'cdk8s-plus-27';

/** A Service's name as clients in any namespace know it. */
export function hostOf({ name, metadata: { namespace } }: k8s.KubeService): string {
  return [name, ...(namespace ? [namespace, 'svc'] : [])].join('.');
}
