import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { SYNC_WAVE } from '../delivery/sync-waves';
import { reject } from '../kubernetes/configuration-error';
import { configurationFile, contentHash } from '../kubernetes/configuration-file';
import { DEFAULT_IMAGES } from '../kubernetes/image';
import { instanceName } from '../kubernetes/instance-name';
import { standardLabels } from '../kubernetes/labels';
import { container } from '../kubernetes/pod';
import { intOrString, quantity, quantityOf } from '../kubernetes/quantity';
import { Resources } from '../kubernetes/resources';
import { WorkloadNetwork } from '../kubernetes/workload-network';
import { nodesService } from '../kubernetes/nodes-service';
import { OWN_NAME } from '../kubernetes/own-pod';
import { containerPorts } from '../kubernetes/ports';
import { VolumeRequest } from '../storage/storage-class';
import { AccessLogStream } from './access-log-stream';
import { heapOptions, LOGSTASH_MEMORY } from './java-memory';
import { KafkaCluster } from './kafka-cluster';
import { KafkaTopic } from './kafka-topic';
import { COUNTRIES_PATH, CountryDatabase, logstashPipelines } from './logstash-pipelines';
import { StatefulNodes } from './stateful-nodes';

/** Settings of a {@link Logstash}. */
export interface LogstashProps {
  /** Where the lines come from. */
  readonly kafka: KafkaCluster;
  /** The topic that has them. */
  readonly topic: KafkaTopic;
  /** Where they go. */
  readonly stream: AccessLogStream;
  /** Each copy's own volume, for lines that are read and not yet in Elasticsearch. */
  readonly volume: VolumeRequest;
  /**
   * Number of copies that share the work.
   * @default 2
   */
  readonly replicas?: number;
  /**
   * What each copy may use. Half of the memory is heap.
   * @default - 500m CPU, 2Gi memory
   */
  readonly resources?: Resources;
  /**
   * What says in which country a visitor is.
   * @default - none; the dashboard then shows no countries
   */
  readonly countries?: CountryDatabase;
  /**
   * Image of Logstash.
   * @default - the version that this release is written for
   */
  readonly image?: string;
  /**
   * Name of the PriorityClass.
   * @default - the cluster's default priority
   */
  readonly priorityClassName?: string;
}

/** User of the image. */
const LOGSTASH = { uid: 1000 };
const API_PORT = 9600;
export const LOGSTASH_LEAST_VOLUME = 2 * 2 ** 30;
const DATA_PATH = '/var/lib/logstash';
/** What is in flight goes into the queue on the volume. */
const GRACE = Duration.minutes(2);
export const LOGSTASH_RESOURCES: Resources = { cpu: '500m', memory: '2Gi' };

/**
 * Logstash: reads lines from Kafka, finds out the browser, and writes them to Elasticsearch.
 *
 * A line is on this pod's volume before Kafka is told that it was read, and its request's id is its id in Elasticsearch: a
 * line that comes twice is there once. What Elasticsearch refuses for ever waits on the volume as a dead letter, and comes into
 * a data stream of its own, with the reason.
 *
 * @see https://www.elastic.co/docs/reference/logstash/persistent-queues
 */
export class Logstash extends Construct {
  /** The copies. */
  readonly nodes: StatefulNodes;
  /** Pipeline and settings. */
  readonly config: k8s.KubeConfigMap;
  readonly network: WorkloadNetwork;

