import { rejectionSentence } from '../kubernetes/configuration-error';
import { JsonObject } from '../kubernetes/override';
import { formatBytes, parseQuantity } from '../kubernetes/quantity';

/** A quota that is too small for what its namespace can ask for. */
export interface QuotaExcess {
  /** The namespace. */
  readonly namespace: string;
  /** Name of the ResourceQuota. */
  readonly quotaName: string;
  /** The resource as the quota names it: `requests.memory`. */
  readonly resource: string;
  /** What the quota allows, as it is written there. */
  readonly allowed: string;
  /** What is needed at least, as it may be written there. */
  readonly needed: string;
  /** All of that for people, and what to do. */
  readonly sentence: string;
}

/** CPU in cores and memory in bytes. */
export interface TotalRequests {
  readonly cpu: number;
  readonly memory: number;
}

/** Amounts by resource, as quotas name them; CPU in whole millicores, so that sums are exact, bytes otherwise. */
type Amounts = Readonly<Record<string, number>>;

/** So many times the same, asked for by one object. */
interface Demand {
  readonly namespace: string;
  readonly from: string;
  readonly count: number;
  readonly each: Amounts;
}

/** Which end of an autoscaled workload's range is asked about. */
type Load = 'lowest' | 'highest';

const SHOWN_DEMANDS = 5;
const DEFAULT_SURGE = '25%';
const DEFAULT_JOBS_KEPT = { succeeded: 3, failed: 1 };
const MEBIBYTE = 2 ** 20;
const DECIMAL_UNITS = [
  ['P', 1e15],
  ['T', 1e12],
  ['G', 1e9],
  ['M', 1e6],
] as const;
/** The props of a Tenant from which a quota's resources come. */
const PROPS: Readonly<Record<string, string>> = {
  'requests.cpu': 'quota.cpu',
  'requests.memory': 'quota.memory',
  'limits.memory': 'quota.memory',
  'requests.storage': 'quota.storage',
  persistentvolumeclaims: 'quota.volumes',
  pods: 'quota.pods',
  'services.loadbalancers': 'quota.loadBalancers',
  'services.nodeports': 'quota.nodePorts',
};

/**
 * The quotas among these objects that are smaller than what the other objects can ask for at their most: every
 * autoscaler at its maximum, every update under way, every Job and CronJob running once.
 *
 * DaemonSets are left out, since the number of nodes isn't known. So are pods that are still shutting down: a quota
 * counts them too, and the update then waits for them.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export function exceededQuotas(objects: readonly JsonObject[]): QuotaExcess[] {
  const rendered = asRendered(objects);
  const demands = [
    ...podDemands(rendered, 'highest'),
    ...rendered.flatMap((object) => objectDemands(object, rendered)),
  ];
  return rendered
    .filter(({ kind }) => kind === 'ResourceQuota')
    .flatMap((quota) =>
      Object.entries(quota.spec?.hard ?? {}).flatMap(
        ([resource, allowed]) => quotaExcess(quota, resource, allowed, demands) ?? [],
      ),
    );
}

/**
 * What these objects reserve when nothing happens: every autoscaler at its minimum, no update, no Job.
 */
export function totalRequests(objects: readonly JsonObject[]): TotalRequests {
  const rendered = asRendered(objects).filter(({ kind }) => kind !== 'Job' && kind !== 'CronJob');
  const demands = podDemands(rendered, 'lowest');
  return {
    cpu: total(demands, 'requests.cpu') / 1000,
    memory: total(demands, 'requests.memory'),
  };
}

function quotaExcess(
  quota: Rendered,
  resource: string,
  allowed: string,
  demands: readonly Demand[],
): QuotaExcess | undefined {
  const namespace = quota.metadata.namespace ?? '';
  const kind = canonical(resource);
  const asking = demands.filter((demand) => demand.namespace === namespace && amount(demand, kind) > 0);
  const needed = total(asking, kind);
  if (needed <= scaled(kind, allowed)) return undefined;
  const atLeast = written(kind, needed);
  const sentence = rejectionSentence(namespace, {
    prop: propOf(kind),
    value: allowed,
    rule: `the stack needs up to ${atLeast} at its most (${explained(asking, kind)})`,
    fix: `raise it to at least ${atLeast}`,
  });
  return { namespace, quotaName: quota.metadata.name, resource, allowed, needed: atLeast, sentence };
}

/** A quota may call `requests.cpu` just `cpu`. */
function canonical(resource: string): string {
  return resource === 'cpu' || resource === 'memory' || resource === 'ephemeral-storage'
    ? `requests.${resource}`
    : resource;
}

function propOf(resource: string): string {
  const storageClass = /^(.+)\.storageclass\.storage\.k8s\.io\/requests\.storage$/.exec(resource);
  if (storageClass) return `quota.storageByClass of ${storageClass[1]}`;
  return PROPS[resource] ?? (resource.startsWith('count/') ? 'quota.objects' : resource);
}

