import { ApiObject, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { DEFAULT_IMAGES, imageVersion, pinnedImage } from '../kubernetes/image';
import { Endpoint } from '../kubernetes/endpoint';
import { instanceName } from '../kubernetes/instance-name';
import { selectorLabels, standardLabels } from '../kubernetes/labels';
import { OWN_NAME } from '../kubernetes/own-pod';
import { spreadPods } from '../kubernetes/pod';
import { podSecurityContext } from '../kubernetes/pod-user';
import { quantityOf } from '../kubernetes/quantity';
import { WorkloadNetwork } from '../kubernetes/workload-network';
import { AccessLogStream } from './access-log-stream';
import { dashboardFiles, dashboardJob } from './dashboard-import';
import { heapOptions, LOGSTASH_MEMORY } from './java-memory';
import { checkedKibanas, checkedResources, checkedUrl, KIBANA_PORT, KIBANA_RESOURCES } from './kibana';
import { LogInput } from './log-input';
import { LogPipelineProps } from './log-pipeline';
import { checkedReplicas, LOGSTASH_LEAST_VOLUME, LOGSTASH_RESOURCES } from './logstash';
import { COUNTRIES_PATH, logstashPipelines } from './logstash-pipelines';
import { operatedClaim } from './operated-claim';
import { OperatedElasticsearch } from './operated-search';
import { OperatedKafka } from './operated-kafka';
import { operatedResources } from './operated-resources';
import { checkVolume } from './stateful-nodes';
import { topicInput } from './topic-input';

/** Where the operators are. */
export interface Operators {
  /**
   * Namespace of the Strimzi operator.
   * @default strimzi
   */
  readonly kafka?: string;
  /**
   * Namespace of Elastic's operator (ECK).
   * @default elastic-system
   */
  readonly elastic?: string;
}

/** Settings of an {@link OperatedLogPipeline}. */
export interface OperatedLogPipelineProps extends LogPipelineProps {
  /**
   * Where the operators are.
   * @default - where their own instructions install them
   */
  readonly operators?: Operators;
}

/** Where ECK's Logstash keeps its data. */
const LOGSTASH_DATA = '/usr/share/logstash/data';
const SECURE_CONTAINER = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
/** Logstash' own user. */
const LOGSTASH = { uid: 1000 };

/** Kibana, run by the operator. */
class OperatedKibana extends Construct {}
/** Logstash, run by the operator. */
class OperatedLogstash extends Construct {}

/**
 * The {@link LogPipeline} for operators that the cluster has already: Strimzi for Kafka, ECK for the rest. They know how to
 * restart, update and renew what a StatefulSet can't.
 *
 * @see https://strimzi.io
 * @see https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s
 */
export class OperatedLogPipeline extends Construct {
  /** Where lines wait until they are read. */
  readonly kafka: OperatedKafka;
  /** Where they can be looked for. */
  readonly elasticsearch: OperatedElasticsearch;
  /** What the lines look like there. */
  readonly stream: AccessLogStream;
  /** What reads them. */
  readonly logstash: ApiObject;
  /** What shows them. */
  readonly kibana: ApiObject;
  /** Where that is, for whoever is to reach it: `proxy.network.connectTo(pipeline.kibanaEndpoint)`. */
  readonly kibanaEndpoint: Endpoint;
  /** What gives Kibana the dashboard. */
  readonly dashboardJob: k8s.KubeJob;
  /** Where log shippers send lines. */
  readonly input: LogInput;

  private readonly name: string;

  /** @throws ConfigurationError if a part can't work */
  constructor(scope: Construct, id: string, props: OperatedLogPipelineProps) {
    super(scope, id);
    this.name = instanceName(this);
    const { priorityClassName, topic = 'access-log', operators = {} } = props;
    this.kafka = new OperatedKafka(this, 'Kafka', {
      name: this.name,
      cluster: { priorityClassName, ...props.kafka },
      topic,
      operator: operators.kafka ?? 'strimzi',
      ...(props.partitions !== undefined && { partitions: props.partitions }),
      ...(props.buffer && { retention: props.buffer }),
    });
    if (props.elasticsearch.certificate) {
      reject(this, {
        prop: 'elasticsearch.certificate',
        value: 'set',
        rule: 'the operator makes and renews the certificates of what it runs',
        fix: 'leave it out',
      });
    }
    this.elasticsearch = new OperatedElasticsearch(this, 'Elasticsearch', {
      priorityClassName,
      ...props.elasticsearch,
      name: this.name,
      operator: operators.elastic ?? 'elastic-system',
    });
    this.stream = new AccessLogStream(this, 'Stream', {
      elasticsearch: this.elasticsearch,
      ...(props.retention && { retention: props.retention }),
      ...(props.streamNamespace !== undefined && { namespace: props.streamNamespace }),
    });
    this.logstash = this.makeLogstash(props);
    const kibana = this.makeKibana(props);
    this.kibana = kibana.resource;
    this.kibanaEndpoint = kibana.endpoint;
    this.dashboardJob = kibana.job;
    this.input = topicInput(this.kafka, this.kafka.topicName);
  }

  private makeLogstash({ logstash: props, priorityClassName }: OperatedLogPipelineProps): ApiObject {
    const scope = new OperatedLogstash(this, 'Logstash');
    const instance = instanceName(scope);
    const replicas = checkedReplicas(scope, props.replicas ?? 2, this.kafka.partitions);
    checkVolume(scope, props.volume, LOGSTASH_LEAST_VOLUME);
    const image = pinnedImage(scope, 'image', props.image ?? DEFAULT_IMAGES.logstash);
    const resources = props.resources ?? LOGSTASH_RESOURCES;
    const { countries } = props;
    const labels = standardLabels({ name: 'logstash', instance, component: 'pipeline', image });
    const network = new WorkloadNetwork(scope, 'Network', {
      instance,
      selector: { 'logstash.k8s.elastic.co/name': this.name },
      metadata: { labels },
    });
    network.connectTo(this.kafka);
    network.connectTo(this.elasticsearch);
    const pipelines = logstashPipelines({
      kafka: this.kafka,
      topic: this.kafka.topicName,
      stream: this.stream,
      threads: Math.ceil(this.kafka.partitions / replicas),
      data: LOGSTASH_DATA,
      ...(countries && { countries }),
    });
    const priority = props.priorityClassName ?? priorityClassName;
    return new ApiObject(scope, 'Resource', {
      apiVersion: 'logstash.k8s.elastic.co/v1alpha1',
      kind: 'Logstash',
      metadata: { name: this.name, labels },
      spec: {
        version: imageVersion(image),
        image,
        count: replicas,
        config: {
          'pipeline.ecs_compatibility': 'v8',
          'queue.type': 'persisted',
          'queue.max_bytes': `${Math.floor(quantityOf(scope, 'volume.size', props.volume.size) / 2 / 2 ** 20)}mb`,
          'queue.checkpoint.writes': 64,
          'dead_letter_queue.enable': true,
          'dead_letter_queue.max_bytes': '256mb',
          'dead_letter_queue.storage_policy': 'drop_older',
          'dead_letter_queue.retain.age': '14d',
        },
        pipelines: [
          {
            'pipeline.id': 'access-log',
            'config.string': pipelines['access-log.conf'],
            'pipeline.workers': Math.ceil(quantityOf(scope, 'resources.cpu', resources.cpuLimit ?? resources.cpu)),
          },
          {
            'pipeline.id': 'dead-letters',
            'config.string': pipelines['dead-letters.conf'],
            'pipeline.workers': 1,
            'queue.type': 'memory',
            'dead_letter_queue.enable': false,
          },
        ],
        volumeClaimTemplates: [operatedClaim('logstash-data', props.volume)],
        podTemplate: {
          metadata: { labels },
          spec: {
            ...(priority !== undefined && { priorityClassName: priority }),
            ...spreadPods(selectorLabels(instance)),
            securityContext: podSecurityContext(scope, LOGSTASH),
            containers: [
              {
                name: 'logstash',
                resources: operatedResources(scope, 'resources', { ephemeralStorage: '1Gi', ...resources }),
                securityContext: SECURE_CONTAINER,
                env: [
                  OWN_NAME,
                  {
                    name: 'LS_JAVA_OPTS',
                    value: heapOptions(scope, 'resources.memory', resources.memory, LOGSTASH_MEMORY),
                  },
                  {
                    name: 'ELASTICSEARCH_PASSWORD',
                    valueFrom: { secretKeyRef: { name: this.elasticsearch.accounts.name, key: 'logstash' } },
                  },
                ],
                volumeMounts: [
                  { name: 'ca', mountPath: '/etc/elasticsearch-ca', readOnly: true },
                  ...(countries ? [{ name: 'countries', mountPath: COUNTRIES_PATH, readOnly: true }] : []),
                ],
              },
            ],
            // The pipeline that reads dead letters does not start without their folder.
            initContainers: [
              {
                name: 'dead-letters',
                command: ['mkdir', '-p', `${LOGSTASH_DATA}/dead_letter_queue/access-log`],
                resources: operatedResources(scope, 'resources', { cpu: '10m', memory: '32Mi' }),
                securityContext: SECURE_CONTAINER,
                volumeMounts: [{ name: 'logstash-data', mountPath: LOGSTASH_DATA }],
              },
            ],
            volumes: [
              this.elasticsearch.authorityVolume('ca'),
              ...(countries
                ? [{ name: 'countries', persistentVolumeClaim: { claimName: countries.claim, readOnly: true } }]
                : []),
            ],
          },
        },
      },
    });
  }

  private makeKibana({ kibana: props = {}, priorityClassName }: OperatedLogPipelineProps): {
    resource: ApiObject;
    endpoint: Endpoint;
    job: k8s.KubeJob;
  } {
    const scope = new OperatedKibana(this, 'Kibana');
    const instance = instanceName(scope);
    const image = pinnedImage(scope, 'image', props.image ?? DEFAULT_IMAGES.kibana);
    const resources = checkedResources(scope, props.resources ?? KIBANA_RESOURCES);
    const labels = standardLabels({ name: 'kibana', instance, component: 'dashboard', image });
    const metadata = { labels };
    const network = new WorkloadNetwork(scope, 'Network', {
      instance,
      selector: { 'kibana.k8s.elastic.co/name': this.name },
      metadata,
    });
    network.connectTo(this.elasticsearch);
    const priority = props.priorityClassName ?? priorityClassName;
    const { namespace } = Chart.of(this);
    const resource = new ApiObject(scope, 'Resource', {
      apiVersion: 'kibana.k8s.elastic.co/v1',
      kind: 'Kibana',
      metadata: { name: this.name, labels },
      spec: {
        version: imageVersion(image),
        image,
        count: checkedKibanas(scope, props.replicas ?? 1),
        elasticsearchRef: { name: this.name },
        // Encryption ends before it.
        http: { tls: { selfSignedCertificate: { disabled: true } } },
        config: {
          ...(props.publicUrl !== undefined && { 'server.publicBaseUrl': checkedUrl(scope, props.publicUrl) }),
          'telemetry.optIn': false,
          'telemetry.allowChangingOptInStatus': false,
          'newsfeed.enabled': false,
          'map.includeElasticMapsService': false,
        },
        podTemplate: {
          metadata: { labels },
          spec: {
            ...(priority !== undefined && { priorityClassName: priority }),
            ...spreadPods(selectorLabels(instance)),
            containers: [
              {
                name: 'kibana',
                resources: operatedResources(scope, 'resources', { ephemeralStorage: '1Gi', ...resources }),
              },
            ],
          },
        },
      },
    });
    const endpoint: Endpoint = {
      host: [`${this.name}-kb-http`, ...(namespace ? [namespace, 'svc'] : [])].join('.'),
      port: KIBANA_PORT,
      podPort: KIBANA_PORT,
      peer: network.peer,
      network,
    };
    const config = new k8s.KubeConfigMap(scope, 'Config', { metadata, data: dashboardFiles(this.stream) });
    const job = dashboardJob(new Construct(scope, 'Dashboard'), {
      stream: this.stream,
      kibana: endpoint,
      config,
      ...(priority !== undefined && { priorityClassName: priority }),
    });
    return { resource, endpoint, job };
  }
}
