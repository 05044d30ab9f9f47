import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { AccessLogStream } from './access-log-stream';
import { Elasticsearch, ElasticsearchProps } from './elasticsearch';
import { KafkaCluster, KafkaClusterProps } from './kafka-cluster';
import { KafkaTopic } from './kafka-topic';
import { Kibana, KibanaProps } from './kibana';
import { LogInput } from './log-input';
import { Logstash, LogstashProps } from './logstash';

/** Settings of a {@link LogPipeline}. */
export interface LogPipelineProps {
  /** Where lines wait until they are read. */
  readonly kafka: KafkaClusterProps;
  /** What reads them. */
  readonly logstash: Omit<LogstashProps, 'kafka' | 'topic' | 'stream'>;
  /** Where they can be looked for. */
  readonly elasticsearch: ElasticsearchProps;
  /**
   * What shows them.
   * @default - one copy
   */
  readonly kibana?: Omit<KibanaProps, 'stream'>;
  /**
   * Name of the topic.
   * @default access-log
   */
  readonly topic?: string;
  /**
   * Into how many parts the topic is divided; it can grow later.
   * @default - two for each broker
   */
  readonly partitions?: number;
  /**
   * How long Kafka keeps lines, and Logstash or Elasticsearch may be away.
   * @default Duration.days(3)
   */
  readonly buffer?: Duration;
  /**
   * How long lines can be looked at.
   * @default Duration.days(30)
   */
  readonly retention?: Duration;
  /**
   * Last part of the data stream's name.
   * @default default
   */
  readonly streamNamespace?: string;
  /**
   * Name of the PriorityClass of all parts that have none of their own.
   * @default - the cluster's default priority
   */
  readonly priorityClassName?: string;
}

/**
 * From a log line to a dashboard: Kafka keeps lines, Logstash reads them, Elasticsearch finds them, Kibana shows them.
 *
 * Each part may be away for a while without a line lost. Ship to its {@link LogPipeline.input}.
 */
export class LogPipeline extends Construct {
  /** Where lines wait until they are read. */
  readonly kafka: KafkaCluster;
  /** The topic of the access log. */
  readonly topic: KafkaTopic;
  /** Where they can be looked for. */
  readonly elasticsearch: Elasticsearch;
  /** What the lines look like there. */
  readonly stream: AccessLogStream;
  /** What reads them. */
  readonly logstash: Logstash;
  /** What shows them. */
  readonly kibana: Kibana;
  /** Where log shippers send lines. */
  readonly input: LogInput;

  /** @throws ConfigurationError if a part can't work */
  constructor(scope: Construct, id: string, props: LogPipelineProps) {
    super(scope, id);
    const { priorityClassName, topic = 'access-log' } = props;
    this.kafka = new KafkaCluster(this, 'Kafka', { priorityClassName, ...props.kafka });
    this.topic = new KafkaTopic(this, 'Topic', {
      cluster: this.kafka,
      name: topic,
      ...(props.partitions !== undefined && { partitions: props.partitions }),
      ...(props.buffer && { retention: props.buffer }),
    });
    this.elasticsearch = new Elasticsearch(this, 'Elasticsearch', { priorityClassName, ...props.elasticsearch });
    this.stream = new AccessLogStream(this, 'Stream', {
      elasticsearch: this.elasticsearch,
      ...(props.retention && { retention: props.retention }),
      ...(props.streamNamespace !== undefined && { namespace: props.streamNamespace }),
    });
    this.logstash = new Logstash(this, 'Logstash', {
      priorityClassName,
      ...props.logstash,
      kafka: this.kafka,
      topic: this.topic,
      stream: this.stream,
    });
    this.kibana = new Kibana(this, 'Kibana', { priorityClassName, ...props.kibana, stream: this.stream });
    this.input = this.topic.input;
  }
}
