import { ApiObjectMetadata } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { clusterScoped } from '../kubernetes/cluster-scoped';
import { reject } from '../kubernetes/configuration-error';
import { platformLabels } from '../kubernetes/labels';
import { Platform } from '../kubernetes/platform';
import { quantity, quantityOf } from '../kubernetes/quantity';
import { containerResources, Resources } from '../kubernetes/resources';
import { storageClassName, VolumeRequest } from '../storage/storage-class';
import { administratorRules, developerRules } from './tenant-roles';

/**
 * The most that all of a tenant's objects may use together.
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export interface TenantQuota {
  /** CPU that its pods may reserve, in cores or millicores: `8`. */
  readonly cpu: string;
  /** Memory that its pods may reserve, and that their limits may add up to: `16Gi`. */
  readonly memory: string;
  /** Storage that its claims may ask for, of all classes: `200Gi`. */
  readonly storage: string;
  /**
   * Storage that its claims may ask for, by class, within `storage`.
   * @default - no more than `storage` of any
   */
  readonly storageByClass?: readonly VolumeRequest[];
  /**
   * Claims of volumes.
   * @default 20
   */
  readonly volumes?: number;
  /**
   * Pods that have not ended.
   * @default 60
   */
  readonly pods?: number;
  /**
   * Objects of each kind that workloads are made of: Deployments, StatefulSets, Jobs, CronJobs, Services, Ingresses,
   * ConfigMaps, Secrets.
   * @default 100
   */
  readonly objects?: number;
  /**
   * Services with a load balancer of their own.
   * @default 0
   */
  readonly loadBalancers?: number;
  /**
   * Ports that Services may take on every node.
   * @default - two for each load balancer, since it takes them too
   */
  readonly nodePorts?: number;
}

/**
 * The most that a single object of a tenant may use, and what a container gets that doesn't say.
 * @see https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export interface TenantLimits {
  /**
   * What a container gets that doesn't say.
   * @default - 100m CPU, 128Mi memory, 256Mi local disk
   */
  readonly containerDefault?: Resources;
  /**
   * Most memory of one container: `4Gi`.
   * @default - the quota's memory
   */
  readonly containerMemory?: string;
  /**
   * Most local disk of one container: `2Gi`.
   * @default 10Gi
   */
  readonly containerEphemeralStorage?: string;
  /**
   * Smallest size of one volume: `1Gi`.
   * @default - any
   */
  readonly smallestVolume?: string;
  /**
   * Largest size of one volume: `100Gi`.
   * @default - the quota's storage
   */
  readonly largestVolume?: string;
}

