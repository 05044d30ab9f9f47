import { ClusteredDatabase } from '../../lib/database/clustered-database';
import { DatabaseRouting } from '../../lib/database/database-routing';
import { DatabaseTls } from '../../lib/database/database-tls';
import { DeliveredObject } from '../../lib/delivery/delivered-object';
import { syncOrderMistakes } from '../../lib/delivery/sync-order';
import { assignSyncWaves, SYNC_WAVE } from '../../lib/delivery/sync-waves';
import { Exposure } from '../../lib/network/exposure';
import { StorageClass } from '../../lib/storage/storage-class';
import { Manifest, render } from '../objects';
import { Annotations, stack } from './stack';

const INGRESS = Exposure.ingress({ className: 'traefik', controllerNamespace: 'traefik' });

function objects(annotations?: Annotations, exposure = INGRESS): Manifest[] {
  return render((chart) => {
    stack(chart, annotations, exposure);
    assignSyncWaves(chart);
  });
}

function waves(manifests: readonly Manifest[]): Record<string, string[]> {
  const byWave: Record<string, string[]> = {};
  for (const { kind, metadata } of manifests) {
    (byWave[metadata.annotations?.[SYNC_WAVE] ?? 'none'] ??= []).push(`${kind} ${metadata.name}`);
  }
  return byWave;
}

test('R35: Argo CD applies foundations, configuration, state, preparation, servers and the way in, in that order', () => {
  expect(waves(objects())).toEqual({
    '-30': [
      'Namespace blog',
      'ResourceQuota quota',
      'StorageClass fast',
      'PriorityClass important',
      'ServiceAccount account',
      'Role role',
      'RoleBinding binding',
      'NetworkPolicy web',
      'NetworkPolicy front-challenge',
    ],
    '-20': [
      'ConfigMap settings',
      'PersistentVolume export',
      'PersistentVolumeClaim export-claim',
      'Deployment provisioner',
    ],
    '-10': ['Service database-pods', 'StatefulSet database', 'PodDisruptionBudget database-budget'],
    '-5': ['PersistentVolumeClaim files', 'Job install'],
    '0': ['Deployment web-servers', 'PodDisruptionBudget web-budget', 'Service front'],
    '10': [
      'HorizontalPodAutoscaler web-scale',
      'Ingress front-ingress',
      'PersistentVolumeClaim backups',
      'CronJob backup',
    ],
  });
});

test.each<[string, Exposure, string[]]>([
  [
    'a Gateway',
    Exposure.gateway({ name: 'public', namespace: 'gateways' }),
    ['HTTPRoute front-route', 'Certificate front-certificate'],
  ],
  ['an OpenShift Route', Exposure.route(), ['Route front-route', 'Certificate front-certificate']],
  ['a load balancer, which may wait for its address forever', Exposure.loadBalancer(), ['Service front']],
])('R35: the way in through %s is in the last wave, for which nothing waits', (_, exposure, titles) => {
  expect(waves(objects({}, exposure))['10']).toEqual(expect.arrayContaining(titles));
});

test.each([
  INGRESS,
  Exposure.gateway({ name: 'public', namespace: 'gateways' }),
  Exposure.route(),
  Exposure.nodePort(),
])('R35: every object is applied after what it refers to, with %s', (exposure) => {
  expect(syncOrderMistakes(objects({}, exposure) as DeliveredObject[])).toEqual([]);
});

test("an object's own wave stays, and what is there for it follows", () => {
  const own = { Database: { [SYNC_WAVE]: '-12' }, Backup: { [SYNC_WAVE]: '7' } };
  expect(waves(objects(own))).toMatchObject({
    '-12': ['Service database-pods', 'StatefulSet database'],
    '7': ['PersistentVolumeClaim backups', 'CronJob backup'],
  });
});

test('waves that are assigned twice are the same', () => {
  const twice = render((chart) => {
    stack(chart);
    assignSyncWaves(chart);
    assignSyncWaves(chart);
  });
  expect(twice).toEqual(objects());
});

test('R28: waves are annotations, of which kubectl takes no notice', () => {
  const plain = render((chart) => stack(chart));
  const without = (manifests: readonly Manifest[]) =>
    manifests.map(({ metadata: { annotations, ...metadata }, ...rest }) => {
      const others = Object.entries(annotations ?? {}).filter(([key]) => key !== SYNC_WAVE);
      return { ...rest, metadata: { ...metadata, annotations: Object.fromEntries(others) } };
    });
  expect(without(objects())).toEqual(without(plain));
});

test('a certificate that pods mount comes with them, since they do not start without it', () => {
  const manifests = render((chart) => {
    new ClusteredDatabase(chart, 'Database', {
      size: 3,
      volume: { size: '30Gi', class: StorageClass.block('fast') },
      resources: { cpu: '1', memory: '2Gi' },
      tls: DatabaseTls.certManager({ issuer: 'internal' }),
    });
    assignSyncWaves(chart);
  });
  expect(waves(manifests)['-10']).toEqual(
    expect.arrayContaining(['StatefulSet database', 'Certificate database-certificate']),
  );
});

test('proxies before the database, and what they look up, are there before the site is installed', () => {
  const manifests = render((chart) => {
    new ClusteredDatabase(chart, 'Database', {
      size: 3,
      volume: { size: '10Gi', class: StorageClass.block('fast') },
      resources: { cpu: '1', memory: '1Gi' },
      routing: DatabaseRouting.oneWriter(),
    });
    assignSyncWaves(chart);
  });
  expect(waves(manifests)['-10']?.sort()).toEqual([
    'Deployment database-router',
    'PodDisruptionBudget database-disruption-budget',
    'PodDisruptionBudget database-router-disruption-budget',
    'Service database-nodes',
    'Service database-router-node0',
    'Service database-router-node1',
    'Service database-router-node2',
    'Service database-service',
    'StatefulSet database',
  ]);
  expect(syncOrderMistakes(manifests as DeliveredObject[])).toEqual([]);
});
