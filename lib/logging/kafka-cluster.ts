import { createHash } from 'crypto';
import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { configurationFile, contentHash } from '../kubernetes/configuration-file';
import { Endpoint } from '../kubernetes/endpoint';
import { DEFAULT_IMAGES } from '../kubernetes/image';
import { instanceName } from '../kubernetes/instance-name';
import { selectorLabels, standardLabels } from '../kubernetes/labels';
import { Peer } from '../kubernetes/peer';
import { container } from '../kubernetes/pod';
import { intOrString, quantity } from '../kubernetes/quantity';
import { Resources } from '../kubernetes/resources';
import { WorkloadNetwork } from '../kubernetes/workload-network';
import { nodesService } from '../kubernetes/nodes-service';
import { OWN_ADDRESS, OWN_NAME } from '../kubernetes/own-pod';
import { containerPorts, servicePorts } from '../kubernetes/ports';
import { hostOf } from '../kubernetes/service-host';
import { VolumeRequest } from '../storage/storage-class';
import { heapOptions, KAFKA_MEMORY } from './java-memory';
import { StatefulNodes } from './stateful-nodes';

/** Settings of a {@link KafkaCluster}. */
export interface KafkaClusterProps {
  /** Number of brokers: 3 or more, so that every line is on three; 1 is for development. */
  readonly brokers: number;
  /** Each broker's own volume, which comes back to it wherever it moves. */
  readonly volume: VolumeRequest;
  /**
   * What each broker may use.
   * @default - 500m CPU, 2Gi memory
   */
  readonly resources?: Resources;
  /**
   * Where the elected controllers run, who know which broker leads what: three pods of their own, or the brokers
   * themselves, of which there are then 1 or 3. Kafka's own advice for production is `separate`.
   * @default - separate, or combined for a single broker
   * @see https://kafka.apache.org/documentation/#kraft_role
   */
  readonly controllers?: 'separate' | 'combined';
  /**
   * What each of the three controllers may use.
   * @default - 100m CPU, 768Mi memory
   */
  readonly controllerResources?: Resources;
  /**
   * Each controller's own volume, for what it knows of topics and brokers.
   * @default - 4Gi of the brokers' class
   */
  readonly controllerVolume?: VolumeRequest;
  /**
   * Image of Kafka, with its programs below `/opt/kafka` and a Java on the path.
   * @default - the version that this release is written for
   */
  readonly image?: string;
  /**
   * Whether two nodes must never be on one machine.
   * @default required
   */
  readonly separateNodes?: 'required' | 'preferred';
  /**
   * Name of the PriorityClass.
   * @default - the cluster's default priority
   */
  readonly priorityClassName?: string;
}

/** User `appuser` of the official image. */
const KAFKA = { uid: 1000 };
export const CLIENT_PORT = 9092;
const CONTROLLER_PORT = 9093;
export const CONTROLLERS = 3;
/** Ids of brokers begin at 0. */
const FIRST_CONTROLLER = 100;
const MOST_BROKERS = 99;
export const LEAST_VOLUME = 2 * 2 ** 30;
const SETTINGS_PATH = '/etc/kafka-settings';
const CONFIG_FILES = ['kafka-start.sh', 'kafka-topic.sh', 'log4j2.properties'];
/** Handing partitions over, and writing down what is in memory. */
const GRACE = Duration.minutes(2);
export const BROKER_RESOURCES: Resources = { cpu: '500m', memory: '2Gi' };
export const CONTROLLER_VOLUME = '4Gi';
export const CONTROLLER_RESOURCES: Resources = { cpu: '100m', memory: '768Mi' };

interface Nodes {
  readonly construct: Construct;
  readonly id: string;
  readonly labels: Record<string, string>;
  readonly names: k8s.KubeService;
  readonly role: 'broker' | 'controller' | 'broker,controller';
  readonly replicas: number;
  readonly firstId: number;
  readonly ports: Readonly<Record<string, number>>;
  readonly volume: VolumeRequest;
  /** The prop with the resources. */
  readonly prop: string;
  readonly resources: Resources;
}

/** The controllers apart from the brokers, as a construct of their own for the sake of their names. */
class Controllers extends Construct {}

/**
 * Kafka without ZooKeeper: brokers that keep lines until somebody has read them, and controllers that elect a leader among
 * themselves.
 *
 * A line that was acknowledged is on two brokers at least. One broker and one controller may be lost at any time.
 *
 * @see https://kafka.apache.org/documentation/#kraft
 */