function explained(asking: readonly Demand[], resource: string): string {
  const largestFirst = [...asking].sort((a, b) => amount(b, resource) - amount(a, resource));
  const shown = largestFirst
    .slice(0, SHOWN_DEMANDS)
    .map(({ from, count, each }) => `${from} ${count} x ${written(resource, each[resource] ?? 0)}`);
  const rest = largestFirst.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} smaller`] : [])].join(', ');
}

function amount({ count, each }: Demand, resource: string): number {
  return count * (each[resource] ?? 0);
}

function total(demands: readonly Demand[], resource: string): number {
  return demands.reduce((sum, demand) => sum + amount(demand, resource), 0);
}

/** What every pod that these objects lead to asks for. */
function podDemands(objects: readonly Rendered[], load: Load): Demand[] {
  return objects.flatMap((object) => {
    const pod = object.kind === 'Pod' ? object.spec : templateOf(object)?.spec;
    const count = pod ? podCount(object, objects, load) : undefined;
    return pod && count !== undefined ? [demand(object, count, podAmounts(pod))] : [];
  });
}

function templateOf({ kind, spec }: Rendered): PodTemplate | undefined {
  return kind === 'CronJob' ? spec?.jobTemplate?.spec?.template : spec?.template;
}

/** How many pods of an object there can be at once; undefined if only the nodes know. */
function podCount(object: Rendered, objects: readonly Rendered[], load: Load): number | undefined {
  switch (object.kind) {
    case 'Pod':
      return 1;
    case 'Deployment': {
      const replicas = replicasOf(object, objects, load);
      return load === 'highest' ? replicas + surge(object, replicas) : replicas;
    }
    case 'StatefulSet':
    case 'ReplicaSet':
      return replicasOf(object, objects, load);
    case 'Job':
      return parallelism(object.spec);
    case 'CronJob':
      return parallelism(object.spec?.jobTemplate?.spec);
    default:
      return undefined;
  }
}

function replicasOf(object: Rendered, objects: readonly Rendered[], load: Load): number {
  const autoscaler = objects.find(
    ({ kind, metadata, spec }) =>
      kind === 'HorizontalPodAutoscaler' &&
      metadata.namespace === object.metadata.namespace &&
      spec?.scaleTargetRef?.kind === object.kind &&
      spec.scaleTargetRef.name === object.metadata.name,
  )?.spec;
  if (!autoscaler) return object.spec?.replicas ?? 1;
  return (load === 'highest' ? autoscaler.maxReplicas : autoscaler.minReplicas) ?? 1;
}

function surge({ spec }: Rendered, replicas: number): number {
  if (spec?.strategy?.type === 'Recreate') return 0;
  const most = spec?.strategy?.rollingUpdate?.maxSurge ?? DEFAULT_SURGE;
  return typeof most === 'number' ? most : Math.ceil((parseInt(most, 10) * replicas) / 100);
}

function parallelism(job: JobSpec | undefined): number {
  return Math.min(job?.parallelism ?? 1, job?.completions ?? Infinity);
}

/**
 * What a pod asks for, as the scheduler and quotas see it: the containers and sidecars together, or the largest
 * moment of initialization if that is more.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
 */
function podAmounts(pod: PodSpec): Amounts {
  let sidecars: Amounts = {};
  let largestInit: Amounts = {};
  for (const container of pod.initContainers ?? []) {
    const withSidecars = combine(sidecars, containerAmounts(container), add);
    largestInit = combine(largestInit, withSidecars, Math.max);
    if (container.restartPolicy === 'Always') sidecars = withSidecars;
  }
  const running = (pod.containers ?? []).reduce(
    (sum, container) => combine(sum, containerAmounts(container), add),
    sidecars,
  );
  return { ...combine(running, largestInit, Math.max), pods: 1 };
}

function containerAmounts({ resources }: Container): Amounts {
  const limits = resources?.limits ?? {};
  // A request that isn't there is as large as the limit.
  const requests = { ...limits, ...resources?.requests };
  return Object.fromEntries(
    Object.entries({ requests, limits }).flatMap(([side, quantities]) =>
      Object.entries(quantities).map(([name, value]) => [`${side}.${name}`, scaled(`${side}.${name}`, value)]),
    ),
  );
}

/** What an object itself asks for, without its pods. */
function objectDemands(object: Rendered, objects: readonly Rendered[]): Demand[] {
  const { kind, spec } = object;
  const counted = demand(object, 1, { [`count/${countedAs(object)}`]: 1 });
  switch (kind) {
    case 'PersistentVolumeClaim':
      return [counted, demand(object, 1, claimAmounts(spec))];
    case 'StatefulSet':
      return [
        counted,
        ...(spec?.volumeClaimTemplates ?? []).map((claim) =>
          demand(object, replicasOf(object, objects, 'highest'), claimAmounts(claim.spec)),
        ),
      ];
    case 'Service':
      return [counted, demand(object, 1, serviceAmounts(spec))];
    case 'CronJob':
      return [counted, demand(object, jobsOf(spec), { 'count/jobs.batch': 1 })];
    default:
      return [counted];
  }
}

function jobsOf(cronJob: ObjectSpec | undefined): number {
  const running = 1;
  return (
    running +
    (cronJob?.successfulJobsHistoryLimit ?? DEFAULT_JOBS_KEPT.succeeded) +
    (cronJob?.failedJobsHistoryLimit ?? DEFAULT_JOBS_KEPT.failed)
  );
}

function claimAmounts(claim: ObjectSpec | undefined): Amounts {
  const storage = scaled('requests.storage', claim?.resources?.requests?.storage ?? '0');
  const storageClass = claim?.storageClassName;
  return {
    persistentvolumeclaims: 1,
    'requests.storage': storage,
    ...(storageClass && {
      [`${storageClass}.storageclass.storage.k8s.io/persistentvolumeclaims`]: 1,
      [`${storageClass}.storageclass.storage.k8s.io/requests.storage`]: storage,
    }),
  };
}

function serviceAmounts(service: ObjectSpec | undefined): Amounts {
  const ports = service?.ports?.length ?? 0;
  switch (service?.type) {
    case 'LoadBalancer':
      return {
        'services.loadbalancers': 1,
        'services.nodeports': service.allocateLoadBalancerNodePorts === false ? 0 : ports,
      };
    case 'NodePort':
      return { 'services.nodeports': ports };
    default:
      return {};
  }
}

/** As `count/…` names an object: `ingresses.networking.k8s.io`. */
function countedAs({ apiVersion, kind }: Rendered): string {
  const singular = kind.toLowerCase();
  const plural = singular.endsWith('y')
    ? `${singular.slice(0, -1)}ies`
    : `${singular}${singular.endsWith('s') ? 'es' : 's'}`;
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  return `${plural}${group}`;
}

function demand({ kind, metadata }: Rendered, count: number, each: Amounts): Demand {
  return { namespace: metadata.namespace ?? '', from: `${kind} ${metadata.name}`, count, each };
}

function combine(a: Amounts, b: Amounts, operation: (x: number, y: number) => number): Amounts {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...names].map((name) => [name, operation(a[name] ?? 0, b[name] ?? 0)]));
}

function add(x: number, y: number): number {
  return x + y;
}

function isCpu(resource: string): boolean {
  return resource.endsWith('.cpu');
}

function isCount(resource: string): boolean {
  return !resource.includes('memory') && !resource.includes('storage');
}

/** A quantity as a number of whole units: millicores of CPU, bytes and counts. */
function scaled(resource: string, value: string | number): number {
  const number = parseQuantity(String(value)) ?? 0;
  // Decimal fractions are not exact: 1.1 * 1000 is a bit more than 1100, and no quantity is finer than a millicore.
  return isCpu(resource) ? Math.round(number * 1000) : Math.ceil(number);
}

/** The other way round: as it may stand in a quota. */
function written(resource: string, units: number): string {
  if (isCpu(resource)) return units % 1000 === 0 ? String(units / 1000) : `${units}m`;
  return isCount(resource) ? String(units) : (decimalBytes(units) ?? formatBytes(units));
}

/** Bytes in the decimal units of those who wrote them so: 18000000000000000 is `18P`. */
function decimalBytes(bytes: number): string | undefined {
  if (bytes % MEBIBYTE === 0) return undefined;
  const unit = DECIMAL_UNITS.find(([, factor]) => bytes % factor === 0);
  return unit && `${bytes / unit[1]}${unit[0]}`;
}

/** The fields that are looked at, of any object. */
interface Rendered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: ObjectSpec & PodSpec;
}

interface ObjectSpec extends JobSpec {
  readonly hard?: Readonly<Record<string, string>>;
  readonly replicas?: number;
  readonly strategy?: {
    readonly type?: string;
    readonly rollingUpdate?: { readonly maxSurge?: number | string };
  };
  readonly jobTemplate?: { readonly spec?: JobSpec };
  readonly successfulJobsHistoryLimit?: number;
  readonly failedJobsHistoryLimit?: number;
  readonly scaleTargetRef?: { readonly kind: string; readonly name: string };
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
  readonly volumeClaimTemplates?: readonly { readonly spec?: ObjectSpec }[];
  readonly storageClassName?: string;
  readonly resources?: Container['resources'];
  readonly type?: string;
  readonly ports?: readonly unknown[];
  readonly allocateLoadBalancerNodePorts?: boolean;
}

interface JobSpec {
  readonly parallelism?: number;
  readonly completions?: number;
  readonly template?: PodTemplate;
}

interface PodTemplate {
  readonly spec?: PodSpec;
}

interface PodSpec {
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
}

interface Container {
  readonly restartPolicy?: string;
  readonly resources?: {
    readonly requests?: Readonly<Record<string, string>>;
    readonly limits?: Readonly<Record<string, string>>;
  };
}

function asRendered(objects: readonly JsonObject[]): readonly Rendered[] {
  return objects as unknown as readonly Rendered[];
}
