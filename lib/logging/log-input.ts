import { IConstruct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { configurationFile } from '../kubernetes/configuration-file';
import { Endpoint } from '../kubernetes/endpoint';
import { Peer } from '../kubernetes/peer';
import { WorkloadNetwork } from '../kubernetes/workload-network';
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

  /** The shipper's own standard output, where `kubectl logs` shows it. For a laptop. */
  static standardOutput(): LogInput {
    return new LogInput('standardOutput');
  }

  private constructor(
    /** What it is. */
    readonly kind: 'kafka' | 'standardOutput',
    private readonly kafka?: KafkaInputProps,
  ) {}

  /**
   * What a pod connects to.
   * @throws ConfigurationError if there is no broker or one is no `host:port`
   */
  endpoints(scope: IConstruct): Endpoint[] {
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
   * The `match` section of Fluentd's configuration.
   *
   * @param buffer folder where lines wait while Kafka is away
   * @throws ConfigurationError if the topic's name is none
   */
  fluentdOutput(scope: IConstruct, buffer: string): string {
    if (!this.kafka) return '<match access-log>\n  @type stdout\n  <format>\n    @type json\n  </format>\n</match>\n';
    const { brokers, topic } = this.kafka;
    return configurationFile('logging', 'fluentd-kafka.conf', {
      brokers: brokers.join(),
      topic: checkTopicName(scope, 'shipper.to.topic', topic),
      buffer,
    });
  }
}
