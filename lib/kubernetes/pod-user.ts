import { ApiObject, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { IConstruct } from 'constructs';
import { JsonObject, override } from './override';

const INSTANCE = 'app.kubernetes.io/instance';

/** As much of a pod's specification as says who its processes are. */
interface PodUsers {
  serviceAccountName?: string;
  securityContext?: SecurityContext;
  readonly containers: readonly { readonly securityContext?: SecurityContext }[];
  readonly initContainers?: readonly { readonly securityContext?: SecurityContext }[];
}

interface SecurityContext {
  runAsUser?: number;
  runAsGroup?: number;
  fsGroup?: number;
}

interface PodTemplate {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
  readonly spec: PodUsers;
}

/**
 * Leaves it to the cluster who the processes of all pods below a scope are: OpenShift takes users and groups out of a
 * range that it has given to the namespace, and refuses those that a pod chooses itself.
 *
 * A workload without an account gets one of its own, without a token: security context constraints are granted to
 * accounts, and what is granted to `default` is granted to everybody in the namespace.
 *
 * @see https://docs.redhat.com/en/documentation/openshift_container_platform/4.19/html/authentication_and_authorization/managing-pod-security-policies
 */
export function leaveUsersToCluster(scope: IConstruct): void {
  for (const object of scope.node.findAll()) {
    if (!(object instanceof ApiObject)) continue;
    const template = podTemplate(object.toJson() as JsonObject);
    if (!template) continue;
    const account = template.spec.serviceAccountName ?? ownAccount(object, template);
    override(object, (json) => {
      const spec = podTemplate(json)?.spec;
      if (!spec) return;
      spec.serviceAccountName = account;
      for (const { securityContext } of [spec, ...spec.containers, ...(spec.initContainers ?? [])]) {
        delete securityContext?.runAsUser;
        delete securityContext?.runAsGroup;
        delete securityContext?.fsGroup;
      }
    });
  }
}

/** The account of a workload by the workload's name, which its Jobs and CronJobs share. */
function ownAccount(object: ApiObject, { metadata }: PodTemplate): string {
  const name = metadata?.labels?.[INSTANCE] ?? object.name;
  const chart = Chart.of(object);
  const id = `Account-${name}`;
  if (!chart.node.tryFindChild(id)) {
    const { labels } = object.metadata.toJson() as { labels?: Record<string, string> };
    new k8s.KubeServiceAccount(chart, id, { metadata: { name, labels }, automountServiceAccountToken: false });
  }
  return name;
}

function podTemplate(json: JsonObject): PodTemplate | undefined {
  const { spec } = json as { spec?: { template?: PodTemplate; jobTemplate?: { spec?: { template?: PodTemplate } } } };
  return spec?.jobTemplate?.spec?.template ?? (spec?.template?.spec ? spec.template : undefined);
}
