import { Duration } from 'cdk8s';
import { StableChart } from '../../lib/kubernetes/stable-chart';
import { KafkaCluster } from '../../lib/logging/kafka-cluster';
import { KafkaTopic, KafkaTopicProps } from '../../lib/logging/kafka-topic';
import { StorageClass } from '../../lib/storage/storage-class';
import { newChart, render } from '../objects';

type Own = Omit<KafkaTopicProps, 'cluster'>;
const all: Required<Own> = {
  name: 'access-log',
  partitions: 12,
  retention: Duration.days(1),
  shareOfVolume: 0.3,
  priorityClassName: 'batch',
};

function topic(chart: StableChart, props: Own = { name: 'access-log' }): KafkaTopic {
  const cluster = new KafkaCluster(chart, 'Kafka', {
    brokers: 3,
    volume: { size: '10Gi', class: StorageClass.block('fast') },
  });
  return new KafkaTopic(chart, 'Topic', { cluster, ...props });
}

function rejection(props: Partial<Own>): string {
  try {
    topic(newChart(), { name: 'access-log', ...props });
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
}

test.each([
  ['minimal', { name: 'access-log' }],
  ['everything', all],
])('%s', (_, props) => {
  const objects = render((chart) => topic(chart, props));
  expect(objects.filter(({ metadata }) => metadata.name.startsWith('topic'))).toMatchSnapshot();
});

test.each([[{}], [{ partitions: 60 }], [{ shareOfVolume: 0.9 }]])(
  "all its lines fit into its share of the brokers' volumes: %j",
  (props) => {
    const { settings, partitions } = topic(newChart(), { name: 'access-log', ...props });
    const onEachBroker = partitions * (Number(settings['retention.bytes']) + Number(settings['segment.bytes']));
    expect(onEachBroker).toBeLessThanOrEqual(('shareOfVolume' in props ? 0.9 : 0.6) * 10 * 2 ** 30);
    expect(Number(settings['segment.bytes']) * 3).toBeLessThanOrEqual(Number(settings['retention.bytes']) + 3);
  },
);

test('another setting makes another Job, as a Job can not be changed', () => {
  const nameOf = (props: Partial<Own>) => topic(newChart(), { name: 'access-log', ...props }).job.name;
  expect(nameOf({})).toBe(nameOf({}));
  expect(nameOf({ partitions: 9 })).not.toBe(nameOf({}));
});

test.each([
  [{ name: 'a b' }, 'name is a b; a topic has letters'],
  [{ partitions: 0 }, 'partitions is 0; a topic has a whole number of partitions, from 1 to 512; use for example 6'],
  [
    { partitions: 512 },
    'partitions is 512; each would have less than 32Mi on volumes of 10Gi; use fewer, or larger volumes',
  ],
  [
    { shareOfVolume: 1 },
    'shareOfVolume is 1; the volume needs room for the newest lines and for what Kafka itself writes; use a number from 0.1 to 0.9',
  ],
])('rejects %j', (props, sentence) => {
  expect(rejection(props)).toContain(sentence);
});
