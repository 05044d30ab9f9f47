import { copy, drop, set, testRule } from './house';

const CLAIM = 'spec.volumeClaimTemplates[0].spec.storageClassName';

testRule('named-storage-classes', {
  accepts: {
    'R14: a volume by its name': [
      set('PersistentVolumeClaim/files', 'spec.storageClassName', ''),
      set('PersistentVolumeClaim/files', 'spec.volumeName', 'export'),
    ],
  },
  rejects: {
    'R14: a claim without a class': [
      [drop('PersistentVolumeClaim/files', 'spec.storageClassName')],
      "house/PersistentVolumeClaim/files: spec.storageClassName is missing; without one the volume is of the cluster's default class, which may be another one or none; ask for a class, as in volume: { size, class }",
    ],
    'R14: a claim template without a class': [
      [drop('StatefulSet/database', CLAIM)],
      "house/StatefulSet/database: spec.volumeClaimTemplates[data].spec.storageClassName is missing; without one the volume is of the cluster's default class, which may be another one or none; ask for a class, as in volume: { size, class }",
    ],
    'R14: an empty class without a volume': [
      [set('PersistentVolumeClaim/files', 'spec.storageClassName', '')],
      "house/PersistentVolumeClaim/files: spec.storageClassName is empty; without one the volume is of the cluster's default class, which may be another one or none; ask for a class, as in volume: { size, class }",
    ],
  },
});

testRule('no-data-on-nfs', {
  accepts: {
    'a class of something else': [
      set('StatefulSet/database', CLAIM, 'disks'),
      copy('StorageClass/shared', { 'metadata.name': 'disks', provisioner: 'ebs.csi.aws.com' }),
    ],
  },
  rejects: {
    "R10: a class that this run's provisioner serves": [
      [set('StatefulSet/database', CLAIM, 'shared')],
      'house/StatefulSet/database: spec.volumeClaimTemplates[data].spec.storageClassName is shared; this class is on NFS, which neither locks nor syncs as databases and queues need it; use a class of block storage',
    ],
    'R10: a class of the CSI driver': [
      [
        set('StatefulSet/database', CLAIM, 'files'),
        copy('StorageClass/shared', { 'metadata.name': 'files', provisioner: 'nfs.csi.k8s.io' }),
      ],
      'house/StatefulSet/database: spec.volumeClaimTemplates[data].spec.storageClassName is files; this class is on NFS, which neither locks nor syncs as databases and queues need it; use a class of block storage',
    ],
  },
});

testRule('config-map-sizes', {
  accepts: { 'one byte less': [set('ConfigMap/web-config', 'data', { a: 'x'.repeat(2 ** 20 - 2) })] },
  rejects: {
    'R21: 1 MiB': [
      [set('ConfigMap/web-config', 'data', { a: 'x'.repeat(2 ** 20 - 1) })],
      'house/ConfigMap/web-config: data is 1048576 bytes; the API server takes less than 1048576 bytes; put large files into an image or a volume',
    ],
    'R21: letters of several bytes': [
      [set('ConfigMap/web-config', 'data', { a: 'ñ'.repeat(2 ** 19) })],
      'house/ConfigMap/web-config: data is 1048577 bytes; the API server takes less than 1048576 bytes; put large files into an image or a volume',
    ],
  },
});
