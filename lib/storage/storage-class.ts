import { IConstruct } from 'constructs';
import { objectName } from '../kubernetes/object-name';

/**
 * A class of storage, by what it promises. A stack asks for a size and a class; which technology is behind the class
 * is the administrator's choice.
 */
export interface StorageClassRef {
  /** The StorageClass' name. */
  readonly className: string;
  /** Whether many pods may mount one volume of it. */
  readonly shared: boolean;
  /**
   * Whether all pods that share a volume must be on one node (ReadWriteOnce instead of ReadWriteMany).
   * @default false
   */
  readonly singleNode?: boolean;
  /** Whether a database may live on it: it locks files and syncs writes as a local disk does. NFS doesn't. */
  readonly suitsDatabases: boolean;
}

/** Storage classes that the cluster's administrator has made already. */
export class StorageClass implements StorageClassRef {
  /** A class of block storage, one volume for one pod: iSCSI, Ceph RBD, a cloud's disks. */
  static block(className: string): StorageClass {
    return new StorageClass(className, false, true);
  }

  /** A class of file storage, one volume for many pods: NFS, CephFS, a cloud's file service. */
  static sharedFiles(className: string): StorageClass {
    return new StorageClass(className, true, false);
  }

  /** Whatever a cluster of one node has, as on a laptop: its volumes serve databases and are shared by all its pods. */
  static singleNode(className: string): StorageClass {
    return new StorageClass(className, true, true, true);
  }

  private constructor(
    readonly className: string,
    readonly shared: boolean,
    readonly suitsDatabases: boolean,
    readonly singleNode = false,
  ) {}
}

/**
 * The class of a volume by its name.
 *
 * It is looked at where it is used, which has a place in the tree; settings are made before there is any.
 *
 * @param prop the prop that names the class, for the error's sentence
 * @throws ConfigurationError if no StorageClass can have that name
 */
export function storageClassName(scope: IConstruct, prop: string, { className }: StorageClassRef): string {
  return objectName(scope, prop, className, 'see "kubectl get storageclasses"');
}

/** How much of what: "30 GB, fast". */
export interface VolumeRequest {
  /** Size as a Kubernetes quantity: `30Gi`. */
  readonly size: string;
  /** Class of storage. */
  readonly class: StorageClassRef;
}
