// The parts of Kubernetes objects that the cluster tests look at.

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
}

export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation?: number;
  readonly creationTimestamp: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly { readonly kind: string; readonly name: string; readonly uid: string }[];
}

export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly lastTransitionTime?: string;
  readonly reason?: string;
  readonly message?: string;
}

interface Reference {
  readonly name: string;
  readonly key?: string;
  readonly optional?: boolean;
  readonly items?: readonly { readonly key: string }[];
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly ports?: readonly { readonly name: string; readonly containerPort: number; readonly protocol: string }[];
  readonly env?: readonly {
    readonly valueFrom?: { readonly secretKeyRef?: Reference; readonly configMapKeyRef?: Reference };
  }[];
  readonly envFrom?: readonly { readonly secretRef?: Reference; readonly configMapRef?: Reference }[];
}

export interface PodSpec {
  readonly nodeName?: string;
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly imagePullSecrets?: readonly Reference[];
  readonly volumes?: readonly {
    readonly name: string;
    readonly persistentVolumeClaim?: { readonly claimName: string };
    readonly configMap?: Reference;
    readonly secret?: Omit<Reference, 'name'> & { readonly secretName: string };
    readonly projected?: {
      readonly sources: readonly { readonly secret?: Reference; readonly configMap?: Reference }[];
    };
  }[];
}

export interface ContainerStatus {
  readonly name: string;
  readonly restartCount: number;
}

export interface Pod extends KubernetesObject {
  readonly spec: PodSpec;
  readonly status: {
    readonly phase: string;
    readonly podIP?: string;
    readonly conditions?: readonly Condition[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

/** Deployment, StatefulSet, DaemonSet or Job. */
export interface Workload extends KubernetesObject {
  readonly spec: {
    readonly replicas?: number;
    readonly completions?: number;
    readonly volumeClaimTemplates?: readonly Claim[];
    readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly template: { readonly metadata: Metadata; readonly spec: PodSpec };
  };
  readonly status: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly desiredNumberScheduled?: number;
    readonly numberReady?: number;
    readonly succeeded?: number;
    readonly conditions?: readonly Condition[];
  };
}

export interface Claim extends KubernetesObject {
  readonly spec: {
    readonly accessModes: readonly string[];
    readonly storageClassName?: string;
    readonly volumeMode?: string;
    readonly volumeName?: string;
    readonly resources: { readonly requests: { readonly storage: string } };
  };
  readonly status?: { readonly phase?: string };
}

export interface ExternalSecret extends KubernetesObject {
  readonly spec: {
    readonly target?: { readonly name?: string };
    readonly data?: readonly { readonly secretKey: string }[];
    readonly dataFrom?: readonly object[];
  };
}

export interface Certificate extends KubernetesObject {
  readonly spec: { readonly secretName: string };
}

export interface Volume extends KubernetesObject {
  readonly status: { readonly phase: string };
}

export interface Autoscaler extends KubernetesObject {
  readonly spec: {
    readonly minReplicas: number;
    readonly maxReplicas: number;
    readonly scaleTargetRef: { readonly kind: string; readonly name: string };
  };
  readonly status: { readonly currentReplicas?: number; readonly conditions?: readonly Condition[] };
}

export interface DisruptionBudget extends KubernetesObject {
  readonly spec: { readonly selector: { readonly matchLabels: Readonly<Record<string, string>> } };
  readonly status: {
    readonly observedGeneration?: number;
    readonly expectedPods: number;
    readonly currentHealthy: number;
    readonly desiredHealthy: number;
    readonly disruptionsAllowed: number;
  };
}

export interface Service extends KubernetesObject {
  readonly spec: {
    readonly type: string;
    readonly selector?: Readonly<Record<string, string>>;
    readonly clusterIP?: string;
    readonly publishNotReadyAddresses?: boolean;
  };
}

export interface EndpointSlice extends KubernetesObject {
  readonly endpoints: readonly {
    readonly addresses: readonly string[];
    readonly conditions: { readonly ready?: boolean };
    readonly targetRef?: { readonly name: string };
  }[];
}

export interface KubernetesEvent extends KubernetesObject {
  readonly reason: string;
  readonly message: string;
  readonly involvedObject: { readonly kind: string; readonly name: string };
}

export const isReady = (pod: Pod): boolean =>
  pod.metadata.deletionTimestamp === undefined &&
  (pod.status.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');

export const component = (object: KubernetesObject): string | undefined =>
  object.metadata.labels?.['app.kubernetes.io/component'];

export const carries = (object: KubernetesObject, labels: Readonly<Record<string, string>>): boolean =>
  Object.entries(labels).every(([key, value]) => object.metadata.labels?.[key] === value);

/** Kind, namespace and name: what a person would call the object. */
export const title = ({ kind, metadata }: KubernetesObject): string =>
  [kind, metadata.namespace, metadata.name].filter(Boolean).join(' ');