export class KafkaCluster extends Construct implements Endpoint {
  /** The brokers. */
  readonly brokers: StatefulNodes;
  /** The controllers; undefined if the brokers are that, too. */
  readonly controllers?: StatefulNodes;
  /** Leads clients to any broker that is ready. */
  readonly service: k8s.KubeService;
  /** Settings and scripts. */
  readonly config: k8s.KubeConfigMap;
  readonly network: WorkloadNetwork;

  readonly host: string;
  readonly port = CLIENT_PORT;
  readonly podPort = CLIENT_PORT;
  readonly peer: Peer;
  /** Number of brokers. */
  readonly size: number;
  /** How many brokers each line is on. */
  readonly replicas: number;
  /** How many brokers have a line when it is acknowledged. */
  readonly inSync: number;
  /** Each broker's volume. */
  readonly volume: VolumeRequest;
  /** Image of Kafka. */
  readonly image: string;
  /** Name of the PriorityClass, if there is one. */
  readonly priorityClassName?: string;

  private readonly clusterId: string;
  private readonly voters: readonly string[];
  private readonly configHash: string;
  private readonly separateNodes?: KafkaClusterProps['separateNodes'];

  /** @throws ConfigurationError if there can be no majority, or a volume, quantity or name is wrong */
  constructor(scope: Construct, id: string, props: KafkaClusterProps) {
    super(scope, id);
    const combined = checkedControllers(this, props) === 'combined';
    const instance = instanceName(this);
    this.image = props.image ?? DEFAULT_IMAGES.kafka;
    this.size = props.brokers;
    ({ replicas: this.replicas, inSync: this.inSync } = replication(this.size));
    this.volume = props.volume;
    this.priorityClassName = props.priorityClassName;
    this.separateNodes = props.separateNodes;

    const labels = this.labels(instance, 'broker');
    const metadata = { labels };
    this.network = new WorkloadNetwork(this, 'Network', { instance, metadata });
    this.peer = this.network.peer;
    this.network.allowAmongItself(CLIENT_PORT);

    const names = nodesService(this, labels, {
      kafka: CLIENT_PORT,
      ...(combined && { controller: CONTROLLER_PORT }),
    });
    const controllers = new Controllers(this, 'Controllers');
    const controllerInstance = combined ? instance : instanceName(controllers);
    const controllerLabels = this.labels(controllerInstance, 'controller');
    const controllerNames = combined
      ? names
      : nodesService(controllers, controllerLabels, { controller: CONTROLLER_PORT });
    const first = combined ? 0 : FIRST_CONTROLLER;
    this.voters = Array.from(
      { length: combined ? this.size : CONTROLLERS },
      (_, ordinal) => `${controllerInstance}-${ordinal}.${controllerNames.name}`,
    );
    const files = {
      'kafka.properties': configurationFile('logging', 'kafka.properties', {
        voters: this.voters.map((host, index) => `${first + index}@${host}:${CONTROLLER_PORT}`).join(),
        replicas: this.replicas,
        inSync: this.inSync,
      }),
      ...Object.fromEntries(CONFIG_FILES.map((file) => [file, configurationFile('logging', file)])),
    };
    this.config = new k8s.KubeConfigMap(this, 'Config', { metadata, data: files });
    this.configHash = contentHash({ ...files, 'kafka-topic.sh': undefined });

    this.service = new k8s.KubeService(this, 'Bootstrap', {
      metadata,
      spec: { type: 'ClusterIP', selector: selectorLabels(instance), ports: servicePorts({ kafka: CLIENT_PORT }) },
    });
    const { namespace } = this.service.metadata;
    this.host = hostOf(this.service);
    this.clusterId = clusterId(`${namespace}/${instance}`);

    this.brokers = this.nodes({
      construct: this,
      id: 'Resource',
      labels,
      names,
      role: combined ? 'broker,controller' : 'broker',
      replicas: this.size,
      firstId: 0,
      ports: { kafka: CLIENT_PORT, ...(combined && { controller: CONTROLLER_PORT }) },
      volume: props.volume,
      prop: 'resources',
      resources: props.resources ?? BROKER_RESOURCES,
    });
    if (combined) {
      this.network.allowAmongItself(CONTROLLER_PORT);
      return;
    }
    const network = new WorkloadNetwork(controllers, 'Network', {
      instance: controllerInstance,
      metadata: { labels: controllerLabels },
    });
    network.allowAmongItself(CONTROLLER_PORT);
    this.network.allowTo(network.peer, CONTROLLER_PORT);
    network.allowFrom(this.peer, CONTROLLER_PORT);
    this.controllers = this.nodes({
      construct: controllers,
      id: 'Resource',
      labels: controllerLabels,
      names: controllerNames,
      role: 'controller',
      replicas: CONTROLLERS,
      firstId: FIRST_CONTROLLER,
      ports: { controller: CONTROLLER_PORT },
      volume: props.controllerVolume ?? { size: CONTROLLER_VOLUME, class: props.volume.class },
      prop: 'controllerResources',
      resources: props.controllerResources ?? CONTROLLER_RESOURCES,
    });
  }

