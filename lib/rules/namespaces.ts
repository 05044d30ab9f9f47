import { defineRule, Finding } from './rule';
import { StackObject } from './stack';

/** Kinds that live in no namespace, with their API group. */
const CLUSTER_SCOPED = new Set([
  'Namespace',
  'Node',
  'PersistentVolume',
  'admissionregistration.k8s.io/MutatingAdmissionPolicy',
  'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'apiregistration.k8s.io/APIService',
  'cert-manager.io/ClusterIssuer',
  'external-secrets.io/ClusterExternalSecret',
  'external-secrets.io/ClusterSecretStore',
  'gateway.networking.k8s.io/GatewayClass',
  'networking.k8s.io/IngressClass',
  'node.k8s.io/RuntimeClass',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'scheduling.k8s.io/PriorityClass',
  'snapshot.storage.k8s.io/VolumeSnapshotClass',
  'storage.k8s.io/CSIDriver',
  'storage.k8s.io/StorageClass',
  'storage.k8s.io/VolumeAttributesClass',
]);
/** Objects of these groups live where their program runs, which is no part of a stack. */
const ELSEWHERE = new Set(['argoproj.io']);

/** Everything is where somebody has put it on purpose. */
export const explicitNamespaces = defineRule(
  'explicit-namespaces',
  'Every object names the namespace that it lives in, which is rendered or known, and cluster-scoped ones name none.',
  function* (stack): Iterable<Finding> {
    for (const object of stack.objects) {
      const at = object.root.at('metadata', 'namespace');
      if (isClusterScoped(object)) {
        if (at.value !== undefined) {
          yield {
            at,
            rule: `a ${object.kind} belongs to the whole cluster, and tools that compare never find it in a namespace`,
            fix: 'make its metadata by clusterScoped({...})',
          };
        }
      } else if (!object.namespace) {
        yield {
          at,
          rule: `a ${object.kind} without a namespace lands in whichever one kubectl is set to`,
          fix: 'give the chart a namespace',
        };
      } else if (!ELSEWHERE.has(object.group) && !stack.has('Namespace', undefined, object.namespace)) {
        yield {
          at,
          rule: 'a namespace is rendered with quotas and Pod Security, or known to exist, so that a misspelled one is found',
          fix: 'make it by a Tenant, or list it among the objects that exist already',
        };
      }
    }
  },
);

function isClusterScoped({ groupKind }: StackObject): boolean {
  return CLUSTER_SCOPED.has(groupKind);
}
