import { k8s } from 'cdk8s-plus-27';
import { Construct, IConstruct } from 'constructs';
import { pinnedImage } from './image';
import { ownAccount, podSecurityContext, PodUser, processUser } from './pod-user';
import { containerResources, Resources } from './resources';

/** A container of ours: what the bindings ask for, with image and resources in our own, checked terms. */
export interface ContainerProps extends Omit<
  k8s.Container,
  'image' | 'resources' | 'securityContext' | 'imagePullPolicy'
> {
  readonly image: string;
  readonly resources: Resources;
  /** @default - the pod's */
  readonly user?: PodUser;
}

/**
 * A container that passes the `restricted` Pod Security level, with a read-only root file system.
 *
 * @param prop the prop that has `image` and `resources`, for the error's sentence; empty when they are props themselves
 * @throws ConfigurationError if the image floats or a quantity is none
 */
export function container(scope: IConstruct, prop: string, props: ContainerProps): k8s.Container {
  const { image, resources, user, ...rest } = props;
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
      ...(user && processUser(scope, user)),
    },
  };
}

/** A pod's settings, without those that are the same for every pod of ours. */
export interface PodProps extends Omit<
  k8s.PodSpec,
  'securityContext' | 'automountServiceAccountToken' | 'enableServiceLinks'
> {
  /** The standard labels. What is made beside a workload is named after their instance. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly user: PodUser;
}

/**
 * Pods that pass the `restricted` Pod Security level.
 *
 * Their containers are started again when they end, unless `restartPolicy` says otherwise.
 *
 * They have no API token unless they run under a service account, and no service links: they would become
 * environment variables like `MARIADB_PORT`, which images take for settings.
 *
 * Where the {@link Platform} chooses users, they have no numbers but an account of their own, without a token.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function podTemplate(scope: Construct, { labels, annotations, user, ...spec }: PodProps): k8s.PodTemplateSpec {
  const account = spec.serviceAccountName ?? ownAccount(scope, labels);
  return {
    metadata: { labels, annotations },
    spec: {
      restartPolicy: 'Always',
      ...spec,
      ...(account !== undefined && { serviceAccountName: account }),
      automountServiceAccountToken: spec.serviceAccountName !== undefined,
      enableServiceLinks: false,
      securityContext: podSecurityContext(scope, user),
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
