import { parse } from 'yaml';
import { KafkaCluster } from '../../lib/logging/kafka-cluster';
import { KafkaTopic } from '../../lib/logging/kafka-topic';
import { topicInput } from '../../lib/logging/topic-input';
import { StorageClass } from '../../lib/storage/storage-class';
import { newChart } from '../objects';

const chart = newChart();
const cluster = new KafkaCluster(chart, 'Kafka', {
  brokers: 3,
  volume: { size: '10Gi', class: StorageClass.block('fast') },
});

test.each([
  ['by its cluster', topicInput(cluster, 'access-log')],
  ['by itself', new KafkaTopic(chart, 'Topic', { cluster, name: 'access-log' }).input],
])('R8: a topic of the same app has its address and both sides of the connection %s', (_, input) => {
  expect(parse(input.filebeatOutput(chart))['output.kafka']).toMatchObject({
    hosts: ['kafka-bootstrap.blog.svc:9092'],
    topic: 'access-log',
  });
  expect(input.endpoints(chart)).toEqual([
    { host: 'kafka-bootstrap.blog.svc', port: 9092, podPort: 9092, peer: cluster.peer, network: cluster.network },
  ]);
});
