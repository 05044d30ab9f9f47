import { Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { parse } from 'yaml';
import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { Peer } from '../../lib/kubernetes/peer';
import { WorkloadNetwork } from '../../lib/kubernetes/workload-network';
import { StableChart } from '../../lib/kubernetes/stable-chart';
import { AccessLogStream } from '../../lib/logging/access-log-stream';
import { Elasticsearch } from '../../lib/logging/elasticsearch';
import { KafkaInputProps, LogInput } from '../../lib/logging/log-input';
import { StorageClass } from '../../lib/storage/storage-class';
import { newChart } from '../objects';

const web = new Construct(new Construct(Testing.app(), 'production'), 'Web');
const allProps: Omit<Required<KafkaInputProps>, 'network'> = {
  brokers: ['kafka-0.kafka.logging.svc:9092', 'kafka-1.kafka.logging.svc:9093'],
  topic: 'access-log',
  peer: Peer.namespace('logging'),
};

function kafka(differing: Partial<KafkaInputProps> = {}): LogInput {
  return LogInput.kafka({ ...allProps, ...differing });
}

test('R8: the output of Filebeat is Kafka', () => {
  expect(kafka().filebeatOutput(web)).toMatchSnapshot();
});

test('R8: Kafka has a line when all replicas in sync have it, and takes lines from any broker that is named', () => {
  expect(parse(kafka().filebeatOutput(web))).toEqual({
    'output.kafka': {
      hosts: allProps.brokers,
      topic: 'access-log',
      required_acks: -1,
      compression: 'lz4',
      bulk_flush_frequency: '250ms',
      version: '2.6.0',
      'partition.random': { group_events: 100 },
      max_message_bytes: 1000000,
      'metadata.retry': { max: 8, backoff: '2s' },
    },
  });
});

test('R8: a look for the brokers takes longer than the 10 s in which three failures make the client refuse lines', () => {
  const { 'metadata.retry': retry } = parse(kafka().filebeatOutput(web))['output.kafka'];

  expect(retry.max * parseInt(retry.backoff)).toBeGreaterThan(10);
});

test.each(['true', '123', 'null', '1.0'])('a topic %s stays text', (topic) => {
  expect(parse(kafka({ topic }).filebeatOutput(web))['output.kafka'].topic).toBe(topic);
});

test('R8, R26: each broker is connected to', () => {
  expect(kafka().endpoints(web)).toEqual([
    { host: 'kafka-0.kafka.logging.svc', port: 9092, podPort: 9092, peer: allProps.peer },
    { host: 'kafka-1.kafka.logging.svc', port: 9093, podPort: 9093, peer: allProps.peer },
  ]);
});

test('R26: brokers of ours let in whoever ships to them', () => {
  const network = new WorkloadNetwork(newChart(), 'Network', { instance: 'kafka', metadata: {} });
  expect(kafka({ network }).endpoints(web)).toContainEqual(expect.objectContaining({ network }));
});

test('on a laptop the lines go to standard output, and nowhere else', () => {
  const input = LogInput.standardOutput();

  expect(parse(input.filebeatOutput(web))).toEqual({ 'output.console': { 'codec.json': {} } });
  expect(input.endpoints(web)).toEqual([]);
});

describe('R8: straight to Elasticsearch', () => {
  const volume = { size: '10Gi', class: StorageClass.block('fast') };
  const parts = (namespace = 'blog') => {
    const app = Testing.app();
    const chart = new StableChart(app, 'chart', { namespace: 'blog' });
    const search = new StableChart(app, 'search', { namespace });
    const elasticsearch = new Elasticsearch(search, 'Search', { nodes: 1, volume });
    const stream = new AccessLogStream(search, 'Stream', { elasticsearch });
    return { chart, elasticsearch, input: LogInput.elasticsearch({ stream }) };
  };

  test('lines go into the data stream, over an encrypted connection, as an account that can only add', () => {
    const { chart, input } = parts();

    expect(parse(input.filebeatOutput(chart))).toMatchObject({
      'output.elasticsearch': {
        hosts: ['https://search-http.blog.svc:9200'],
        index: 'logs-access-default',
        username: 'logstash',
        'ssl.certificate_authorities': ['/etc/elasticsearch-ca/ca.crt'],
      },
      'setup.template.enabled': false,
      'setup.ilm.enabled': false,
    });
  });

  test('Filebeat gets that password alone, and whoever signed the certificate', () => {
    const { chart, input } = parts();
    const { files, volumes, startedBy } = input.filebeatNeeds(chart);

    expect(volumes.map(({ volume: { secret }, mountPath }) => [mountPath, secret?.secretName, secret?.items])).toEqual([
      ['/etc/elasticsearch-accounts', 'search-accounts', [{ key: 'logstash', path: 'logstash' }]],
      ['/etc/elasticsearch-ca', 'search-tls', [{ key: 'ca.crt', path: 'ca.crt' }]],
    ]);
    expect(Object.keys(files)).toContain(startedBy);
  });

  test('R26: it connects to Elasticsearch', () => {
    const { chart, elasticsearch, input } = parts();

    expect(input.endpoints(chart)).toEqual([elasticsearch]);
  });

  test('rejects Elasticsearch in another namespace', () => {
    const { chart, input } = parts('search');

    expect(() => input.filebeatNeeds(chart)).toThrow(
      new ConfigurationError(
        'chart: shipper.to.stream is logs-access-default; its passwords are in the namespace search, and a pod mounts ' +
          'Secrets of its own namespace alone; put Elasticsearch into the namespace of the web tier, or ship to Kafka',
      ),
    );
  });

  test('rejects Fluentd', () => {
    const { chart, input } = parts();

    expect(() => input.fluentdOutput(chart, '/buffer')).toThrow(
      new ConfigurationError(
        'chart: shipper.to is elasticsearch; Filebeat alone makes the fields that Elasticsearch expects where there is ' +
          'no Logstash; use Shipper.filebeat, or LogInput.kafka',
      ),
    );
  });
});

test('rejects no brokers', () => {
  expect(() => kafka({ brokers: [] }).endpoints(web)).toThrow(
    new ConfigurationError(
      'production/Web: shipper.to.brokers is []; a client needs at least one broker to find the others; name one or ' +
        'more, like kafka.logs.svc:9092',
    ),
  );
});

test.each([
  'kafka',
  'kafka:',
  ':9092',
  'kafka:port',
  'kafka:0',
  'kafka:65536',
  'http://kafka:9092',
  'kafka.logs.svc:9092,kafka:9092',
  'Kafka:9092',
  'a b:9092',
])('rejects the broker %s', (broker) => {
  expect(() => kafka({ brokers: ['kafka.logs.svc:9092', broker] }).endpoints(web)).toThrow(
    new ConfigurationError(
      `production/Web: shipper.to.brokers is ${broker}; a broker is a host and a port from 1 to 65535 with a colon ` +
        'between; write it like kafka.logs.svc:9092',
    ),
  );
});

test.each(['', 'access log', 'a/b', '.', '..', 'x'.repeat(250)])('rejects the topic %j', (topic) => {
  expect(() => kafka({ topic }).filebeatOutput(web)).toThrow(
    new ConfigurationError(
      `production/Web: shipper.to.topic is ${topic || 'empty'}; a topic has letters, digits, dots, underscores and ` +
        'dashes, at most 249; name it like access-log',
    ),
  );
});
