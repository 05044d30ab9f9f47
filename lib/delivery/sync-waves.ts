import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { claimsOf, DeliveredObject, mountedSecretsOf, selects, specOf } from './delivered-object';

/** The annotation with the wave of an object. */
export const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';

/** When Argo CD applies what. Each wave waits until the one before is healthy. */
const WAVE = {
  /** Namespaces, limits and rights: what other objects live in and under. */
  foundations: -30,
  /** Configuration, and what makes storage. */
  configuration: -20,
  /** Databases and queues: all that keeps state. */
  state: -10,
  /** Work that ends and that the site needs: installing it. */
  preparation: -5,
  /** What serves. */
  service: 0,
  /** The way in, what acts on what serves, and what watches it. Nothing waits for the last wave. */
  entrance: 10,
} as const;

const WAVE_BY_KIND: Readonly<Record<string, number>> = {
  Namespace: WAVE.foundations,
  ResourceQuota: WAVE.foundations,
  LimitRange: WAVE.foundations,
  PriorityClass: WAVE.foundations,
  StorageClass: WAVE.foundations,
  ServiceAccount: WAVE.foundations,
  Role: WAVE.foundations,
  RoleBinding: WAVE.foundations,
  ClusterRole: WAVE.foundations,
  ClusterRoleBinding: WAVE.foundations,
  NetworkPolicy: WAVE.foundations,
  ReferenceGrant: WAVE.foundations,
  ConfigMap: WAVE.configuration,
  ExternalSecret: WAVE.configuration,
  SealedSecret: WAVE.configuration,
  PersistentVolume: WAVE.configuration,
  StatefulSet: WAVE.state,
  Job: WAVE.preparation,
  Deployment: WAVE.service,
  DaemonSet: WAVE.service,
  HorizontalPodAutoscaler: WAVE.entrance,
  Ingress: WAVE.entrance,
  HTTPRoute: WAVE.entrance,
  Route: WAVE.entrance,
  CronJob: WAVE.entrance,
  ServiceMonitor: WAVE.entrance,
  PodMonitor: WAVE.entrance,
  PrometheusRule: WAVE.entrance,
};

/** Deployments that others wait for, by their component. */
const WAVE_BY_COMPONENT: Readonly<Record<string, number>> = {
  /** Without it no volume comes to be. */
  storage: WAVE.configuration,
  /** The way to the database, which the site is installed in. */
  'database-router': WAVE.state,
};

/**
 * Tells Argo CD the order in which to apply everything below a scope. An object's own wave stays.
 *
 * Call it when all is wired. `kubectl apply` takes no notice.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 */
export function assignSyncWaves(scope: IConstruct): void {
  const objects = scope.node.findAll().filter((construct) => construct instanceof ApiObject);
  const rendered = objects.map((object) => object.toJson() as DeliveredObject);
  const own = rendered.map(({ metadata }) => metadata.annotations?.[SYNC_WAVE]);
  const waveAt = (index: number): number | undefined => {
    const object = rendered[index];
    return own[index] === undefined ? object && waveOfItself(object) : Number(own[index]);
  };
  const waveOfThose = (test: (object: DeliveredObject) => boolean): number[] =>
    rendered.flatMap((object, index) => (test(object) ? (waveAt(index) ?? []) : []));

  objects.forEach((object, index) => {
    const json = rendered[index];
    if (!json || own[index] !== undefined) return;
    const wave = waveAt(index) ?? waveByOthers(json, waveOfThose);
    object.metadata.addAnnotation(SYNC_WAVE, String(wave));
  });
}

/** The wave that an object has whatever else there is. */
function waveOfItself(object: DeliveredObject): number | undefined {
  const { kind, metadata } = object;
  if (kind === 'Deployment') {
    return WAVE_BY_COMPONENT[metadata.labels?.['app.kubernetes.io/component'] ?? ''] ?? WAVE.service;
  }
  // Healthy only once it has an address from outside, which may take forever.
  if (kind === 'Service' && specOf(object).type === 'LoadBalancer') return WAVE.entrance;
  return WAVE_BY_KIND[kind];
}

/** The wave of an object that is there for others. */
function waveByOthers(
  object: DeliveredObject,
  waveOfThose: (test: (other: DeliveredObject) => boolean) => number[],
): number {
  const { kind, metadata } = object;
  switch (kind) {
    case 'PersistentVolumeClaim':
      // It may wait for a pod before it gets a volume: in an earlier wave than its first user, it would wait forever.
      return Math.min(
        WAVE.entrance,
        ...waveOfThose(
          (other) => other.metadata.namespace === metadata.namespace && claimsOf(other).includes(metadata.name),
        ),
      );
    case 'Certificate':
      // Its issuer may ask through the way in, but for those of pods, which do not start without it.
      return Math.min(
        WAVE.entrance,
        ...waveOfThose(
          (other) =>
            other.metadata.namespace === metadata.namespace &&
            mountedSecretsOf(other).some((secret) => secret === specOf(object).secretName),
        ),
      );
    case 'PodDisruptionBudget':
      // Healthy only once there are pods.
      return Math.max(WAVE.state, ...waveOfThose((other) => selects(object, other)));
    case 'Service':
      return Math.min(WAVE.service, ...waveOfThose((other) => selects(object, other)));
    default:
      return WAVE.service;
  }
}
