import { defineRule, Finding } from './rule';

const MIGHTY_VERBS = ['*', 'escalate', 'bind', 'impersonate'];
const MIGHTY_ROLES = ['cluster-admin', 'admin', 'edit'];

/** Pods that talk to the API do so on purpose, and as themselves. */
export const noApiTokens = defineRule(
  'no-api-tokens',
  'No pod gets a token for the API unless it has a ServiceAccount of its own, and no account hands out tokens by itself.',
  function* (stack): Iterable<Finding> {
    for (const { spec } of stack.pods) {
      const at = spec.at('automountServiceAccountToken');
      const account = spec.at('serviceAccountName').text ?? 'default';
      if (at.value !== false && (account === 'default' || at.value !== true)) {
        yield {
          at,
          rule: 'a token for the API is of use to an intruder alone, unless the pod talks to the API under an account of its own',
          fix: 'make the pod by podTemplate(...), with a serviceAccountName if it talks to the API',
        };
      }
    }
    for (const { root } of stack.ofKind('ServiceAccount')) {
      const at = root.at('automountServiceAccountToken');
      if (at.value !== false) {
        yield { at, rule: 'a pod that needs the token asks for it itself', fix: 'set it to false' };
      }
    }
  },
);

/** Roles say what may be done, and to what. */
export const leastPrivilege = defineRule(
  'least-privilege',
  'No role has a wildcard or a verb that hands out rights, and nothing is bound to a role for all.',
  function* (stack): Iterable<Finding> {
    for (const role of stack.ofKind('rbac.authorization.k8s.io/Role', 'rbac.authorization.k8s.io/ClusterRole')) {
      for (const rule of role.root.at('rules').list) {
        const wildcards = ['apiGroups', 'resources'].flatMap((field) =>
          rule.at(field).list.filter(({ text }) => text === '*'),
        );
        const verbs = rule.at('verbs').list.filter(({ text }) => MIGHTY_VERBS.includes(text ?? ''));
        for (const at of [...wildcards, ...verbs]) {
          yield {
            at,
            rule: 'a role names what may be done and to what, and hands out no rights beyond its own',
            fix: 'write its rules by allow(verbs, ...resources)',
          };
        }
      }
    }
    const bindings = stack.ofKind(
      'rbac.authorization.k8s.io/RoleBinding',
      'rbac.authorization.k8s.io/ClusterRoleBinding',
    );
    for (const at of bindings.map(({ root }) => root.at('roleRef', 'name'))) {
      if (MIGHTY_ROLES.includes(at.text ?? '')) {
        yield { at, rule: 'that role may read every Secret and start any pod', fix: 'make a role with what is needed' };
      }
    }
  },
);
