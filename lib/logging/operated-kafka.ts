import { ApiObject, Chart, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { Endpoint } from '../kubernetes/endpoint';
import { DEFAULT_IMAGES, imageVersion } from '../kubernetes/image';
import { instanceName } from '../kubernetes/instance-name';
import { standardLabels } from '../kubernetes/labels';
import { Peer } from '../kubernetes/peer';
import { separatePods } from '../kubernetes/pod';
import { Resources } from '../kubernetes/resources';
import { WorkloadNetwork } from '../kubernetes/workload-network';
import { VolumeRequest } from '../storage/storage-class';
import { heapOptions, KAFKA_MEMORY } from './java-memory';
import {
  BROKER_RESOURCES,
  checkedControllers,
  CLIENT_PORT,
  CONTROLLER_RESOURCES,
  CONTROLLER_VOLUME,
  CONTROLLERS,
  KafkaClusterProps,
  LEAST_VOLUME,
  replication,
} from './kafka-cluster';
import { checkedPartitions, TopicBrokers, topicSettings } from './kafka-topic';
import { operatedResources } from './operated-resources';
import { checkVolume } from './stateful-nodes';
import { checkTopicName } from './topic-name';

/** Settings of an {@link OperatedKafka}. */
export interface OperatedKafkaProps {
  /** The cluster's name, from which its Services and pods have theirs. */
  readonly name: string;
  /** The cluster, as without an operator. The image says the version; the operator has images of its own. */
  readonly cluster: KafkaClusterProps;
  /** Name of the topic. */
  readonly topic: string;
  /**
   * Into how many parts it is divided.
   * @default - two for each broker
   */
  readonly partitions?: number;
  /**
   * How long lines stay.
   * @default Duration.days(3)
   */
  readonly retention?: Duration;
  /** Namespace of the Strimzi operator. */
  readonly operator: string;
}

/** What brokers and controllers talk about among themselves. */
const REPLICATION_PORT = 9091;
const CONTROL_PORT = 9090;
/** Where the operator asks a node how it is. */
const AGENT_PORT = 8443;
const API_SERVER_PORTS = [443, 6443];
const TOPIC_OPERATOR: Resources = { cpu: '50m', memory: '384Mi' };
const SECURE_POD = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
const SECURE_CONTAINER = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, ...SECURE_POD };

/**
 * Kafka, run by the Strimzi operator: the cluster, its brokers and controllers, and a topic.
 *
 * @see https://strimzi.io/docs/operators/latest/configuring.html
 */
export class OperatedKafka extends Construct implements Endpoint, TopicBrokers {
  /** The cluster. */
  readonly kafka: ApiObject;
  /** Its brokers and its controllers. */
  readonly pools: readonly ApiObject[];
  /** The topic. */
  readonly topic: ApiObject;
  /** Name of the topic. */
  readonly topicName: string;
  /** Into how many parts it is divided. */
  readonly partitions: number;
  readonly network: WorkloadNetwork;

  readonly host: string;
  readonly port = CLIENT_PORT;
  readonly podPort = CLIENT_PORT;
  readonly peer: Peer;
  readonly size: number;
  readonly replicas: number;
  readonly inSync: number;
  readonly volume: VolumeRequest;

