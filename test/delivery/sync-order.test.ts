import { DeliveredObject } from '../../lib/delivery/delivered-object';
import { syncOrderMistakes } from '../../lib/delivery/sync-order';
import { assignSyncWaves, SYNC_WAVE } from '../../lib/delivery/sync-waves';
import { Exposure } from '../../lib/network/exposure';
import { Manifest, render } from '../objects';
import { stack } from './stack';

const gateway = Exposure.gateway({ name: 'public', namespace: 'gateways' });

/** The mistakes when one object has another wave than it is given. */
function mistakes(kind: string, name: string, wave: number, exposure?: Exposure): string[] {
  const objects = render((chart) => {
    stack(chart, {}, exposure);
    assignSyncWaves(chart);
  });
  let moved = 0;
  const changed = objects.map((object): Manifest => {
    if (object.kind !== kind || object.metadata.name !== name) return object;
    moved += 1;
    const annotations = { ...object.metadata.annotations, [SYNC_WAVE]: String(wave) };
    return { ...object, metadata: { ...object.metadata, annotations } };
  });
  expect(moved).toBe(1);
  return syncOrderMistakes(changed as DeliveredObject[]);
}

test.each<[string, string, number, string]>([
  ['Namespace', 'blog', -29, 'Role blog/role in wave -30 refers to Namespace blog in wave -29'],
  [
    'ServiceAccount',
    'account',
    0,
    'Deployment blog/provisioner in wave -20 refers to ServiceAccount blog/account in wave 0',
  ],
  [
    'ServiceAccount',
    'account',
    0,
    'RoleBinding blog/binding in wave -30 refers to ServiceAccount blog/account in wave 0',
  ],
  ['Role', 'role', 0, 'RoleBinding blog/binding in wave -30 refers to Role blog/role in wave 0'],
  [
    'PriorityClass',
    'important',
    0,
    'StatefulSet blog/database in wave -10 refers to PriorityClass important in wave 0',
  ],
  ['StorageClass', 'fast', 0, 'StatefulSet blog/database in wave -10 refers to StorageClass fast in wave 0'],
  ['ConfigMap', 'settings', 5, 'Deployment blog/web-servers in wave 0 refers to ConfigMap blog/settings in wave 5'],
  [
    'Service',
    'database-pods',
    0,
    'StatefulSet blog/database in wave -10 refers to Service blog/database-pods in wave 0',
  ],
  [
    'PersistentVolumeClaim',
    'files',
    0,
    'Job blog/install in wave -5 refers to PersistentVolumeClaim blog/files in wave 0',
  ],
  [
    'Deployment',
    'web-servers',
    20,
    'HorizontalPodAutoscaler blog/web-scale in wave 10 refers to Deployment blog/web-servers in wave 20',
  ],
  ['Service', 'front', 20, 'Ingress blog/front-ingress in wave 10 refers to Service blog/front in wave 20'],
])('R35: a %s that is applied too late is found: %s in wave %d', (kind, name, wave, sentence) => {
  expect(mistakes(kind, name, wave)).toContain(sentence);
});

test('R35: routes before their Service are found', () => {
  expect(mistakes('Service', 'front', 20, gateway)).toEqual([
    'HTTPRoute blog/front-route in wave 10 refers to Service blog/front in wave 20',
  ]);
  expect(mistakes('Service', 'front', 20, Exposure.route())).toEqual([
    'Route blog/front-route in wave 10 refers to Service blog/front in wave 20',
  ]);
});

test('R35: a claim before its first user is found, which would wait for it forever', () => {
  expect(mistakes('PersistentVolumeClaim', 'files', -10)).toEqual([
    'PersistentVolumeClaim blog/files in wave -10 waits for Job blog/install in wave -5',
  ]);
});

test('R35: a disruption budget before its pods is found, which would wait for them forever', () => {
  expect(mistakes('PodDisruptionBudget', 'database-budget', -30)).toEqual([
    'PodDisruptionBudget blog/database-budget in wave -30 waits for StatefulSet blog/database in wave -10',
  ]);
});

test('a pod refers to ConfigMaps as variables, as files and among other sources of files', () => {
  const late = (name: string): DeliveredObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'blog', annotations: { [SYNC_WAVE]: '1' } },
  });
  const pod: DeliveredObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'blog' },
    spec: {
      template: {
        spec: {
          initContainers: [{ env: [{ valueFrom: { configMapKeyRef: { name: 'one' } } }, { value: '1' }] }],
          containers: [{ envFrom: [{ configMapRef: { name: 'two' } }] }],
          volumes: [
            { configMap: { name: 'three' } },
            { projected: { sources: [{ configMap: { name: 'four' } }, {}] } },
            { emptyDir: {} },
          ],
        },
      },
    },
  };
  expect(syncOrderMistakes([pod, ...['one', 'two', 'three', 'four', 'five'].map(late)]).sort()).toEqual([
    'Deployment blog/web in wave 0 refers to ConfigMap blog/four in wave 1',
    'Deployment blog/web in wave 0 refers to ConfigMap blog/one in wave 1',
    'Deployment blog/web in wave 0 refers to ConfigMap blog/three in wave 1',
    'Deployment blog/web in wave 0 refers to ConfigMap blog/two in wave 1',
  ]);
});

test('R35: what is reached by an address in a variable or a file is needed, and so is whoever answers there', () => {
  const metadata = (name: string, wave: number) => ({
    name,
    namespace: 'blog',
    annotations: { [SYNC_WAVE]: String(wave) },
  });
  const service = (name: string): DeliveredObject => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(name, 1),
    spec: { selector: { app: name } },
  });
  const workload = (name: string, wave: number, spec: object): DeliveredObject => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(name, wave),
    spec: { template: { metadata: { labels: { app: name } }, spec } },
  });
  const web = workload('web', 0, {
    containers: [{ env: [{ name: 'HOST', value: 'database.blog.svc' }] }],
    volumes: [{ configMap: { name: 'settings' } }],
  });
  const settings: DeliveredObject = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata('settings', -1),
    data: { 'shipper.yml': 'hosts: [kafka.blog.svc:9092, kafka.elsewhere.svc:9092]' },
  };
  const objects = [web, settings, workload('database', 2, {}), ...['database', 'kafka', 'mail'].map(service)];

  expect(syncOrderMistakes(objects)).toEqual([
    'Deployment blog/web in wave 0 refers to Service blog/database in wave 1',
    'Deployment blog/web in wave 0 refers to Deployment blog/database in wave 2',
    'Deployment blog/web in wave 0 refers to Service blog/kafka in wave 1',
  ]);
});
