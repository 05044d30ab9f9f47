import { k8s } from 'cdk8s-plus-27';
import { allow, ApiResource } from '../kubernetes/access-rule';

const READ = ['get', 'list', 'watch'] as const;
const WRITE = ['create', 'update', 'patch'] as const;

/** What a workload is made of. */
const WORKLOADS: readonly ApiResource[] = [
  'configmaps',
  'persistentvolumeclaims',
  'services',
  'deployments',
  'statefulsets',
  'horizontalpodautoscalers',
  'cronjobs',
  'jobs',
  'httproutes',
  'ingresses',
  'poddisruptionbudgets',
  'routes',
];
/** What Kubernetes makes of it, and what it runs within. */
const SURROUNDINGS: readonly ApiResource[] = [
  'events',
  'limitranges',
  'pods',
  'pods/log',
  'resourcequotas',
  'serviceaccounts',
  'replicasets',
  'endpointslices',
  'networkpolicies',
  'rolebindings',
  'roles',
];

/**
 * Developers deploy, ask for volumes and look at everything but Secrets. They delete nothing: that is for
 * administrators, or for what applies the manifests from git.
 *
 * As everywhere in Kubernetes, who may deploy can mount any Secret or ServiceAccount of the namespace into a pod.
 */
export function developerRules(): k8s.PolicyRule[] {
  return [
    ...allow(READ, ...SURROUNDINGS),
    ...allow([...READ, ...WRITE], ...WORKLOADS),
    ...allow(['get', 'update', 'patch'], 'deployments/scale', 'statefulsets/scale'),
  ];
}

/**
 * Administrators run what is there: beyond developers they delete, restart pods, open the network, and write Secrets,
 * each by its name. Quota, limits, roles and the namespace stay the cluster administrator's.
 *
 * @param shell whether they may open a shell or a tunnel in a running pod
 */
export function administratorRules({ shell }: { readonly shell: boolean }): k8s.PolicyRule[] {
  return [
    ...developerRules(),
    ...allow(['delete'], ...WORKLOADS, 'pods'),
    ...allow([...WRITE, 'delete'], 'networkpolicies', 'serviceaccounts'),
    // Without list and watch: nobody reads them all at once.
    ...allow(['get', ...WRITE, 'delete'], 'secrets'),
    ...(shell ? allow(['get', 'create'], 'pods/exec', 'pods/portforward') : []),
  ];
}
