import { add, copy, set, testRule } from './house';

testRule('unique-names', {
  accepts: {
    'one name for objects of two kinds, and of two API groups of a kind': [
      add({ apiVersion: 'v1', kind: 'Route', metadata: { name: 'web', namespace: 'blog' } }),
    ],
    'one name in two namespaces': [copy('Service/web', { 'metadata.namespace': 'shop' })],
  },
  rejects: {
    'two objects of one kind and name in a namespace': [
      [copy('Service/web', {})],
      'house/copy/Service/web: metadata.name is web; house/Service/web makes the Service web in namespace blog too, and the one that is applied last would overwrite the other; give one of them another name or namespace',
    ],
    'two versions of one kind': [
      [copy('HorizontalPodAutoscaler/web', { apiVersion: 'autoscaling/v1' })],
      'house/copy/HorizontalPodAutoscaler/web: metadata.name is web; house/HorizontalPodAutoscaler/web makes the HorizontalPodAutoscaler web in namespace blog too, and the one that is applied last would overwrite the other; give one of them another name or namespace',
    ],
    'two cluster-scoped objects of one kind and name': [
      [copy('StorageClass/shared', {})],
      'house/copy/StorageClass/shared: metadata.name is shared; house/StorageClass/shared makes the StorageClass shared in the cluster too, and the one that is applied last would overwrite the other; give one of them another name or namespace',
    ],
  },
});

testRule('valid-names', {
  accepts: {
    'a name with dots': [set('Service/web', 'metadata.name', 'blog.example.org')],
    'a role with a colon': [set('Role/provisioner', 'metadata.name', 'system:provisioner')],
  },
  rejects: {
    'no name': [
      [set('Service/web', 'metadata.name', '')],
      'house/Service/web: metadata.name is empty; a name has lower-case letters, digits, dashes and dots, at most 253, so that a second run finds the object again; use a StableChart, or write a name like blog-tls',
    ],
    'a name with capitals': [
      [set('Service/web', 'metadata.name', 'Web')],
      'house/Service/web: metadata.name is Web; a name has lower-case letters, digits, dashes and dots, at most 253, so that a second run finds the object again; use a StableChart, or write a name like blog-tls',
    ],
    'no kind and no version': [
      [set('Service/elsewhere', 'apiVersion', ''), set('Service/elsewhere', 'kind', '')],
      'house/Service/elsewhere: apiVersion is empty; every object says what it is; give the object its apiVersion',
      'house/Service/elsewhere: kind is empty; every object says what it is; give the object its kind',
    ],
  },
});
