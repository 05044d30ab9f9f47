import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { isIP } from 'net';
import { clusterScoped } from '../kubernetes/cluster-scoped';
import { reject } from '../kubernetes/configuration-error';
import { DEFAULT_IMAGES, pinnedImage } from '../kubernetes/image';
import { platformLabels } from '../kubernetes/labels';
import { NfsProvisioner } from './nfs-provisioner';
import { NfsSubdirProvisioner } from './nfs-subdir-provisioner';
import { StorageClassRef } from './storage-class';

/** What becomes of a volume's files when its claim is deleted. */
export type OnDelete =
  /** They stay where they are. */
  | 'retain'
  /** Their directory is renamed to `archived-…`. */
  | 'archive'
  /** They are gone. */
  | 'delete';

/** Settings of an {@link NfsStorageClass}. */
export interface NfsStorageClassProps {
  /**
   * Name of the class, by what it promises to those who ask for volumes: `shared`, `standard`; never by technology.
   */
  readonly className: string;
  /** The file server's host name or IP address; it must not live in the cluster that it serves. */
  readonly server: string;
  /** Path of the exported directory, which should serve this class alone: `/exports/kubernetes`. */
  readonly path: string;
  /**
   * The program that makes a directory for each claim.
   * @default NfsProvisioner.subdir()
   */
  readonly provisioner?: NfsProvisioner;
  /**
   * Image of the provisioner, when it is installed as part of this class.
   * @default - the tested one
   */
  readonly image?: string;
  /**
   * PriorityClass of the provisioner, when it is installed as part of this class.
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;
  /**
   * What becomes of a volume's files when its claim is deleted.
   * @default archive
   */
  readonly onDelete?: OnDelete;
  /**
   * Whether the PersistentVolume goes when its claim is deleted; with `Retain`, a person decides about both volume
   * and files.
   * @default Delete
   * @see https://kubernetes.io/docs/concepts/storage/storage-classes/#reclaim-policy
   */
  readonly reclaimPolicy?: 'Delete' | 'Retain';
  /**
   * Options with which nodes mount the volumes.
   * @default ['nfsvers=4.1', 'hard', 'noatime']
   * @see https://man7.org/linux/man-pages/man5/nfs.5.html
   */
  readonly mountOptions?: readonly string[];
}

const MAX_CLASS_NAME = 63;
const CLASS_NAME = /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/;
const TECHNOLOGY =
  /^(nfs|cifs|smb|iscsi|fc|san|nas|ceph(fs)?|rbd|rook|gluster(fs)?|ebs|efs|fsx|gp|azure\w*|csi|lvm|zfs|vsan|longhorn)(v?\d+)?$/;
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/;
const EXPORT_PATH = /^(\/(?!\.{1,2}(\/|$))[\w.-]+)+$/;
const DEFAULT_MOUNT_OPTIONS: readonly string[] = ['nfsvers=4.1', 'hard', 'noatime'];
/** Options that lose data, and why. */
const HARMFUL_MOUNT_OPTIONS: Readonly<Record<string, string>> = {
  soft: 'a write that the server is slow to take would be lost without a word',
  softerr: 'a write that the server is slow to take would be lost without a word',
  nolock: 'pods on different nodes would each take the same lock',
  ro: 'volumes of this class could not be written',
};

/**
 * A class of file storage on an NFS server: volumes that many pods on many nodes mount at once, made on demand.
 *
 * Use it for uploads and other files that all web servers share. It is not for databases, brokers and search indexes:
 * they need a class of block storage.
 *
 * The server should export one directory for this class with
 * `sync,no_subtree_check,all_squash,anonuid=UID,anongid=GID`, where UID and GID are those of the programs that use
 * the volumes. Then nobody needs root, neither in the pods nor on the server. Give the provisioner a namespace of its
 * own: whoever may create pods there could use its rights. NFS enforces no sizes; the server's own quota does.
 *
 * @throws ConfigurationError if the class is named after a technology, the server or path can't be mounted, a mount
 * option loses data, or the image floats
 * @see https://kubernetes.io/docs/concepts/storage/storage-classes/#nfs
 */
