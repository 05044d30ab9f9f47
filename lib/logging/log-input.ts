import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { IConstruct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { configurationFile } from '../kubernetes/configuration-file';
import { Endpoint } from '../kubernetes/endpoint';
import { Peer } from '../kubernetes/peer';
import { WorkloadNetwork } from '../kubernetes/workload-network';
import { AccessLogStream } from './access-log-stream';
import { checkTopicName } from './topic-name';

/** Kafka brokers that are there already, and a topic that exists. */
export interface KafkaInputProps {
  /** Addresses by which clients find the brokers, each `host:port`. */
  readonly brokers: readonly string[];
  /** Topic for the lines. */
  readonly topic: string;
  /**
   * Where the brokers are, for the network policy: a namespace's pods or addresses.
   */
  readonly peer: Peer;
  /**
   * The brokers' own network, which then lets in whoever ships to them.
   * @default - they are somebody else's, and let in whom they want
   */
  readonly network?: WorkloadNetwork;
}

/** What Filebeat needs in its pod for an output. */
export interface FilebeatNeeds {
  /** Files beside its configuration, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Volumes, mounted where they are needed. */
  readonly volumes: readonly { readonly volume: k8s.Volume; readonly mountPath: string }[];
  /** Script among the files that starts it; without one it starts by itself. */
  readonly startedBy?: string;
}

const BROKER = /^([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?):(\d{1,5})$/;

/** Where log lines go. */
export class LogInput {
  /**
   * A topic of Kafka. Everything behind it may be away for a while: Kafka keeps the lines.
   * @see https://www.elastic.co/docs/reference/beats/filebeat/kafka-output
   */
  static kafka(props: KafkaInputProps): LogInput {
    return new LogInput('kafka', props);
  }

  /**
   * A data stream of Elasticsearch, without Kafka and Logstash between: for small environments. While Elasticsearch is away,
   * lines wait at the shipper alone. The lines have the fields that Logstash makes, but for the browser's name, its system and
   * countries.
   *
   * @param stream the data stream; its Elasticsearch is in the namespace of the web tier, which mounts its Secrets
   * @see https://www.elastic.co/docs/reference/beats/filebeat/elasticsearch-output
   */
  static elasticsearch({ stream }: { readonly stream: AccessLogStream }): LogInput {
    return new LogInput('elasticsearch', undefined, stream);
  }

  /** The shipper's own standard output, where `kubectl logs` shows it. For a laptop. */
  static standardOutput(): LogInput {
    return new LogInput('standardOutput');
  }

  private constructor(
    /** What it is. */
    readonly kind: 'kafka' | 'elasticsearch' | 'standardOutput',
    private readonly kafka?: KafkaInputProps,
    private readonly stream?: AccessLogStream,
  ) {}

  /**
   * What a pod connects to.
   * @throws ConfigurationError if there is no broker or one is no `host:port`
   */
  endpoints(scope: IConstruct): Endpoint[] {
    if (this.stream) return [this.stream.elasticsearch];
    if (!this.kafka) return [];
    const { brokers, peer, network } = this.kafka;
    if (brokers.length === 0) {
      reject(scope, {
        prop: 'shipper.to.brokers',
        value: brokers,
        rule: 'a client needs at least one broker to find the others',
        fix: 'name one or more, like kafka.logs.svc:9092',
      });
    }
    return brokers.map((broker) => {
      const [, host, port] = BROKER.exec(broker) ?? [];
      if (!host || !(Number(port) >= 1 && Number(port) <= 65535)) {
        reject(scope, {
          prop: 'shipper.to.brokers',
          value: broker,
          rule: 'a broker is a host and a port from 1 to 65535 with a colon between',
          fix: 'write it like kafka.logs.svc:9092',
        });
      }
      return { host, port: Number(port), podPort: Number(port), peer, ...(network && { network }) };
    });
  }

  /**
   * The `output` section of Filebeat's configuration, as YAML.
   * @throws ConfigurationError if the topic's name is none
   */
  filebeatOutput(scope: IConstruct): string {
    if (this.stream) {
      return configurationFile('logging', 'filebeat-elasticsearch.yml', {
        search: this.stream.elasticsearch.url,
        stream: this.stream.stream,
      });
    }
    if (!this.kafka) return 'output.console: { codec.json: {} }\n';
    const { brokers, topic } = this.kafka;
    checkTopicName(scope, 'shipper.to.topic', topic);
    return [
      'output.kafka:',
      `  hosts: ${JSON.stringify(brokers)}`,
      `  topic: ${JSON.stringify(topic)}`,
      // Acknowledged by all replicas in sync, or sent again.
      '  required_acks: -1',
      '  compression: lz4',
      // Many small requests cost Filebeat, and each replica, more than the lines in them.
      '  bulk_flush_frequency: 250ms',
      '  version: "2.6.0"',
      '  partition.random: {group_events: 100}',
      // Filebeat's client refuses lines for 10 seconds after three failures that are less than 10 seconds apart, and Filebeat
      // takes lines that are refused for acknowledged ones. So a look for the brokers takes longer than that before it fails.
      '  metadata.retry: {max: 8, backoff: 2s}',
      '  max_message_bytes: 1000000',
      '',
    ].join('\n');
  }

  /**
   * What Filebeat needs beside its output.
   * @throws ConfigurationError if Elasticsearch is in another namespace, whose Secrets a pod can't mount
   */
  filebeatNeeds(scope: IConstruct): FilebeatNeeds {
    if (!this.stream) return { files: {}, volumes: [] };
    const { elasticsearch, dataset, namespace } = this.stream;
    const there = elasticsearch.namespace;
    if (there !== Chart.of(scope).namespace) {
      reject(scope, {
        prop: 'shipper.to.stream',
        value: this.stream.stream,
        rule: `its passwords are in the namespace ${there}, and a pod mounts Secrets of its own namespace alone`,
        fix: 'put Elasticsearch into the namespace of the web tier, or ship to Kafka',
      });
    }
    return {
      files: {
        'access-log.js': configurationFile('logging', 'access-log.js', { dataset, namespace }),
        'filebeat-start.sh': configurationFile('logging', 'filebeat-start.sh'),
      },
      volumes: [
        {
          volume: elasticsearch.accountsVolume('accounts', ['logstash']),
          mountPath: '/etc/elasticsearch-accounts',
        },
        { volume: elasticsearch.authorityVolume('ca'), mountPath: '/etc/elasticsearch-ca' },
      ],
      startedBy: 'filebeat-start.sh',
    };
  }

  /**
   * The `match` section of Fluentd's configuration.
   *
   * @param buffer folder where lines wait while Kafka is away
   * @throws ConfigurationError if the topic's name is none, or lines are to go to Elasticsearch
   */
  fluentdOutput(scope: IConstruct, buffer: string): string {
    if (this.stream) {
      reject(scope, {
        prop: 'shipper.to',
        value: this.kind,
        rule: 'Filebeat alone makes the fields that Elasticsearch expects where there is no Logstash',
        fix: 'use Shipper.filebeat, or LogInput.kafka',
      });
    }
    if (!this.kafka) return '<match access-log>\n  @type stdout\n  <format>\n    @type json\n  </format>\n</match>\n';
    const { brokers, topic } = this.kafka;
    return configurationFile('logging', 'fluentd-kafka.conf', {
      brokers: brokers.join(),
      topic: checkTopicName(scope, 'shipper.to.topic', topic),
      buffer,
    });
  }
}
