import { check, copy, drop, existing, house, remove, set, testRule } from './house';

testRule('explicit-namespaces', {
  accepts: {
    'a namespace that exists': [set('Service/web', 'metadata.namespace', 'shop'), existing('Namespace', 'shop')],
    "Argo CD's own namespace": [
      copy('Service/web', { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', 'metadata.namespace': 'argocd' }),
    ],
  },
  rejects: {
    'an object without a namespace': [
      [drop('Service/web', 'metadata.namespace')],
      'house/Service/web: metadata.namespace is missing; a Service without a namespace lands in whichever one kubectl is set to; give the chart a namespace',
    ],
    'a namespace on what belongs to the cluster': [
      [set('StorageClass/shared', 'metadata.namespace', 'blog')],
      'house/StorageClass/shared: metadata.namespace is blog; a StorageClass belongs to the whole cluster, and tools that compare never find it in a namespace; make its metadata by clusterScoped({...})',
    ],
    'a namespace that nobody made': [
      [set('Service/web', 'metadata.namespace', 'blgo')],
      'house/Service/web: metadata.namespace is blgo; a namespace is rendered with quotas and Pod Security, or known to exist, so that a misspelled one is found; make it by a Tenant, or list it among the objects that exist already',
    ],
    'a namespace of another name that exists': [
      [copy('Service/web', { 'metadata.namespace': 'shop' }), existing('Namespace', 'stage')],
      'house/copy/Service/web: metadata.namespace is shop; a namespace is rendered with quotas and Pod Security, or known to exist, so that a misspelled one is found; make it by a Tenant, or list it among the objects that exist already',
    ],
  },
});

test('every object of a namespace that is not rendered is found', () => {
  const input = house(remove('Namespace/blog'));
  const namespaced = input.objects.filter(({ json }) => JSON.stringify(json.metadata).includes('"namespace"'));
  expect(check('explicit-namespaces', input)).toHaveLength(namespaced.length);
});
