import { POD_NAME } from '../kubernetes/labels';

/** A rendered object, as it goes into a file. */
export interface DeliveredObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** What of an object matters for the order in which things must exist. All of it is optional, as in JSON. */
export interface RenderedSpec {
  readonly template?: { readonly metadata?: { readonly labels?: Labels }; readonly spec?: RenderedPod };
  readonly jobTemplate?: { readonly spec?: RenderedSpec };
  readonly selector?: Labels & { readonly matchLabels?: Labels };
  readonly type?: string;
  readonly serviceName?: string;
  readonly secretName?: string;
  readonly storageClassName?: string;
  readonly volumeClaimTemplates?: readonly { readonly spec?: RenderedSpec }[];
  readonly scaleTargetRef?: { readonly kind: string; readonly name: string };
  readonly to?: { readonly name?: string };
  readonly rules?: readonly {
    readonly http?: {
      readonly paths: readonly { readonly backend: { readonly service?: { readonly name: string } } }[];
    };
    readonly backendRefs?: readonly { readonly name: string }[];
  }[];
}

/** What a pod refers to. */
export interface RenderedPod {
  readonly serviceAccountName?: string;
  readonly priorityClassName?: string;
  readonly containers?: readonly RenderedContainer[];
  readonly initContainers?: readonly RenderedContainer[];
  readonly volumes?: readonly {
    readonly configMap?: Named;
    readonly persistentVolumeClaim?: { readonly claimName: string };
    readonly secret?: { readonly secretName?: string };
    readonly projected?: { readonly sources?: readonly { readonly configMap?: Named }[] };
  }[];
}

interface RenderedContainer {
  readonly envFrom?: readonly { readonly configMapRef?: Named }[];
  readonly env?: readonly { readonly valueFrom?: { readonly configMapKeyRef?: Named } }[];
}

interface Named {
  readonly name?: string;
}

type Labels = Readonly<Record<string, unknown>>;

/** An object's spec. */
export function specOf(object: DeliveredObject): RenderedSpec {
  return (object.spec as RenderedSpec | undefined) ?? {};
}

/** The template of the pods that an object makes, if it makes any. */
export function podTemplateOf(object: DeliveredObject): RenderedSpec['template'] {
  const spec = specOf(object);
  return spec.template ?? spec.jobTemplate?.spec?.template;
}

/** Names of the claims that pods of an object mount. */
export function claimsOf(object: DeliveredObject): string[] {
  return (podTemplateOf(object)?.spec?.volumes ?? []).flatMap(
    ({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? [],
  );
}

/** Names of the Secrets that pods of an object mount. */
export function mountedSecretsOf(object: DeliveredObject): string[] {
  return (podTemplateOf(object)?.spec?.volumes ?? []).flatMap(({ secret }) => secret?.secretName ?? []);
}

/** Whether a Service's or a disruption budget's selector finds the pods of a workload. */
export function selects(selecting: DeliveredObject, workload: DeliveredObject): boolean {
  const { selector } = specOf(selecting);
  const wanted = Object.entries(selector?.matchLabels ?? selector ?? {}).filter(([key]) => key !== POD_NAME);
  const labels = podTemplateOf(workload)?.metadata?.labels ?? {};
  return (
    wanted.length > 0 &&
    selecting.metadata.namespace === workload.metadata.namespace &&
    wanted.every(([key, value]) => labels[key] === value)
  );
}

/** How people call an object: `Service blog/front`. */
export function titleOf({ kind, metadata: { name, namespace } }: DeliveredObject): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}
