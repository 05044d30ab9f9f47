import { Field } from './field';
import { Pod, podsOf } from './pod';
import type { ExistingObject, RuleInput, SecretContract } from './rule';

/** Kinds that rules ask for, with their API group; those of the core have none. */
export type Kind =
  | 'ConfigMap'
  | 'Namespace'
  | 'PersistentVolumeClaim'
  | 'Pod'
  | 'ReplicationController'
  | 'ResourceQuota'
  | 'Secret'
  | 'Service'
  | 'ServiceAccount'
  | 'apps/DaemonSet'
  | 'apps/Deployment'
  | 'apps/ReplicaSet'
  | 'apps/StatefulSet'
  | 'autoscaling/HorizontalPodAutoscaler'
  | 'batch/CronJob'
  | 'batch/Job'
  | 'bitnami.com/SealedSecret'
  | 'cert-manager.io/Certificate'
  | 'elasticsearch.k8s.elastic.co/Elasticsearch'
  | 'external-secrets.io/ExternalSecret'
  | 'gateway.networking.k8s.io/HTTPRoute'
  | 'monitoring.coreos.com/PodMonitor'
  | 'monitoring.coreos.com/ServiceMonitor'
  | 'networking.k8s.io/Ingress'
  | 'networking.k8s.io/NetworkPolicy'
  | 'policy/PodDisruptionBudget'
  | 'rbac.authorization.k8s.io/ClusterRole'
  | 'rbac.authorization.k8s.io/ClusterRoleBinding'
  | 'rbac.authorization.k8s.io/Role'
  | 'rbac.authorization.k8s.io/RoleBinding'
  | 'route.openshift.io/Route'
  | 'scheduling.k8s.io/PriorityClass'
  | 'storage.k8s.io/StorageClass';

/** A rendered object by what every object has. */
export class StackObject {
  readonly group: string;
  /** Kind without its group: `Deployment`. */
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;

  constructor(readonly root: Field) {
    const apiVersion = root.at('apiVersion').text ?? '';
    this.group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    this.kind = root.at('kind').text ?? '';
    this.name = root.at('metadata', 'name').text ?? '';
    this.namespace = root.at('metadata', 'namespace').text;
    this.labels = root.at('metadata', 'labels').texts;
  }

  /** Kind with its group: `apps/Deployment`. */
  get groupKind(): string {
    return this.group ? `${this.group}/${this.kind}` : this.kind;
  }

  /** Its `spec`. */
  get spec(): Field {
    return this.root.at('spec');
  }
}

/** Everything that was rendered, indexed once for all rules. */
export class Stack {
  readonly objects: readonly StackObject[];
  readonly secrets: readonly SecretContract[];
  /** Every pod template. */
  readonly pods: readonly Pod[];

  private readonly byKind: ReadonlyMap<string, StackObject[]>;
  private readonly byName: ReadonlyMap<string, StackObject>;
  private readonly podsByNamespace: ReadonlyMap<string | undefined, Pod[]>;
  private readonly existing: readonly ExistingObject[];

  constructor({ objects, secrets, existing = [] }: RuleInput) {
    this.objects = objects.map((object) => new StackObject(Field.of(object)));
    this.secrets = secrets;
    this.existing = existing;
    this.byKind = grouped(this.objects, ({ groupKind }) => groupKind);
    this.byName = new Map(
      this.objects.map((object) => [address(object.groupKind, object.namespace, object.name), object]),
    );
    this.pods = this.objects.flatMap(podsOf);
    this.podsByNamespace = grouped(this.pods, ({ owner }) => owner.namespace);
  }

  /** All objects of some kinds. */
  ofKind(...kinds: readonly Kind[]): StackObject[] {
    return kinds.flatMap((kind) => this.byKind.get(kind) ?? []);
  }

  /** One rendered object. */
  find(kind: Kind, namespace: string | undefined, name: string): StackObject | undefined {
    return this.byName.get(address(kind, namespace, name));
  }

  /** Whether an object is rendered or there already. */
  has(kind: Kind, namespace: string | undefined, name: string): boolean {
    return this.find(kind, namespace, name) !== undefined || this.exists(kind, namespace, name);
  }

  /** Whether an object is there already. */
  exists(kind: Kind, namespace: string | undefined, name: string): boolean {
    const short = kind.slice(kind.lastIndexOf('/') + 1);
    return this.existing.some(
      (object) => object.kind === short && object.namespace === namespace && object.name === name,
    );
  }

  /** The pod templates of one namespace. */
  podsIn(namespace: string | undefined): readonly Pod[] {
    return this.podsByNamespace.get(namespace) ?? [];
  }
}

/** A namespace in a sentence. */
export function placeOf(namespace: string | undefined): string {
  return namespace === undefined ? 'its namespace' : `namespace ${namespace}`;
}

/** A function of a stack that is computed once for each, however many rules ask. */
export function perStack<T>(compute: (stack: Stack) => T): (stack: Stack) => T {
  const known = new WeakMap<Stack, T>();
  return (stack) => {
    if (!known.has(stack)) known.set(stack, compute(stack));
    return known.get(stack) as T;
  };
}

function address(kind: string, namespace: string | undefined, name: string): string {
  return `${kind} ${namespace ?? ''}/${name}`;
}

function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
