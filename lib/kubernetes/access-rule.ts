import { k8s } from 'cdk8s-plus-27';

/**
 * The API group of everything that a role of ours may name. RBAC takes any text for a resource and silently grants
 * nothing for a wrong one, like `pod` instead of `pods`; so rules are made from this list only.
 */
const API_GROUPS = {
  configmaps: '',
  endpoints: '',
  events: '',
  limitranges: '',
  nodes: '',
  persistentvolumeclaims: '',
  persistentvolumes: '',
  pods: '',
  'pods/exec': '',
  'pods/log': '',
  'pods/portforward': '',
  resourcequotas: '',
  secrets: '',
  serviceaccounts: '',
  services: '',
  deployments: 'apps',
  'deployments/scale': 'apps',
  replicasets: 'apps',
  statefulsets: 'apps',
  'statefulsets/scale': 'apps',
  horizontalpodautoscalers: 'autoscaling',
  cronjobs: 'batch',
  jobs: 'batch',
  endpointslices: 'discovery.k8s.io',
  httproutes: 'gateway.networking.k8s.io',
  ingresses: 'networking.k8s.io',
  networkpolicies: 'networking.k8s.io',
  poddisruptionbudgets: 'policy',
  rolebindings: 'rbac.authorization.k8s.io',
  roles: 'rbac.authorization.k8s.io',
  routes: 'route.openshift.io',
  storageclasses: 'storage.k8s.io',
} as const;

/** Something that a role can name, in the plural that the API uses. */
export type ApiResource = keyof typeof API_GROUPS;

/**
 * What may be done with it. The verbs that hand out rights, like `escalate`, `bind`, `impersonate` and `*`, are
 * left out on purpose.
 */
export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete';

/**
 * Rules of a role that allow the verbs on the resources, one for each API group.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export function allow(verbs: readonly Verb[], ...resources: readonly ApiResource[]): k8s.PolicyRule[] {
  const groups = [...new Set(resources.map((resource) => API_GROUPS[resource]))];
  return groups.map((group) => ({
    apiGroups: [group],
    resources: resources.filter((resource) => API_GROUPS[resource] === group),
    verbs: [...verbs],
  }));
}
