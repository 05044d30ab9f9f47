import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { configurationFile, contentHash } from '../kubernetes/configuration-file';
import { instanceName } from '../kubernetes/instance-name';
import { standardLabels } from '../kubernetes/labels';
import { container, podTemplate } from '../kubernetes/pod';
import { formatBytes, quantity, quantityOf } from '../kubernetes/quantity';
import { wholeSeconds } from '../kubernetes/whole-seconds';
import { WorkloadNetwork } from '../kubernetes/workload-network';
import { VolumeRequest } from '../storage/storage-class';
import { KafkaCluster } from './kafka-cluster';
import { LogInput } from './log-input';
import { topicInput } from './topic-input';
import { checkTopicName } from './topic-name';

/** Settings of a {@link KafkaTopic}. */
export interface KafkaTopicProps {
  /** Where the topic is. */
  readonly cluster: KafkaCluster;
  /** Its name: `access-log`. */
  readonly name: string;
  /**
   * Into how many parts it is divided, each with a leader of its own. As many readers may share the work. It can grow later,
   * and never shrink.
   * @default - two for each broker
   */
  readonly partitions?: number;
  /**
   * How long lines stay, whether somebody has read them or not.
   * @default Duration.days(3)
   */
  readonly retention?: Duration;
  /**
   * How much of the brokers' volumes all its lines may take together, from 0.1 to 0.9. The oldest go first.
   * @default 0.6
   */
  readonly shareOfVolume?: number;
  /**
   * Name of the PriorityClass.
   * @default - the brokers'
   */
  readonly priorityClassName?: string;
}

const MiB = 2 ** 20;
/** A segment is the least that can be dropped. */
const LARGEST_SEGMENT = 128 * MiB;
const LEAST_PER_PARTITION = 32 * MiB;
const MOST_PARTITIONS = 512;
const PATIENCE = Duration.minutes(30);
const JOB_MEMORY = '384Mi';

/**
 * A topic of Kafka. A Job makes it, or brings what is there up to what is asked.
 *
 * The lines can never fill the brokers' volumes: what is too old or too much goes.
 *
 * @see https://kafka.apache.org/documentation/#topicconfigs
 */
export class KafkaTopic extends Construct {
  /** What makes the topic. */
  readonly job: k8s.KubeJob;
  /** Its name. */
  readonly topic: string;
  /** Into how many parts it is divided. */
  readonly partitions: number;
  /** Its settings, by Kafka's names for them. */
  readonly settings: Readonly<Record<string, string>>;
  /** Where log shippers send lines for it. */
  readonly input: LogInput;

  /** @throws ConfigurationError if there can be no such topic, or it doesn't fit on the brokers' volumes */
  constructor(scope: Construct, id: string, props: KafkaTopicProps) {
    super(scope, id);
    const { cluster } = props;
    this.topic = checkTopicName(this, 'name', props.name);
    this.partitions = checkedPartitions(this, props.partitions ?? 2 * cluster.size);
    this.settings = topicSettings(this, cluster, this.partitions, props);
    this.input = topicInput(cluster, this.topic);
    const instance = instanceName(this);
    const labels = standardLabels({ name: 'kafka', instance, component: 'topic', image: cluster.image });
    const metadata = { labels };
    const network = new WorkloadNetwork(this, 'Network', { instance, metadata });
    network.connectTo(cluster);

    const template = podTemplate(this, {
      labels,
      user: { uid: 1000 },
      restartPolicy: 'Never',
      priorityClassName: props.priorityClassName ?? cluster.priorityClassName,
      containers: [
        container(this, '', {
          name: 'topic',
          image: cluster.image,
          resources: { cpu: '100m', memory: JOB_MEMORY },
          command: ['sh', '/etc/kafka-settings/kafka-topic.sh'],
          env: [
            { name: 'BROKERS', value: `${cluster.host}:${cluster.port}` },
            { name: 'TOPIC', value: this.topic },
            { name: 'PARTITIONS', value: String(this.partitions) },
            { name: 'REPLICAS', value: String(cluster.replicas) },
            {
              name: 'SETTINGS',
              value: Object.entries(this.settings)
                .map(([name, value]) => `${name}=${value}`)
                .join(),
            },
            { name: 'JVM_OPTIONS', value: '-Xmx128m' },
          ],
          volumeMounts: [
            { name: 'settings', mountPath: '/etc/kafka-settings', readOnly: true },
            { name: 'tmp', mountPath: '/tmp' },
          ],
        }),
      ],
      volumes: [
        cluster.configVolume(['kafka-topic.sh', 'log4j2.properties']),
        { name: 'tmp', emptyDir: { sizeLimit: quantity('64Mi') } },
      ],
    });
    // A Job can't be changed: another setting or script makes a new one.
    const hash = contentHash(template, configurationFile('logging', 'kafka-topic.sh')).slice(0, 8);
    this.job = new k8s.KubeJob(this, `Make-${hash}`, {
      metadata,
      spec: { backoffLimit: 6, activeDeadlineSeconds: PATIENCE.toSeconds(), template },
    });
  }
}

