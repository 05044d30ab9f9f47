import { resourceKinds } from '../../lib/delivery/resource-kinds';

const object = (apiVersion: string, kind: string, name: string, namespace?: string) => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
});

test('R23: kinds are told once, sorted, by group; those without a namespace by name too', () => {
  const objects = [
    object('v1', 'Service', 'front', 'blog'),
    object('apps/v1', 'Deployment', 'web', 'blog'),
    object('v1', 'Service', 'database', 'blog'),
    object('v1', 'Namespace', 'blog'),
    object('v1', 'Namespace', 'backups'),
    object('storage.k8s.io/v1', 'StorageClass', 'fast'),
  ];
  const kinds = [
    { group: '', kind: 'Namespace', clusterNames: ['backups', 'blog'] },
    { group: '', kind: 'Service' },
    { group: 'apps', kind: 'Deployment' },
    { group: 'storage.k8s.io', kind: 'StorageClass', clusterNames: ['fast'] },
  ];
  expect(resourceKinds(objects)).toEqual(kinds);
  expect(resourceKinds([...objects].reverse())).toEqual(kinds);
});

test('nothing has no kinds', () => {
  expect(resourceKinds([])).toEqual([]);
});
