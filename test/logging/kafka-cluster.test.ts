import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { KafkaCluster, KafkaClusterProps } from '../../lib/logging/kafka-cluster';
import { StorageClass } from '../../lib/storage/storage-class';
import { Manifest, only, render } from '../objects';

const fast = StorageClass.block('fast');
const minimal: KafkaClusterProps = { brokers: 3, volume: { size: '10Gi', class: fast } };
const all: Required<KafkaClusterProps> = {
  brokers: 3,
  volume: { size: '10Gi', class: fast },
  resources: { cpu: '1', memory: '4Gi' },
  controllers: 'combined',
  controllerResources: { cpu: '50m', memory: '512Mi' },
  controllerVolume: { size: '2Gi', class: fast },
  image: 'registry.example.org/kafka:4.1.0',
  separateNodes: 'preferred',
  priorityClassName: 'queues',
};

function kafka(props: Partial<KafkaClusterProps> = {}): Manifest[] {
  return render((chart) => new KafkaCluster(chart, 'Kafka', { ...minimal, ...props }));
}

function settings(objects: readonly Manifest[]): string {
  return (only(objects, 'ConfigMap').data as Record<string, string>)['kafka.properties'] ?? '';
}

function variable(objects: readonly Manifest[], set: string, name: string): string | undefined {
  const { spec } = only(objects, 'StatefulSet', set) as unknown as {
    spec: { template: { spec: { containers: { env: { name: string; value?: string }[] }[] } } };
  };
  return spec.template.spec.containers[0]?.env.find((each) => each.name === name)?.value;
}

test('minimal', () => {
  expect(kafka().filter(({ kind }) => kind !== 'ConfigMap')).toMatchSnapshot();
  expect(settings(kafka())).toMatchSnapshot();
});

test('everything', () => {
  expect(kafka(all).filter(({ kind }) => kind !== 'ConfigMap')).toMatchSnapshot();
});

test('a line is on three brokers, and acknowledged when two have it', () => {
  for (const setting of [
    'default.replication.factor=3',
    'min.insync.replicas=2',
    'offsets.topic.replication.factor=3',
    'unclean.leader.election.enable=false',
    'auto.create.topics.enable=false',
  ]) {
    expect(settings(kafka()).split('\n')).toContain(setting);
  }
});

test('three controllers vote, by names that stay', () => {
  expect(settings(kafka())).toContain(
    'controller.quorum.voters=' +
      '100@kafka-controllers-0.kafka-controllers-nodes:9093,' +
      '101@kafka-controllers-1.kafka-controllers-nodes:9093,' +
      '102@kafka-controllers-2.kafka-controllers-nodes:9093',
  );
  expect(settings(kafka({ controllers: 'combined' }))).toContain(
    'controller.quorum.voters=0@kafka-0.kafka-nodes:9093,1@kafka-1.kafka-nodes:9093,2@kafka-2.kafka-nodes:9093',
  );
});

test('brokers and controllers have ids apart', () => {
  expect(variable(kafka(), 'kafka', 'FIRST_ID')).toBe('0');
  expect(variable(kafka({ brokers: 99 }), 'kafka-controllers', 'FIRST_ID')).toBe('100');
});

test('clients in other namespaces find each broker by its name', () => {
  expect(variable(kafka(), 'kafka', 'DOMAIN')).toBe('kafka-nodes.blog.svc');
});

test("the cluster's id is the same in every synthesis, another one for another cluster, and no option", () => {
  const idOf = (name: string) =>
    variable(
      render((chart) => new KafkaCluster(chart, name, minimal)),
      name.toLowerCase(),
      'CLUSTER_ID',
    ) ?? '';
  expect(idOf('Kafka')).toBe(idOf('Kafka'));
  expect(idOf('Events')).not.toBe(idOf('Kafka'));
  for (let each = 0; each < 50; each += 1) expect(idOf(`K${each}`)).toMatch(/^[A-Za-z][A-Za-z0-9_-]{21}$/);
});

test('half of the memory is heap, the rest caches files', () => {
  expect(variable(kafka(all), 'kafka', 'JVM_OPTIONS')).toBe('-Xms2048m -Xmx2048m');
});

test('a single broker, for development', () => {
  const objects = kafka({ brokers: 1 });
  expect(objects.filter(({ kind }) => kind === 'StatefulSet')).toHaveLength(1);
  expect(settings(objects)).toMatch(/^default\.replication\.factor=1$/m);
  expect(settings(objects)).toMatch(/^min\.insync\.replicas=1$/m);
  expect(objects.some(({ kind }) => kind === 'PodDisruptionBudget')).toBe(false);
});

test.each([
  [
    { brokers: 2 },
    'brokers is 2; every line is on three brokers, two of which must have it before it is acknowledged; use 3 or more, or 1 for development',
  ],
  [
    { brokers: 100 },
    'brokers is 100; every line is on three brokers, two of which must have it before it is acknowledged; use 3 or more, or 1 for development',
  ],
  [
    { brokers: 5, controllers: 'combined' as const },
    "controllers is combined; all 5 brokers would take part in every election; use 'separate', or 3 brokers",
  ],
  [
    { volume: { size: '10Gi', class: StorageClass.sharedFiles('nfs') } },
    'volume.class is nfs; it needs a volume that locks and syncs as a local disk does, which network file systems do not; use a class of block storage',
  ],
  [
    { volume: { size: '1Gi', class: fast } },
    'volume.size is 1Gi; there would be no room for data beside what the program itself writes; use at least 2Gi',
  ],
  [
    { resources: { cpu: '1', memory: '256Mi' } },
    'resources.memory is 256Mi; a Kafka node needs at least 512Mi for its heap and as much beside it; use at least 512Mi',
  ],
])('rejects %j', (props, sentence) => {
  expect(() => kafka(props)).toThrow(new ConfigurationError(`test/chart/Kafka: ${sentence}`));
});
