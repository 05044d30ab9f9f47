import { VolumeRequest } from '../storage/storage-class';

/** The claim of each pod of one of the operator's sets, by the name that the operator mounts. */
export function operatedClaim(name: string, { size, class: { className } }: VolumeRequest): object {
  return {
    metadata: { name },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: className,
      resources: { requests: { storage: size } },
    },
  };
}
