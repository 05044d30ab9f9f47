import { production } from '../../environments/production';
import { JsonObject } from '../../lib/kubernetes/override';
import { Platform } from '../../lib/kubernetes/platform';
import { RequiredSecret } from '../../lib/kubernetes/required-secret';
import { StableChart } from '../../lib/kubernetes/stable-chart';
import { CertificateSource } from '../../lib/logging/certificate-source';
import { LogPipeline } from '../../lib/logging/log-pipeline';
import { OperatedLogPipeline, OperatedLogPipelineProps } from '../../lib/logging/operated-log-pipeline';
import { StorageClass } from '../../lib/storage/storage-class';
import { LogPipelineSettings, WordPressStackProps } from '../../lib/wordpress-stack';
import { objectsOf, renderFiles } from '../manifests';
import { Manifest, newChart, only, render } from '../objects';
import { common, minimal, volume } from './pipeline-settings';

const all: Required<OperatedLogPipelineProps> = {
  kafka: {
    brokers: 5,
    volume,
    resources: { cpu: '1', memory: '4Gi' },
    controllers: 'separate',
    controllerResources: { cpu: '200m', memory: '1Gi' },
    controllerVolume: { size: '8Gi', class: volume.class },
    image: 'registry.example.org/kafka:4.1.1',
    separateNodes: 'preferred',
    priorityClassName: 'queues',
  },
  ...common,
  operators: { kafka: 'kafka-operator', elastic: 'elastic' },
};

function pipeline(chart: StableChart, props: Partial<OperatedLogPipelineProps> = {}): OperatedLogPipeline {
  return new OperatedLogPipeline(chart, 'Logs', { ...minimal, ...props });
}

const objects = render((chart) => pipeline(chart));
const specOf = (kind: string, name: string, all: readonly Manifest[] = objects) =>
  only(all, kind, name).spec as JsonObject;

test.each([
  ['minimal', objects],
  ['everything', render((chart) => pipeline(chart, all))],
])('%s', (_, rendered) => {
  expect(rendered.filter(({ kind }) => kind !== 'ConfigMap')).toMatchSnapshot();
});

test('shippers find Kafka by the same name, with and without an operator', () => {
  const chart = newChart();
  const own = new LogPipeline(newChart(), 'Logs', minimal).input;

  expect(pipeline(chart).input.filebeatOutput(chart)).toBe(own.filebeatOutput(chart));
});

test('no line is lost with one broker, and none is acknowledged by one alone', () => {
  expect(specOf('Kafka', 'logs')).toMatchObject({
    kafka: {
      config: {
        'default.replication.factor': 3,
        'min.insync.replicas': 2,
        'auto.create.topics.enable': false,
        'unclean.leader.election.enable': false,
      },
    },
  });
  expect(specOf('KafkaTopic', 'logs-kafka-topic')).toMatchObject({
    topicName: 'access-log',
    partitions: 6,
    replicas: 3,
    config: { 'min.insync.replicas': '2' },
  });
});

test('R10, R12: each node has its own volume, which stays when the cluster goes', () => {
  for (const name of ['logs-kafka-brokers', 'logs-kafka-controllers']) {
    expect(specOf('KafkaNodePool', name)).toMatchObject({
      replicas: 3,
      storage: { volumes: [{ type: 'persistent-claim', class: 'fast', deleteClaim: false }] },
    });
  }
  expect(specOf('Elasticsearch', 'logs')).toMatchObject({
    volumeClaimDeletePolicy: 'DeleteOnScaledownOnly',
    nodeSets: [{ count: 3, volumeClaimTemplates: [{ metadata: { name: 'elasticsearch-data' } }] }],
  });
});

test('quantities are text, as the operators read them', () => {
  expect(JSON.stringify(objects.filter(({ apiVersion }) => /strimzi|elastic/.test(apiVersion)))).not.toContain(
    '{"value"',
  );
});