/** @throws ConfigurationError if there can be no such number of partitions */
export function checkedPartitions(scope: Construct, partitions: number): number {
  if (Number.isInteger(partitions) && partitions >= 1 && partitions <= MOST_PARTITIONS) return partitions;
  reject(scope, {
    prop: 'partitions',
    value: partitions,
    rule: `a topic has a whole number of partitions, from 1 to ${MOST_PARTITIONS}`,
    fix: 'use for example 6',
  });
}

/** What a topic's limits follow from. */
export interface TopicBrokers {
  /** Number of brokers. */
  readonly size: number;
  /** How many brokers each line is on. */
  readonly replicas: number;
  /** How many brokers have a line when it is acknowledged. */
  readonly inSync: number;
  /** Each broker's volume. */
  readonly volume: VolumeRequest;
}

/**
 * A topic's settings, by Kafka's names for them.
 * @throws ConfigurationError if it doesn't fit on the brokers' volumes
 */
export function topicSettings(
  scope: Construct,
  brokers: TopicBrokers,
  partitions: number,
  { retention, shareOfVolume = 0.6 }: Pick<KafkaTopicProps, 'retention' | 'shareOfVolume'>,
): Record<string, string> {
  if (!(shareOfVolume >= 0.1 && shareOfVolume <= 0.9)) {
    reject(scope, {
      prop: 'shareOfVolume',
      value: shareOfVolume,
      rule: 'the volume needs room for the newest lines and for what Kafka itself writes',
      fix: 'use a number from 0.1 to 0.9',
    });
  }
  const volume = quantityOf(scope, 'volume.size', brokers.volume.size);
  const onEachBroker = (partitions * brokers.replicas) / brokers.size;
  const perPartition = Math.floor((volume * shareOfVolume) / onEachBroker);
  if (perPartition < LEAST_PER_PARTITION) {
    reject(scope, {
      prop: 'partitions',
      value: partitions,
      rule: `each would have less than ${formatBytes(LEAST_PER_PARTITION)} on volumes of ${brokers.volume.size}`,
      fix: 'use fewer, or larger volumes',
    });
  }
  // A quarter of a partition at most, so that dropping the oldest segment never drops nearly all.
  const segment = Math.min(LARGEST_SEGMENT, Math.floor(perPartition / 4));
  return {
    'min.insync.replicas': String(brokers.inSync),
    'retention.ms': String(wholeSeconds(scope, 'retention', retention ?? Duration.days(3)) * 1000),
    'retention.bytes': String(perPartition - segment),
    'segment.bytes': String(segment),
    // Lines that waited long at the shipper would be dropped on arrival if their own time counted.
    'message.timestamp.type': 'LogAppendTime',
  };
}