export class NfsStorageClass extends Construct implements StorageClassRef {
  readonly className: string;
  readonly shared = true;
  readonly suitsDatabases = false;
  /** The class. */
  readonly storageClass: k8s.KubeStorageClass;
  /** The provisioner's objects, when it runs as part of this class. */
  readonly subdirProvisioner?: NfsSubdirProvisioner;

  constructor(scope: Construct, id: string, props: NfsStorageClassProps) {
    super(scope, id);
    const onDelete = props.onDelete ?? 'archive';
    const reclaimPolicy = props.reclaimPolicy ?? 'Delete';
    const mountOptions = props.mountOptions ?? DEFAULT_MOUNT_OPTIONS;
    this.checkClassName(props.className);
    this.checkServer(props.server);
    this.checkPath(props.path);
    this.checkMountOptions(mountOptions);
    if (reclaimPolicy === 'Retain' && onDelete === 'delete') {
      reject(this, {
        prop: 'onDelete',
        value: onDelete,
        rule: 'with reclaimPolicy Retain no file is ever deleted',
        fix: 'use onDelete retain, or reclaimPolicy Delete',
      });
    }

    this.className = props.className;
    const { subdirProvisioner, ...provisioning } = (props.provisioner ?? NfsProvisioner.subdir()).bind(this, {
      image: pinnedImage(this, 'image', props.image ?? DEFAULT_IMAGES.nfsProvisioner),
      className: props.className,
      server: props.server,
      path: props.path,
      mountOptions,
      onDelete,
      priorityClassName: props.priorityClassName,
    });
    this.subdirProvisioner = subdirProvisioner;
    this.storageClass = new k8s.KubeStorageClass(this, 'Resource', {
      metadata: clusterScoped({
        name: props.className,
        labels: platformLabels('storage-class', props.className),
        annotations: {
          'kubernetes.io/description': 'Files that many pods share (ReadWriteMany). Not for databases.',
        },
      }),
      ...provisioning,
      reclaimPolicy,
      mountOptions: [...mountOptions],
      volumeBindingMode: 'Immediate',
    });
  }

  private checkClassName(className: string): void {
    if (!CLASS_NAME.test(className) || className.length > MAX_CLASS_NAME) {
      reject(this, {
        prop: 'className',
        value: className,
        rule: `a class name has lower-case letters, digits, dots and dashes, at most ${MAX_CLASS_NAME}`,
        fix: 'write for example shared',
      });
    }
    const technology = className.split(/[-.]/).find((word) => TECHNOLOGY.test(word));
    if (technology) {
      reject(this, {
        prop: 'className',
        value: className,
        rule: `those who ask for a volume say what they need, and ${technology} is how it is made, which may change`,
        fix: 'name the class by what it promises, like shared or standard',
      });
    }
  }

  private checkServer(server: string): void {
    if (isIP(server) === 0 && (!HOST_NAME.test(server) || /^[\d.]+$/.test(server))) {
      reject(this, {
        prop: 'server',
        value: server,
        rule: 'it must be a host name or an IP address alone, without protocol, port or path',
        fix: 'write for example files.example.org',
      });
    }
  }

  private checkPath(path: string): void {
    if (!EXPORT_PATH.test(path)) {
      reject(this, {
        prop: 'path',
        value: path,
        rule: 'it must be the absolute path of a directory below /, with letters, digits, dots, dashes and underscores',
        fix: 'export a directory for this class alone, and write for example /exports/kubernetes',
      });
    }
  }

  private checkMountOptions(options: readonly string[]): void {
    for (const option of options) {
      if (!/^[a-z_]+(=[\w.:/-]+)?$/.test(option)) {
        reject(this, {
          prop: 'mountOptions',
          value: option,
          rule: 'each item must be one option, a name or name=value',
          fix: `write for example [${DEFAULT_MOUNT_OPTIONS.map((name) => `'${name}'`).join(', ')}]`,
        });
      }
      const harm = HARMFUL_MOUNT_OPTIONS[option];
      if (harm) {
        reject(this, { prop: 'mountOptions', value: option, rule: harm, fix: `leave ${option} out` });
      }
    }
  }
}