  private nodes(nodes: Nodes): StatefulNodes {
    const options = heapOptions(this, `${nodes.prop}.memory`, nodes.resources.memory, KAFKA_MEMORY);
    return new StatefulNodes(nodes.construct, nodes.id, {
      instance: nodes.labels['app.kubernetes.io/instance'] ?? '',
      labels: nodes.labels,
      nodesService: nodes.names,
      replicas: nodes.replicas,
      user: KAFKA,
      volume: nodes.volume,
      leastVolume: LEAST_VOLUME,
      configHash: this.configHash,
      terminationGracePeriod: GRACE,
      priorityClassName: this.priorityClassName,
      separateNodes: this.separateNodes,
      pod: { containers: [this.container(nodes, options)], volumes: this.volumes() },
    });
  }

  private container(nodes: Nodes, options: string): k8s.Container {
    const port = intOrString(Object.keys(nodes.ports)[0] ?? '');
    return container(this, nodes.prop === 'resources' ? '' : nodes.prop, {
      name: 'kafka',
      image: this.image,
      resources: nodes.resources,
      command: ['sh', `${SETTINGS_PATH}/kafka-start.sh`],
      env: [
        OWN_NAME,
        OWN_ADDRESS,
        { name: 'ROLE', value: nodes.role },
        { name: 'FIRST_ID', value: String(nodes.firstId) },
        { name: 'DOMAIN', value: hostOf(nodes.names) },
        { name: 'CONTROLLERS', value: this.voters.join(' ') },
        { name: 'CLUSTER_ID', value: this.clusterId },
        { name: 'JVM_OPTIONS', value: options },
      ],
      ports: containerPorts(nodes.ports),
      volumeMounts: [
        { name: 'data', mountPath: '/var/lib/kafka' },
        { name: 'settings', mountPath: SETTINGS_PATH, readOnly: true },
        { name: 'tmp', mountPath: '/tmp' },
      ],
      // A node that was killed checks its newest segments first.
      startupProbe: { tcpSocket: { port }, periodSeconds: 5, failureThreshold: 240 },
      readinessProbe: { tcpSocket: { port }, periodSeconds: 5, failureThreshold: 2 },
      // Never a question about the others: who restarts a node for the sake of a lost one makes it worse.
      livenessProbe: { tcpSocket: { port }, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 6 },
    });
  }

  private volumes(): k8s.Volume[] {
    const files = ['kafka.properties', 'kafka-start.sh', 'log4j2.properties'];
    return [this.configVolume(files), { name: 'tmp', emptyDir: { sizeLimit: quantity('64Mi') } }];
  }

  /** Some of the settings and scripts as files. */
  configVolume(files: readonly string[]): k8s.Volume {
    return {
      name: 'settings',
      configMap: {
        name: this.config.name,
        defaultMode: 0o444,
        items: files.map((file) => ({ key: file, path: file })),
      },
    };
  }

  private labels(instance: string, component: string): Record<string, string> {
    return standardLabels({ name: 'kafka', instance, component, image: this.image });
  }
}

/** @throws ConfigurationError if there can be no majority */
export function checkedControllers(
  scope: Construct,
  { brokers, controllers }: KafkaClusterProps,
): 'separate' | 'combined' {
  if (brokers !== 1 && !(Number.isInteger(brokers) && brokers >= 3 && brokers <= MOST_BROKERS)) {
    reject(scope, {
      prop: 'brokers',
      value: brokers,
      rule: 'every line is on three brokers, two of which must have it before it is acknowledged',
      fix: 'use 3 or more, or 1 for development',
    });
  }
  const where = controllers ?? (brokers === 1 ? 'combined' : 'separate');
  if (where === 'combined' && brokers > 3) {
    reject(scope, {
      prop: 'controllers',
      value: where,
      rule: `all ${brokers} brokers would take part in every election`,
      fix: "use 'separate', or 3 brokers",
    });
  }
  return where;
}

/** 16 bytes as Kafka writes them. Fixed for ever, as every volume carries it; no dash in front, which would look like an option. */
function clusterId(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  bytes[0] = (bytes[0] ?? 0) & 0x7f;
  return bytes.toString('base64url');
}

/** On how many brokers each line is, and on how many of them when it is acknowledged. */
export function replication(brokers: number): { readonly replicas: number; readonly inSync: number } {
  const replicas = Math.min(brokers, 3);
  return { replicas, inSync: Math.min(replicas, 2) };
}
