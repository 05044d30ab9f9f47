import { Construct } from 'constructs';
import { NfsSubdirOptions, NfsSubdirProvisioner } from './nfs-subdir-provisioner';
import type { OnDelete } from './nfs-storage-class';

/** What a provisioner needs to know of the class that it serves. */
export interface NfsProvisioning {
  readonly image: string;
  readonly className: string;
  readonly server: string;
  readonly path: string;
  readonly mountOptions: readonly string[];
  readonly onDelete: OnDelete;
  readonly priorityClassName?: string;
}

/** What a StorageClass says of its provisioner. */
export interface ProvisionerBinding {
  /** The provisioner's name, to which it answers. */
  readonly provisioner: string;
  /** Its settings. */
  readonly parameters: { [name: string]: string };
  /** Whether a claim of the class may grow. */
  readonly allowVolumeExpansion: boolean;
  /** Its objects, when it runs as part of the class. */
  readonly subdirProvisioner?: NfsSubdirProvisioner;
}

/** The program that makes a directory on an NFS server for each claim. */
export abstract class NfsProvisioner {
  /**
   * `nfs-subdir-external-provisioner`, installed as part of the class: one pod, with the rights it needs.
   *
   * Its volumes can't grow.
   *
   * @see https://github.com/kubernetes-sigs/nfs-subdir-external-provisioner
   */
  static subdir(options: NfsSubdirOptions = {}): NfsProvisioner {
    return new SubdirProvisioner(options);
  }

  /**
   * `csi-driver-nfs`, which the cluster's administrator has installed already: maintained, with snapshots and growing
   * volumes. The better choice for a cluster that has it; it runs privileged on each node, so it is no part of this.
   *
   * @see https://github.com/kubernetes-csi/csi-driver-nfs
   */
  static csi(): NfsProvisioner {
    return new CsiProvisioner();
  }

  /** Installs what there is to install, and says what the StorageClass must carry. */
  abstract bind(scope: Construct, provisioning: NfsProvisioning): ProvisionerBinding;
}

class SubdirProvisioner extends NfsProvisioner {
  constructor(private readonly options: NfsSubdirOptions) {
    super();
  }

  override bind(scope: Construct, provisioning: NfsProvisioning): ProvisionerBinding {
    const subdirProvisioner = new NfsSubdirProvisioner(scope, 'Provisioner', { ...provisioning, ...this.options });
    const { onDelete } = provisioning;
    return {
      provisioner: subdirProvisioner.provisionerName,
      // No pathPattern: a nested one leaks files or deletes another volume's, and an empty one mounts the whole export.
      parameters: onDelete === 'archive' ? { archiveOnDelete: 'true' } : { onDelete },
      allowVolumeExpansion: false,
      subdirProvisioner,
    };
  }
}

class CsiProvisioner extends NfsProvisioner {
  override bind(_: Construct, { server, path, onDelete }: NfsProvisioning): ProvisionerBinding {
    return {
      provisioner: 'nfs.csi.k8s.io',
      parameters: {
        server,
        share: path,
        // The volume's name keeps a claim that comes again under an old name away from the old one's files and archive.
        subDir: '${pvc.metadata.namespace}-${pvc.metadata.name}-${pv.metadata.name}',
        onDelete,
      },
      allowVolumeExpansion: true,
    };
  }
}