  /** @throws ConfigurationError if there are more copies than partitions, or a volume or quantity is wrong */
  constructor(scope: Construct, id: string, props: LogstashProps) {
    super(scope, id);
    const { kafka, topic, stream } = props;
    const { elasticsearch } = stream;
    const replicas = checkedReplicas(this, props.replicas ?? 2, topic.partitions);
    const instance = instanceName(this);
    const image = props.image ?? DEFAULT_IMAGES.logstash;
    const resources = props.resources ?? LOGSTASH_RESOURCES;
    const options = heapOptions(this, 'resources.memory', resources.memory, LOGSTASH_MEMORY);
    const workers = Math.ceil(quantityOf(this, 'resources.cpu', resources.cpuLimit ?? resources.cpu));
    const labels = standardLabels({ name: 'logstash', instance, component: 'pipeline', image });
    const metadata = { labels };
    this.network = new WorkloadNetwork(this, 'Network', { instance, metadata });
    this.network.connectTo(kafka);
    this.network.connectTo(elasticsearch);

    const { countries } = props;
    if (countries && !/^[A-Za-z0-9][\w.-]*$/.test(countries.file)) {
      reject(this, {
        prop: 'countries.file',
        value: countries.file,
        rule: 'it is the name of a file on the volume: letters, digits, dots, dashes and underscores',
        fix: 'write it like GeoLite2-Country.mmdb',
      });
    }
    const files = {
      'logstash-start.sh': configurationFile('logging', 'logstash-start.sh'),
      'logstash.yml': configurationFile('logging', 'logstash.yml', {
        // Half of the volume; the rest is for dead letters and what the queue needs beside its pages.
        queue: `${Math.floor(quantityOf(this, 'volume.size', props.volume.size) / 2 / 2 ** 20)}mb`,
      }),
      'pipelines.yml': configurationFile('logging', 'pipelines.yml'),
      ...logstashPipelines({
        kafka,
        topic: topic.topic,
        stream,
        threads: Math.ceil(topic.partitions / replicas),
        data: DATA_PATH,
        ...(countries && { countries }),
      }),
    };
    this.config = new k8s.KubeConfigMap(this, 'Config', { metadata, data: files });
    const ports = { api: API_PORT };
    this.nodes = new StatefulNodes(this, 'Resource', {
      instance,
      labels,
      replicas,
      user: LOGSTASH,
      nodesService: nodesService(this, labels, ports),
      volume: props.volume,
      leastVolume: LOGSTASH_LEAST_VOLUME,
      configHash: contentHash(files),
      terminationGracePeriod: GRACE,
      priorityClassName: props.priorityClassName,
      separateNodes: 'preferred',
      pod: {
        containers: [
          container(this, '', {
            name: 'logstash',
            image,
            resources: { ephemeralStorage: '1Gi', ...resources },
            command: ['bash', '/etc/logstash-settings/logstash-start.sh'],
            env: [
              OWN_NAME,
              { name: 'URL', value: elasticsearch.url },
              { name: 'WORKERS', value: String(workers) },
              { name: 'JVM_OPTIONS', value: options },
            ],
            ports: containerPorts(ports),
            volumeMounts: [
              { name: 'data', mountPath: DATA_PATH },
              { name: 'settings', mountPath: '/etc/logstash-settings', readOnly: true },
              { name: 'accounts', mountPath: '/etc/elasticsearch-accounts', readOnly: true },
              { name: 'ca', mountPath: '/etc/elasticsearch-ca', readOnly: true },
              { name: 'tmp', mountPath: '/tmp' },
              ...(countries ? [{ name: 'countries', mountPath: COUNTRIES_PATH, readOnly: true }] : []),
            ],
            // It waits here until Elasticsearch is set up.
            startupProbe: { tcpSocket: { port: intOrString('api') }, periodSeconds: 10, failureThreshold: 240 },
            readinessProbe: {
              httpGet: { path: '/', port: intOrString('api'), scheme: 'HTTP' },
              periodSeconds: 10,
              timeoutSeconds: 5,
            },
            livenessProbe: {
              tcpSocket: { port: intOrString('api') },
              periodSeconds: 20,
              timeoutSeconds: 5,
              failureThreshold: 6,
            },
          }),
        ],
        volumes: [
          { name: 'settings', configMap: { name: this.config.name, defaultMode: 0o444 } },
          elasticsearch.accountsVolume('accounts', ['logstash']),
          elasticsearch.authorityVolume('ca'),
          { name: 'tmp', emptyDir: { sizeLimit: quantity('512Mi') } },
          ...(countries
            ? [{ name: 'countries', persistentVolumeClaim: { claimName: countries.claim, readOnly: true } }]
            : []),
        ],
      },
    });
    // Ready only once Elasticsearch is set up, by a Job that other data goes before.
    this.nodes.statefulSet.metadata.addAnnotation(SYNC_WAVE, '0');
  }
}

/** @throws ConfigurationError if there would be copies that read nothing */
export function checkedReplicas(scope: Construct, replicas: number, partitions: number): number {
  if (Number.isInteger(replicas) && replicas >= 1 && replicas <= partitions) return replicas;
  reject(scope, {
    prop: 'replicas',
    value: replicas,
    rule: `each partition of the topic is read by one copy, and there are ${partitions} partitions`,
    fix: `use 1 to ${partitions}, or more partitions`,
  });
}
