import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { KubernetesVersion } from './kubernetes-version';
import { JsonObject, override } from './override';

/**
 * Which list of a pod its sidecars belong to.
 *
 * From Kubernetes 1.29 on a sidecar is an init container that goes on running: it starts before the containers and
 * stops after them. Before, it is a container like the others.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
export function withSidecars(
  pod: Pick<k8s.PodSpec, 'containers' | 'initContainers'>,
  sidecars: readonly k8s.Container[],
  version: KubernetesVersion,
): Pick<k8s.PodSpec, 'containers' | 'initContainers'> {
  const { containers, initContainers = [] } = pod;
  return version.hasNativeSidecars
    ? { containers, initContainers: [...initContainers, ...sidecars] }
    : { containers: [...containers, ...sidecars], initContainers };
}

/** Makes init containers of a workload go on running; the bindings are older than that field. */
export function keepSidecarsRunning(
  workload: ApiObject,
  sidecars: readonly k8s.Container[],
  version: KubernetesVersion,
): void {
  if (!version.hasNativeSidecars || sidecars.length === 0) return;
  const names = new Set(sidecars.map(({ name }) => name));
  override(workload, (json) => {
    const { spec } = json as { spec: { template: { spec: { initContainers: JsonObject[] } } } };
    for (const container of spec.template.spec.initContainers) {
      if (names.has(String(container.name))) container.restartPolicy = 'Always';
    }
  });
}
