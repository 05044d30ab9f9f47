import { drop, set, testRule } from './house';

const POD = 'spec.template.spec';

testRule('no-api-tokens', {
  accepts: {
    'an account of its own without a token': [
      set('Deployment/provisioner', `${POD}.automountServiceAccountToken`, false),
    ],
  },
  rejects: {
    'a pod that does not say': [
      [drop('Deployment/web', `${POD}.automountServiceAccountToken`)],
      'house/Deployment/web: spec.template.spec.automountServiceAccountToken is missing; a token for the API is of use to an intruder alone, unless the pod talks to the API under an account of its own; make the pod by podTemplate(...), with a serviceAccountName if it talks to the API',
    ],
    'a token of the default account': [
      [set('Deployment/web', `${POD}.automountServiceAccountToken`, true)],
      'house/Deployment/web: spec.template.spec.automountServiceAccountToken is true; a token for the API is of use to an intruder alone, unless the pod talks to the API under an account of its own; make the pod by podTemplate(...), with a serviceAccountName if it talks to the API',
    ],
    'an account of its own without saying': [
      [drop('Deployment/provisioner', `${POD}.automountServiceAccountToken`)],
      'house/Deployment/provisioner: spec.template.spec.automountServiceAccountToken is missing; a token for the API is of use to an intruder alone, unless the pod talks to the API under an account of its own; make the pod by podTemplate(...), with a serviceAccountName if it talks to the API',
    ],
    'an account that hands out tokens': [
      [set('ServiceAccount/provisioner', 'automountServiceAccountToken', true)],
      'house/ServiceAccount/provisioner: automountServiceAccountToken is true; a pod that needs the token asks for it itself; set it to false',
    ],
  },
});

testRule('least-privilege', {
  rejects: {
    'R23: wildcards': [
      [set('Role/provisioner', 'rules[0]', { apiGroups: ['*'], resources: ['*'], verbs: ['*'] })],
      'house/Role/provisioner: rules[0].apiGroups[0] is *; a role names what may be done and to what, and hands out no rights beyond its own; write its rules by allow(verbs, ...resources)',
      'house/Role/provisioner: rules[0].resources[0] is *; a role names what may be done and to what, and hands out no rights beyond its own; write its rules by allow(verbs, ...resources)',
      'house/Role/provisioner: rules[0].verbs[0] is *; a role names what may be done and to what, and hands out no rights beyond its own; write its rules by allow(verbs, ...resources)',
    ],
    'R23: verbs that hand out rights': [
      [set('Role/provisioner', 'rules[0].verbs', ['get', 'escalate'])],
      'house/Role/provisioner: rules[0].verbs[1] is escalate; a role names what may be done and to what, and hands out no rights beyond its own; write its rules by allow(verbs, ...resources)',
    ],
    'R23: a role for all': [
      [set('RoleBinding/provisioner', 'roleRef', { kind: 'ClusterRole', name: 'cluster-admin' })],
      'house/RoleBinding/provisioner: roleRef.name is cluster-admin; that role may read every Secret and start any pod; make a role with what is needed',
    ],
  },
});
