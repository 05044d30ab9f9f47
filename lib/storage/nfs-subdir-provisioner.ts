import { ApiObjectMetadata, Chart, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { allow } from '../kubernetes/access-rule';
import { clusterScoped } from '../kubernetes/cluster-scoped';
import { reject } from '../kubernetes/configuration-error';
import { instanceName } from '../kubernetes/instance-name';
import { selectorLabels, standardLabels } from '../kubernetes/labels';
import { Platform } from '../kubernetes/platform';
import { container, podTemplate } from '../kubernetes/pod';
import { quantity } from '../kubernetes/quantity';
import { Resources } from '../kubernetes/resources';
import { WorkloadNetwork } from '../kubernetes/workload-network';
import { EXCEPTION_PREFIX } from '../rules/rule';

/** What can be chosen about the provisioner itself. */
export interface NfsSubdirOptions {
  /**
   * CPU and memory of its container.
   * @default - 20m CPU, 64Mi memory
   */
  readonly resources?: Resources;
  /**
   * Namespace where it runs, which should hold no developers' pods.
   * @default - the chart's
   */
  readonly namespace?: string;
  /**
   * User that it runs as; with `all_squash` on the server any will do.
   * @default 10001
   */
  readonly uid?: number;
  /**
   * Whether two of them, as during the loss of a node, agree on who works. It needs a Role and a RoleBinding.
   * @default true
   */
  readonly leaderElection?: boolean;
  /**
   * PriorityClass of its pod.
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;
}

/** Settings of an {@link NfsSubdirProvisioner}. */
export interface NfsSubdirProvisionerProps extends NfsSubdirOptions {
  /** Image of `nfs-subdir-external-provisioner`. */
  readonly image: string;
  /** Name of the StorageClass that it serves. */
  readonly className: string;
  /** The file server's host name or IP address. */
  readonly server: string;
  /** Path of the exported directory. */
  readonly path: string;
  /** Options with which its node mounts the export. */
  readonly mountOptions: readonly string[];
}

/** The image has neither a health port nor a shell command that would tell more than that the process runs. */
const NO_PROBE = {
  [`${EXCEPTION_PREFIX}liveness-probes`]: 'the program listens at no port; it ends when it loses its lock',
};
const PROGRAM = 'nfs-subdir-external-provisioner';
/** Where the program looks for the export; it can't be told. */
const MOUNT_PATH = '/persistentvolumes';
const DEFAULT_RESOURCES: Resources = { cpu: '20m', memory: '64Mi', ephemeralStorage: '64Mi' };
const DEFAULT_UID = 10001;
/** Nothing enforces it, but a volume and a claim must have a size. */
const EXPORT_SIZE = '1Mi';
const RBAC = 'rbac.authorization.k8s.io';
const READ = ['get', 'list', 'watch'] as const;
const CLUSTER_RULES = [
  ...allow(READ, 'nodes', 'storageclasses'),
  ...allow([...READ, 'create', 'delete'], 'persistentvolumes'),
  ...allow([...READ, 'update'], 'persistentvolumeclaims'),
  ...allow(['create', 'update', 'patch'], 'events'),
];
/** The program keeps its lock in an Endpoints object. */
const LEADER_RULES = allow([...READ, 'create', 'update', 'patch'], 'endpoints');

/**
 * The dynamic provisioner behind an `NfsStorageClass`, with the rights it needs and no others.
 *
 * @throws ConfigurationError if no namespace is known, or image or resources are wrong
 * @see https://github.com/kubernetes-sigs/nfs-subdir-external-provisioner
 */
export class NfsSubdirProvisioner extends Construct {
  /** The name to which it answers, unique in the cluster. */
  readonly provisionerName: string;
  /** Its account at the API. */
  readonly serviceAccount: k8s.KubeServiceAccount;
  /** What it may do in the whole cluster. */
  readonly clusterRole: k8s.KubeClusterRole;
  /** Gives it that. */
  readonly clusterRoleBinding: k8s.KubeClusterRoleBinding;
  /** What it may do in its namespace, with leader election. */
  readonly role?: k8s.KubeRole;
  /** Gives it that. */
  readonly roleBinding?: k8s.KubeRoleBinding;
  /** The whole export, for its own use. */
  readonly exportVolume: k8s.KubePersistentVolume;
  /** Its hold on that. */
  readonly exportClaim: k8s.KubePersistentVolumeClaim;
  /** The program. */
  readonly deployment: k8s.KubeDeployment;
  /** What it may reach: names and the API. */
  readonly network: WorkloadNetwork;

  constructor(scope: Construct, id: string, props: NfsSubdirProvisionerProps) {
    super(scope, id);
    const namespace = props.namespace ?? Chart.of(this).namespace;
    if (!namespace) {
      reject(this, {
        prop: 'namespace',
        value: namespace,
        rule: 'its account is bound to its rights by namespace and name, and the chart has no namespace either',
        fix: 'write for example NfsProvisioner.subdir({ namespace: "storage" })',
      });
    }
    const { image, uid = DEFAULT_UID } = props;
    if (!Number.isInteger(uid) || uid < 1 || uid >= 2 ** 31) {
      reject(this, {
        prop: 'uid',
        value: uid,
        rule: 'Pod Security lets nobody be root, and with all_squash on the server nobody needs to be',
        fix: `use a number above 0 and below 2147483648, or leave it out for ${DEFAULT_UID}`,
      });
    }
    const leaderElection = props.leaderElection ?? true;
    // StorageClass names are unique in the cluster, so this is.
    this.provisionerName = `cluster.local/${props.className}`;
    const program = container(scope, 'provisioner', {
      name: 'provisioner',
      image,
      resources: props.resources ?? DEFAULT_RESOURCES,
      env: [
        { name: 'PROVISIONER_NAME', value: this.provisionerName },
        { name: 'NFS_SERVER', value: props.server },
        { name: 'NFS_PATH', value: props.path },
        { name: 'ENABLE_LEADER_ELECTION', value: String(leaderElection) },
      ],
      volumeMounts: [{ name: 'export', mountPath: MOUNT_PATH }],
    });

    const instance = instanceName(this);
    const labels = standardLabels({ name: PROGRAM, instance, component: 'storage', image });
    const metadata: ApiObjectMetadata = { namespace, labels };
    const clusterMetadata = clusterScoped({ labels });

    this.serviceAccount = new k8s.KubeServiceAccount(this, 'ServiceAccount', {
      metadata,
      // The pod asks for its token itself; no other pod gets one by accident.
      automountServiceAccountToken: false,
    });
    const subjects = [{ kind: 'ServiceAccount', name: this.serviceAccount.name, namespace }];
    this.clusterRole = new k8s.KubeClusterRole(this, 'ClusterRole', {
      metadata: clusterMetadata,
      rules: CLUSTER_RULES,
    });
    this.clusterRoleBinding = new k8s.KubeClusterRoleBinding(this, 'ClusterRoleBinding', {
      metadata: clusterMetadata,
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: this.clusterRole.name },
      subjects,
    });
    if (leaderElection) {
      this.role = new k8s.KubeRole(this, 'LeaderElection', { metadata, rules: LEADER_RULES });
      this.roleBinding = new k8s.KubeRoleBinding(this, 'LeaderElectionBinding', {
        metadata,
        roleRef: { apiGroup: RBAC, kind: 'Role', name: this.role.name },
        subjects,
      });
    }

    // Pod Security forbids the export as a volume of the pod itself, and there it would take no mount options.
    const hold = {
      accessModes: ['ReadWriteMany'],
      storageClassName: '',
      volumeMode: 'Filesystem',
    };
    this.exportVolume = new k8s.KubePersistentVolume(this, 'Export', {
      metadata: clusterMetadata,
      spec: {
        ...hold,
        capacity: { storage: quantity(EXPORT_SIZE) },
        persistentVolumeReclaimPolicy: 'Retain',
        mountOptions: [...props.mountOptions],
        nfs: { server: props.server, path: props.path },
        claimRef: Lazy.any({
          produce: () => ({
            apiVersion: this.exportClaim.apiVersion,
            kind: this.exportClaim.kind,
            namespace,
            name: this.exportClaim.name,
          }),
        }) as k8s.ObjectReference,
      },
    });
    this.exportClaim = new k8s.KubePersistentVolumeClaim(this, 'ExportClaim', {
      metadata,
      spec: {
        ...hold,
        resources: { requests: { storage: quantity(EXPORT_SIZE) } },
        volumeName: this.exportVolume.name,
      },
    });

    this.deployment = new k8s.KubeDeployment(this, 'Resource', {
      metadata: { ...metadata, annotations: NO_PROBE },
      spec: {
        replicas: 1,
        strategy: { type: 'Recreate' },
        selector: { matchLabels: selectorLabels(instance) },
        template: podTemplate(this, {
          labels,
          user: { uid },
          serviceAccountName: this.serviceAccount.name,
          priorityClassName: props.priorityClassName,
          containers: [program],
          volumes: [{ name: 'export', persistentVolumeClaim: { claimName: this.exportClaim.name } }],
        }),
      },
    });
    this.network = new WorkloadNetwork(this, 'Network', { instance, metadata });
    this.network.allowTo(Platform.of(this).apiServer, 443, 6443);
  }
}