  /** @throws ConfigurationError if there can be no majority, or a volume, quantity or name is wrong */
  constructor(scope: Construct, id: string, props: OperatedKafkaProps) {
    super(scope, id);
    const { cluster } = props;
    const combined = checkedControllers(this, cluster) === 'combined';
    const { name } = props;
    const { namespace } = Chart.of(this);
    this.size = cluster.brokers;
    ({ replicas: this.replicas, inSync: this.inSync } = replication(this.size));
    this.volume = cluster.volume;
    this.topicName = checkTopicName(this, 'topic', props.topic);
    this.partitions = checkedPartitions(this, props.partitions ?? 2 * this.size);
    const image = cluster.image ?? DEFAULT_IMAGES.kafka;
    const labels = standardLabels({ name: 'kafka', instance: name, component: 'broker', image });
    const metadata = { labels };
    const ofCluster = { ...labels, 'strimzi.io/cluster': name };
    this.host = [`${name}-kafka-bootstrap`, ...(namespace ? [namespace, 'svc'] : [])].join('.');

    const own = { 'strimzi.io/cluster': name, 'strimzi.io/name': `${name}-kafka` };
    this.network = new WorkloadNetwork(this, 'Network', { instance: name, selector: own, metadata });
    this.peer = this.network.peer;
    this.network.allowAmongItself(CONTROL_PORT, REPLICATION_PORT, CLIENT_PORT);
    this.network.allowFrom(Peer.namespace(props.operator), CONTROL_PORT, REPLICATION_PORT, AGENT_PORT);
    const topicOperator = new WorkloadNetwork(new Construct(this, 'TopicOperator'), 'Network', {
      instance: name,
      selector: { 'strimzi.io/cluster': name, 'strimzi.io/name': `${name}-entity-operator` },
      metadata,
    });
    topicOperator.connectTo({ ...this.endpoint(REPLICATION_PORT), network: this.network });
    topicOperator.allowTo(Peer.anywhere(), ...API_SERVER_PORTS);

    this.kafka = new ApiObject(this, 'Resource', {
      apiVersion: 'kafka.strimzi.io/v1',
      kind: 'Kafka',
      metadata: { name, labels },
      spec: {
        kafka: {
          version: imageVersion(image),
          listeners: [
            {
              name: 'plain',
              port: CLIENT_PORT,
              type: 'internal',
              tls: false,
              // Others come in by the policies that are made from the wiring; none here would be everybody.
              networkPolicyPeers: [{ podSelector: { matchLabels: own } }],
            },
          ],
          config: {
            'default.replication.factor': this.replicas,
            'min.insync.replicas': this.inSync,
            'offsets.topic.replication.factor': this.replicas,
            'transaction.state.log.replication.factor': this.replicas,
            'transaction.state.log.min.isr': this.inSync,
            'auto.create.topics.enable': false,
            'unclean.leader.election.enable': false,
          },
        },
        entityOperator: {
          topicOperator: { resources: operatedResources(this, 'topicOperator', TOPIC_OPERATOR) },
          template: {
            pod: { securityContext: SECURE_POD, ...this.priority(cluster) },
            topicOperatorContainer: { securityContext: SECURE_CONTAINER },
          },
        },
      },
    });
    this.pools = combined
      ? [this.pool('Brokers', ['controller', 'broker'], ofCluster, cluster, this.size, brokersOf(cluster))]
      : [
          this.pool('Brokers', ['broker'], ofCluster, cluster, this.size, brokersOf(cluster)),
          this.pool('Controllers', ['controller'], ofCluster, cluster, CONTROLLERS, controllersOf(cluster)),
        ];
    const settings = topicSettings(this, this, this.partitions, {
      ...(props.retention && { retention: props.retention }),
    });
    this.topic = new ApiObject(new Construct(this, 'Topic'), 'Resource', {
      apiVersion: 'kafka.strimzi.io/v1',
      kind: 'KafkaTopic',
      metadata: { labels: ofCluster },
      spec: {
        topicName: this.topicName,
        partitions: this.partitions,
        replicas: this.replicas,
        config: settings,
      },
    });
  }

  private endpoint(port: number): Endpoint {
    return { host: this.host, port, podPort: port, peer: this.peer };
  }

  private priority({ priorityClassName }: KafkaClusterProps): object {
    return priorityClassName === undefined ? {} : { priorityClassName };
  }

  private pool(
    id: string,
    roles: readonly string[],
    labels: Record<string, string>,
    cluster: KafkaClusterProps,
    replicas: number,
    { prop, resources, volume }: PoolResources,
  ): ApiObject {
    checkVolume(this, volume, LEAST_VOLUME);
    const [, heap] = heapOptions(this, `${prop}.memory`, resources.memory, KAFKA_MEMORY).split('-Xmx');
    const scope = new Construct(this, id);
    const name = instanceName(scope);
    const own = { 'strimzi.io/pool-name': name };
    return new ApiObject(scope, 'Resource', {
      apiVersion: 'kafka.strimzi.io/v1',
      kind: 'KafkaNodePool',
      metadata: { name, labels },
      spec: {
        replicas,
        roles,
        storage: {
          type: 'jbod',
          volumes: [
            {
              id: 0,
              type: 'persistent-claim',
              size: volume.size,
              class: volume.class.className,
              deleteClaim: false,
              kraftMetadata: 'shared',
            },
          ],
        },
        resources: operatedResources(this, prop, resources),
        jvmOptions: { '-Xms': heap, '-Xmx': heap },
        template: {
          pod: {
            securityContext: SECURE_POD,
            ...this.priority(cluster),
            terminationGracePeriodSeconds: 120,
            ...(replicas > 1 && separatePods(own, cluster.separateNodes)),
          },
          kafkaContainer: { securityContext: SECURE_CONTAINER },
        },
      },
    });
  }
}

interface PoolResources {
  readonly prop: string;
  readonly resources: Resources;
  readonly volume: VolumeRequest;
}

function brokersOf({ resources, volume }: KafkaClusterProps): PoolResources {
  return { prop: 'resources', resources: resources ?? BROKER_RESOURCES, volume };
}

function controllersOf({ controllerResources, controllerVolume, volume }: KafkaClusterProps): PoolResources {
  return {
    prop: 'controllerResources',
    resources: controllerResources ?? CONTROLLER_RESOURCES,
    volume: controllerVolume ?? { size: CONTROLLER_VOLUME, class: volume.class },
  };
}