test('R26: nobody talks to a part but its neighbours and its operator', () => {
  const sources = (name: string) => {
    const text = JSON.stringify(specOf('NetworkPolicy', name).ingress ?? []);
    const labels = [...text.matchAll(/"([\w./-]+\/[\w.-]*name|app.kubernetes.io\/instance)":"([^"]+)"/g)];
    return [...new Set(labels.map(([, label, value]) => `${label}=${value}`))].sort();
  };
  const own = 'kubernetes.io/metadata.name=blog';

  expect(sources('logs-kafka-network')).toEqual([
    own,
    'kubernetes.io/metadata.name=strimzi',
    'logstash.k8s.elastic.co/name=logs',
    'strimzi.io/name=logs-entity-operator',
    'strimzi.io/name=logs-kafka',
  ]);
  expect(sources('logs-elasticsearch-network')).toEqual([
    'app.kubernetes.io/instance=logs-stream',
    'elasticsearch.k8s.elastic.co/cluster-name=logs',
    'kibana.k8s.elastic.co/name=logs',
    own,
    'kubernetes.io/metadata.name=elastic-system',
    'logstash.k8s.elastic.co/name=logs',
  ]);
  expect(sources('logs-kibana-network')).toEqual(['app.kubernetes.io/instance=logs-kibana-dashboard', own]);
  expect(sources('logs-logstash-network')).toEqual([]);
});

test('the password of elastic is the operator’s; one other is required', () => {
  const chart = newChart();
  pipeline(chart);

  expect(RequiredSecret.below(chart).map(({ name, keys }) => [name, Object.keys(keys)])).toEqual([
    ['logs-elasticsearch-accounts', ['logstash']],
  ]);
});

test('an environment chooses it by one setting, with the same quota', () => {
  const of = (managedBy: 'statefulset' | 'operator') => {
    const settings = production.logs.to as LogPipelineSettings;
    const { nodes, volume: disk } = settings.elasticsearch;
    const to = { ...settings, elasticsearch: { nodes, volume: disk }, managedBy };
    const props: WordPressStackProps = { ...production, logs: { to } };
    return objectsOf(renderFiles({ production: props }), 'production');
  };
  const [own, operated] = [of('statefulset'), of('operator')];
  const quotas = (rendered: readonly Manifest[]) => rendered.filter(({ kind }) => kind === 'ResourceQuota');

  expect(quotas(operated)).toEqual(quotas(own));
  expect(own.some(({ kind }) => kind === 'Kafka')).toBe(false);
  expect(operated.filter(({ kind }) => kind === 'Kafka')).toHaveLength(1);
});

test.each<[string, Partial<OperatedLogPipelineProps>, string]>([
  [
    'a certificate',
    { elasticsearch: { nodes: 3, volume, certificate: CertificateSource.secret('own') } },
    'test/chart/Logs: elasticsearch.certificate is set; the operator makes and renews the certificates of what it runs; leave it out',
  ],
  ['two nodes', { elasticsearch: { nodes: 2, volume } }, 'test/chart/Logs/Elasticsearch: nodes is 2;'],
  ['two brokers', { kafka: { brokers: 2, volume } }, 'test/chart/Logs/Kafka: brokers is 2;'],
  ['a topic that is none', { topic: 'a b' }, 'test/chart/Logs/Kafka: topic is a b;'],
  ['no partition', { partitions: 0 }, 'test/chart/Logs/Kafka: partitions is 0;'],
  ['more copies than partitions', { logstash: { volume, replicas: 7 } }, 'test/chart/Logs/Logstash: replicas is 7;'],
  [
    'a shared file system',
    { kafka: { brokers: 3, volume: { size: '10Gi', class: StorageClass.sharedFiles('nfs') } } },
    'volume.class is nfs;',
  ],
])('rejects %s', (_, props, sentence) => {
  expect(() => pipeline(newChart(), props)).toThrow(sentence);
});

test('on OpenShift no user is chosen', () => {
  const operated = render((chart) => pipeline(chart), new Platform({ kind: 'openshift' }));
  const text = JSON.stringify(only(operated, 'Logstash'));

  expect(text).toContain('runAsNonRoot');
  expect(text).not.toMatch(/"(runAsUser|runAsGroup|fsGroup)"/);
});