/** Settings of a {@link Tenant}. */
export interface TenantProps {
  /** Name of the namespace. */
  readonly namespace: string;
  /** The most that all objects in it may use together. */
  readonly quota: TenantQuota;
  /**
   * The most that a single object in it may use.
   * @default - see there
   */
  readonly limits?: TenantLimits;
  /**
   * Groups of people who run what is in it, as the cluster's identity provider names them; none where only the
   * cluster's own administrators should, as beside a program with rights in the whole cluster.
   */
  readonly administrators: readonly string[];
  /** Groups of people who deploy to it, as the cluster's identity provider names them; none where nobody should. */
  readonly developers: readonly string[];
  /**
   * Whether administrators may open a shell or a tunnel in a running pod.
   * @default false
   */
  readonly shellForAdministrators?: boolean;
  /**
   * Annotations of the namespace, such as whom to call, or `openshift.io/display-name`.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** With what stands behind it, a quota's name for a class may have 253 letters. */
const LONGEST_CLASS = 253 - '.storageclass.storage.k8s.io'.length;
const DEFAULT_VOLUMES = 20;
const DEFAULT_PODS = 60;
const DEFAULT_OBJECTS = 100;
const NODE_PORTS_OF_LOAD_BALANCER = 2;
const DEFAULT_CONTAINER: Resources = { cpu: '100m', memory: '128Mi', ephemeralStorage: '256Mi' };
const DEFAULT_CONTAINER_EPHEMERAL_STORAGE = '10Gi';
const COUNTED = [
  'configmaps',
  'secrets',
  'services',
  'deployments.apps',
  'statefulsets.apps',
  'jobs.batch',
  'cronjobs.batch',
  'ingresses.networking.k8s.io',
];
const NAMESPACE = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const NAMESPACES_OF_THE_CLUSTER = /^(default|kube-.*|openshift|openshift-.*)$/;
const RBAC = 'rbac.authorization.k8s.io';
/** It may neither vanish because a file did, nor with its application before a person says yes. */
const KEEP = { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=confirm' };

/**
 * A walled place in the cluster for one environment or customer: a namespace with Pod Security, quotas, limits, roles
 * and no network but what is opened. On OpenShift it is a Project.
 *
 * The walls are the cluster administrator's: neither role in it may change quota, limits, roles or the namespace.
 *
 * @throws ConfigurationError if the namespace is the cluster's own, a quantity is none, a limit contradicts another,
 * or a role goes to nobody or to everybody
 * @see https://kubernetes.io/docs/concepts/security/multi-tenancy/
 */
export class Tenant extends Construct {
  /** The namespace. */
  readonly namespace: k8s.KubeNamespace;
  /** The most that all objects may use together. */
  readonly quota: k8s.KubeResourceQuota;
  /** The most that a single object may use. */
  readonly limitRange: k8s.KubeLimitRange;
  /** Forbids all traffic that no other policy allows. */
  readonly defaultDeny: k8s.KubeNetworkPolicy;
  /** What administrators may do, if there are any. */
  readonly administratorRole?: k8s.KubeRole;
  /** Who they are. */
  readonly administratorBinding?: k8s.KubeRoleBinding;
  /** What developers may do, if there are any. */
  readonly developerRole?: k8s.KubeRole;
  /** Who they are. */
  readonly developerBinding?: k8s.KubeRoleBinding;

  constructor(scope: Construct, id: string, props: TenantProps) {
    super(scope, id);
    this.checkNamespace(props.namespace);
    this.checkGroups('administrators', props.administrators);
    this.checkGroups('developers', props.developers);
    const metadata: ApiObjectMetadata = {
      namespace: props.namespace,
      labels: platformLabels('tenant', props.namespace),
    };
    const level = { level: 'restricted', version: Platform.of(this).kubernetesVersion.podSecurityVersion };

    this.namespace = new k8s.KubeNamespace(this, 'Resource', {
      metadata: clusterScoped({
        name: props.namespace,
        labels: { ...metadata.labels, ...podSecurityLabels(level) },
        annotations: { ...KEEP, ...props.annotations },
      }),
    });
    this.quota = new k8s.KubeResourceQuota(this, 'Quota', {
      metadata,
      spec: { hard: this.hardQuota(props.quota) },
    });
    this.limitRange = new k8s.KubeLimitRange(this, 'Limits', {
      metadata,
      spec: { limits: this.limits(props.limits ?? {}, props.quota) },
    });
    this.defaultDeny = new k8s.KubeNetworkPolicy(this, 'DefaultDeny', {
      metadata,
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
    if (props.administrators.length > 0) {
      const shell = props.shellForAdministrators ?? false;
      this.administratorRole = new k8s.KubeRole(this, 'Administrator', {
        metadata,
        rules: administratorRules({ shell }),
      });
      this.administratorBinding = this.bind(
        'AdministratorBinding',
        this.administratorRole,
        props.administrators,
        metadata,
      );
    }
    if (props.developers.length > 0) {
      this.developerRole = new k8s.KubeRole(this, 'Developer', { metadata, rules: developerRules() });
      this.developerBinding = this.bind('DeveloperBinding', this.developerRole, props.developers, metadata);
    }
  }

  private bind(
    id: string,
    role: k8s.KubeRole,
    groups: readonly string[],
    metadata: ApiObjectMetadata,
  ): k8s.KubeRoleBinding {
    return new k8s.KubeRoleBinding(this, id, {
      metadata,
      roleRef: { apiGroup: RBAC, kind: 'Role', name: role.name },
      subjects: groups.map((name) => ({ apiGroup: RBAC, kind: 'Group', name })),
    });
  }

  private hardQuota(quota: TenantQuota): { [resource: string]: k8s.Quantity } {
    quantityOf(this, 'quota.cpu', quota.cpu);
    quantityOf(this, 'quota.memory', quota.memory);
    const loadBalancers = quota.loadBalancers ?? 0;
    const counts = {
      persistentvolumeclaims: this.count('quota.volumes', quota.volumes ?? DEFAULT_VOLUMES),
      pods: this.count('quota.pods', quota.pods ?? DEFAULT_PODS),
      'services.loadbalancers': this.count('quota.loadBalancers', loadBalancers),
      'services.nodeports': this.count(
        'quota.nodePorts',
        quota.nodePorts ?? loadBalancers * NODE_PORTS_OF_LOAD_BALANCER,
      ),
      ...Object.fromEntries(
        COUNTED.map((kind) => [`count/${kind}`, this.count('quota.objects', quota.objects ?? DEFAULT_OBJECTS)]),
      ),
    };
    return {
      'requests.cpu': quantity(quota.cpu),
      'requests.memory': quantity(quota.memory),
      // There is no limits.cpu: it would refuse every container without a CPU limit.
      'limits.memory': quantity(quota.memory),
      'requests.storage': quantity(quota.storage),
      ...this.storageByClass(quota),
      ...Object.fromEntries(Object.entries(counts).map(([resource, count]) => [resource, quantity(String(count))])),
    };
  }

  private storageByClass({ storage, storageByClass = [] }: TenantQuota): { [resource: string]: k8s.Quantity } {
    const total = quantityOf(this, 'quota.storage', storage);
    const hard: { [resource: string]: k8s.Quantity } = {};
    for (const { size, class: storageClass } of storageByClass) {
      storageClassName(this, 'quota.storageByClass', storageClass);
      if (storageClass.className.length > LONGEST_CLASS) {
        reject(this, {
          prop: 'quota.storageByClass',
          value: storageClass.className,
          rule: `a quota has the class in the name of what it counts, which leaves ${LONGEST_CLASS} letters`,
          fix: 'use a class with a shorter name',
        });
      }
      const prop = `quota.storageByClass of ${storageClass.className}`;
      const resource = `${storageClass.className}.storageclass.storage.k8s.io/requests.storage`;
      if (quantityOf(this, prop, size) > total) {
        reject(this, {
          prop,
          value: size,
          rule: `one class can't have more than all classes together, and quota.storage is ${storage}`,
          fix: `use at most ${storage}, or raise quota.storage`,
        });
      }
      if (resource in hard) {
        reject(this, { prop, value: size, rule: 'the class is in the list already', fix: 'keep one of them' });
      }
      hard[resource] = quantity(size);
    }
    return hard;
  }

  private limits(limits: TenantLimits, quota: TenantQuota): k8s.LimitRangeItem[] {
    const containerDefault = containerResources(
      this,
      'limits.containerDefault',
      limits.containerDefault ?? DEFAULT_CONTAINER,
    );
    const { containerMemory = quota.memory, largestVolume = quota.storage, smallestVolume } = limits;
    const containerEphemeralStorage = limits.containerEphemeralStorage ?? DEFAULT_CONTAINER_EPHEMERAL_STORAGE;
    const asked = limits.containerDefault ?? DEFAULT_CONTAINER;
    this.checkOrder('limits.containerDefault.memory', asked.memory, 'limits.containerMemory', containerMemory);
    this.checkOrder(
      'limits.containerDefault.ephemeralStorage',
      asked.ephemeralStorage ?? '256Mi',
      'limits.containerEphemeralStorage',
      containerEphemeralStorage,
    );
    quantityOf(this, 'limits.largestVolume', largestVolume);
    if (smallestVolume) {
      this.checkOrder('limits.smallestVolume', smallestVolume, 'limits.largestVolume', largestVolume);
    }
    return [
      {
        type: 'Container',
        default: containerDefault.limits,
        defaultRequest: containerDefault.requests,
        // A largest CPU would become the limit of every container that has none.
        max: { memory: quantity(containerMemory), 'ephemeral-storage': quantity(containerEphemeralStorage) },
      },
      {
        type: 'PersistentVolumeClaim',
        ...(smallestVolume && { min: { storage: quantity(smallestVolume) } }),
        max: { storage: quantity(largestVolume) },
      },
    ];
  }

  private checkOrder(prop: string, smaller: string, largerProp: string, larger: string): void {
    const largest = quantityOf(this, largerProp, larger);
    if (quantityOf(this, prop, smaller) > largest) {
      reject(this, {
        prop,
        value: smaller,
        rule: `it can't be more than ${largerProp}, which is ${larger}`,
        fix: `use at most ${larger}`,
      });
    }
  }

  private count(prop: string, value: number): number {
    if (!Number.isInteger(value) || value < 0) {
      reject(this, { prop, value, rule: 'it counts objects', fix: 'use a whole number from 0 on' });
    }
    return value;
  }

  private checkNamespace(namespace: string): void {
    if (!NAMESPACE.test(namespace) || namespace.length > 63) {
      reject(this, {
        prop: 'namespace',
        value: namespace,
        rule: 'a namespace has lower-case letters, digits and dashes, at most 63',
        fix: 'write for example blog-production',
      });
    }
    if (NAMESPACES_OF_THE_CLUSTER.test(namespace)) {
      reject(this, {
        prop: 'namespace',
        value: namespace,
        rule: "that namespace is the cluster's own",
        fix: 'use one of your own, like blog-production',
      });
    }
  }

  private checkGroups(prop: string, groups: readonly string[]): void {
    for (const group of groups) {
      if (group.trim() !== group || group === '' || /\p{C}/u.test(group) || group.startsWith('system:')) {
        reject(this, {
          prop,
          value: group,
          rule: "a role goes to a group of known people, and what starts with system: is the cluster's own",
          fix: "name a group as the cluster's identity provider does, like blog-team",
        });
      }
    }
  }
}

function podSecurityLabels({ level, version }: { level: string; version: string }): Record<string, string> {
  return Object.fromEntries(
    ['enforce', 'audit', 'warn'].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, level],
      [`pod-security.kubernetes.io/${mode}-version`, version],
    ]),
  );
}
