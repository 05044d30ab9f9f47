import { k8s } from 'cdk8s-plus-27';
import { IConstruct } from 'constructs';
import { pinnedImage } from './image';
import { containerResources, Resources } from './resources';

/** A container of ours: what the bindings ask for, with image and resources in our own, checked terms. */
export interface ContainerProps extends Omit<
  k8s.Container,
  'image' | 'resources' | 'securityContext' | 'imagePullPolicy'
> {
  readonly image: string;
  readonly resources: Resources;
}

/**
 * A container that passes the `restricted` Pod Security level, with a read-only root file system.
 *
 * @param prop the prop that has `image` and `resources`, for the error's sentence; empty when they are props themselves
 * @throws ConfigurationError if the image floats or a quantity is none
 */
export function container(scope: IConstruct | string, prop: string, props: ContainerProps): k8s.Container {
  const { image, resources, ...rest } = props;
  const prefix = prop && `${prop}.`;
  return {
    ...rest,
    image: pinnedImage(scope, `${prefix}image`, image),
    imagePullPolicy: 'IfNotPresent',
    resources: containerResources(scope, `${prefix}resources`, resources),
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
  };
}

/** Who a pod's processes are. */
export interface PodUser {
  /** User and group that the image expects. */
  readonly uid: number;
  /** @default - the uid */
  readonly gid?: number;
}

/** A pod's settings, without those that are the same for every pod of ours. */
export interface PodProps extends Omit<
  k8s.PodSpec,
  'securityContext' | 'automountServiceAccountToken' | 'enableServiceLinks'
> {
  readonly user: PodUser;
}

/**
 * A pod that passes the `restricted` Pod Security level.
 *
 * Its containers are started again when they end, unless `restartPolicy` says otherwise.
 *
 * It has no API token unless it runs under a service account, and no service links: they would become
 * environment variables like `MARIADB_PORT`, which images take for settings.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function podSpec({ user, ...spec }: PodProps): k8s.PodSpec {
  const gid = user.gid ?? user.uid;
  return {
    restartPolicy: 'Always',
    ...spec,
    automountServiceAccountToken: spec.serviceAccountName !== undefined,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user.uid,
      runAsGroup: gid,
      fsGroup: gid,
      // A recursive chown of a large volume at each start would take minutes.
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
  };
}

/** What a pod may do after something else in it, with the volumes for that. */
export type PodSteps = Pick<k8s.PodSpec, 'initContainers' | 'containers' | 'volumes'>;

/** Keeps a workload's pods apart: preferably on different nodes, and evenly over zones. */
export function spreadPods(
  labels: Readonly<Record<string, string>>,
): Pick<k8s.PodSpec, 'affinity' | 'topologySpreadConstraints'> {
  const labelSelector = { matchLabels: { ...labels } };
  return {
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, podAffinityTerm: { labelSelector, topologyKey: 'kubernetes.io/hostname' } },
        ],
      },
    },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector,
      },
    ],
  };
}

/** Spreads pods over zones and machines, and keeps two of them from ever sharing a machine unless that is only preferred. */
export function separatePods(
  selector: Record<string, string>,
  separate: 'required' | 'preferred' = 'required',
): Pick<k8s.PodSpec, 'affinity' | 'topologySpreadConstraints'> {
  const spread = spreadPods(selector);
  if (separate === 'preferred') return spread;
  return {
    ...spread,
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { labelSelector: { matchLabels: selector }, topologyKey: 'kubernetes.io/hostname' },
        ],
      },
    },
  };
}
