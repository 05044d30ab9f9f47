import { k8s } from 'cdk8s-plus-27';
import { JsonObject, override } from '../kubernetes/override';
import { quantity } from '../kubernetes/quantity';
import { VolumeRequest } from './storage-class';

/** The claim of each pod of a StatefulSet to a volume of its own, mounted by the name `data`. */
export function dataClaim(labels: Record<string, string>, volume: VolumeRequest): k8s.KubePersistentVolumeClaimProps {
  return {
    metadata: { name: 'data', labels: withoutVersion(labels) },
    spec: {
      accessModes: ['ReadWriteOnce'],
      volumeMode: 'Filesystem',
      storageClassName: volume.class.className,
      resources: { requests: { storage: quantity(volume.size) } },
    },
  };
}

/** The API server names the kind in claim templates; without it every comparison with the cluster finds a difference. */
export function nameTemplateKinds(statefulSet: k8s.KubeStatefulSet): void {
  override(statefulSet, (json) => {
    const { spec } = json as { spec: { volumeClaimTemplates: JsonObject[] } };
    spec.volumeClaimTemplates = spec.volumeClaimTemplates.map((template) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      ...template,
    }));
  });
}

/** Claim templates can never change, and the next image has another version. */
function withoutVersion(labels: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([label]) => label !== 'app.kubernetes.io/version'));
}
