import { ApiResource } from 'cdk8s-plus-27';
import { Manifest } from '../objects';

/** A rule of a rendered role. */
export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** Kinds that extensions of Kubernetes define. */
const EXTENSIONS = ['gateway.networking.k8s.io/httproutes', 'route.openshift.io/routes'];

/** What Kubernetes itself calls its resources, from the generated bindings: `apps/deployments`. */
const KNOWN = new Set([
  ...Object.values(ApiResource)
    .filter((value) => value instanceof ApiResource)
    .map(({ apiGroup, resourceType }) => `${apiGroup}/${resourceType}`),
  ...EXTENSIONS,
]);

/** The rules of a role. */
export function rulesOf(role: Manifest): readonly Rule[] {
  return role['rules'] as readonly Rule[];
}

/** The resources in a role's rules, with their groups, that Kubernetes doesn't know: RBAC grants nothing for those. */
export function unknownResources(role: Manifest): string[] {
  return rulesOf(role)
    .flatMap(({ apiGroups, resources }) => apiGroups.flatMap((group) => resources.map((name) => `${group}/${name}`)))
    .filter((resource) => !KNOWN.has(resource.split('/').slice(0, 2).join('/')));
}

/** Whether a role allows something. */
export function allows(role: Manifest, verb: string, resource: string): boolean {
  return rulesOf(role).some(({ verbs, resources }) => verbs.includes(verb) && resources.includes(resource));
}
