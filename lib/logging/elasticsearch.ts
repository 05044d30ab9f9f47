import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { configurationFile, contentHash } from '../kubernetes/configuration-file';
import { DEFAULT_IMAGES } from '../kubernetes/image';
import { instanceName } from '../kubernetes/instance-name';
import { selectorLabels, standardLabels } from '../kubernetes/labels';
import { Peer } from '../kubernetes/peer';
import { container } from '../kubernetes/pod';
import { intOrString, quantity } from '../kubernetes/quantity';
import { RequiredSecret } from '../kubernetes/required-secret';
import { Resources } from '../kubernetes/resources';
import { WorkloadNetwork } from '../kubernetes/workload-network';
import { nodesService } from '../kubernetes/nodes-service';
import { OWN_ADDRESS, OWN_NAME } from '../kubernetes/own-pod';
import { containerPorts, servicePorts } from '../kubernetes/ports';
import { hostOf } from '../kubernetes/service-host';
import { certificateFromIssuer } from '../network/certificate';
import { VolumeRequest } from '../storage/storage-class';
import { CertificateSource } from './certificate-source';
import { ELASTICSEARCH_MEMORY, heapOptions } from './java-memory';
import { SearchEngine } from './search-engine';
import { StatefulNodes } from './stateful-nodes';

/** Settings of an {@link Elasticsearch}. */
export interface ElasticsearchProps {
  /** Number of nodes: 3 or more, so that a majority elects a master when one is lost; 1 is for development. */
  readonly nodes: number;
  /** Each node's own volume, which comes back to it wherever it moves. */
  readonly volume: VolumeRequest;
  /**
   * What each node may use. Half of the memory is heap.
   * @default - 500m CPU, 4Gi memory
   */
  readonly resources?: Resources;
  /**
   * Where the certificate comes from by which nodes and clients know each other.
   * @default CertificateSource.secret()
   */
  readonly certificate?: CertificateSource;
  /**
   * Whether index files are mapped into memory, which is faster. The machines then need a `vm.max_map_count` of 262144 or
   * more, which only their administrator can set.
   * @default false
   * @see https://www.elastic.co/docs/deploy-manage/deploy/self-managed/vm-max-map-count
   */
  readonly mmap?: boolean;
  /**
   * Image of Elasticsearch.
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

/** User and group of the image. */
const ELASTICSEARCH = { uid: 1000, gid: 1000 };
export const HTTP_PORT = 9200;
export const TRANSPORT_PORT = 9300;
const READY_PORT = 9399;
/** So many form the cluster the first time, and any two of them are a majority. */
const FIRST_MASTERS = 3;
const MOST_NODES = 99;
export const ELASTICSEARCH_LEAST_VOLUME = 4 * 2 ** 30;
const GRACE = Duration.minutes(3);
export const ELASTICSEARCH_RESOURCES: Resources = { cpu: '500m', memory: '4Gi' };
const ACCOUNTS = ['elastic', 'kibana_system', 'logstash'] as const;

/**
 * Elasticsearch on several nodes, each of which keeps data and may be elected master.
 *
 * The cluster is founded once, by nodes without data that find no cluster; a node that has lost its volume joins again and
 * gets its data from the others. All connections are encrypted.
 *
 * @see https://www.elastic.co/docs/deploy-manage/distributed-architecture/discovery-cluster-formation
 */
export class Elasticsearch extends Construct implements SearchEngine {
  /** The nodes. */
  readonly nodes: StatefulNodes;
  /** Balances clients over the nodes that belong to the cluster. */
  readonly service: k8s.KubeService;
  /** Settings and the start script. */
  readonly config: k8s.KubeConfigMap;
  /** Passwords of `elastic`, who may do everything, of Kibana and of Logstash. */
  readonly accounts: RequiredSecret;
  /** Name of the Secret with the certificate, and under `ca.crt` whoever signed it. */
  readonly certificateSecret: string;
  readonly network: WorkloadNetwork;

  readonly host: string;
  readonly port = HTTP_PORT;
  readonly podPort = HTTP_PORT;
  readonly peer: Peer;
  /** Number of nodes. */
  readonly size: number;
  /** Image of Elasticsearch, which has the programs of the set-up, too. */
  readonly image: string;
  /** Name of the PriorityClass, if there is one. */
  readonly priorityClassName?: string;

  /** @throws ConfigurationError if there can be no majority, or a volume, quantity or name is wrong */
  constructor(scope: Construct, id: string, props: ElasticsearchProps) {
    super(scope, id);
    checkSize(this, props.nodes);
    const instance = instanceName(this);
    this.size = props.nodes;
    this.image = props.image ?? DEFAULT_IMAGES.elasticsearch;
    this.priorityClassName = props.priorityClassName;
    const resources = props.resources ?? ELASTICSEARCH_RESOURCES;
    const options = heapOptions(this, 'resources.memory', resources.memory, ELASTICSEARCH_MEMORY);
    const labels = standardLabels({ name: 'elasticsearch', instance, component: 'search', image: this.image });
    const metadata = { labels };

    this.accounts = new RequiredSecret(this, 'Accounts', {
      name: `${instance}-accounts`,
      purpose: 'passwords of the accounts of Elasticsearch',
      keys: Object.fromEntries(ACCOUNTS.map((account) => [account, { random: 32 }])),
    });
    this.network = new WorkloadNetwork(this, 'Network', { instance, metadata });
    this.network.allowAmongItself(TRANSPORT_PORT, HTTP_PORT);
    this.peer = this.network.peer;

    const ports = { https: HTTP_PORT, transport: TRANSPORT_PORT, ready: READY_PORT };
    const names = nodesService(this, labels, ports);
    this.service = new k8s.KubeService(this, 'Http', {
      metadata,
      spec: { type: 'ClusterIP', selector: selectorLabels(instance), ports: servicePorts({ https: HTTP_PORT }) },
    });
    this.host = hostOf(this.service);
    this.certificateSecret = this.certificate(instance, labels, names, props.certificate ?? CertificateSource.secret());

    const own = Array.from({ length: this.size }, (_, ordinal) => `${instance}-${ordinal}`);
    const files = {
      'elasticsearch.yml': configurationFile('logging', 'elasticsearch.yml', {
        name: instance,
        nodes: own.map((name) => `${name}.${names.name}`).join(),
        mmap: String(props.mmap ?? false),
      }),
      'elasticsearch-start.sh': configurationFile('logging', 'elasticsearch-start.sh'),
    };
    this.config = new k8s.KubeConfigMap(this, 'Config', { metadata, data: files });
    this.nodes = new StatefulNodes(this, 'Resource', {
      instance,
      labels,
      replicas: this.size,
      user: ELASTICSEARCH,
      nodesService: names,
      volume: props.volume,
      leastVolume: ELASTICSEARCH_LEAST_VOLUME,
      configHash: contentHash(files),
      terminationGracePeriod: GRACE,
      priorityClassName: props.priorityClassName,
      separateNodes: props.separateNodes,
      pod: {
        containers: [
          container(this, '', {
            name: 'elasticsearch',
            image: this.image,
            resources,
            command: ['bash', '/etc/elasticsearch-settings/elasticsearch-start.sh'],
            env: [
              OWN_NAME,
              OWN_ADDRESS,
              { name: 'NODES', value: own.map((name) => `${name}.${names.name}`).join(' ') },
              { name: 'FIRST_MASTERS', value: own.slice(0, FIRST_MASTERS).join() },
              { name: 'HTTP_NAME', value: this.host },
              { name: 'JVM_OPTIONS', value: options },
            ],
            ports: containerPorts(ports),
            volumeMounts: [
              { name: 'data', mountPath: '/var/lib/elasticsearch' },
              { name: 'conf', mountPath: '/etc/elasticsearch' },
              { name: 'tls', mountPath: '/etc/elasticsearch/certs', readOnly: true },
              { name: 'settings', mountPath: '/etc/elasticsearch-settings', readOnly: true },
              { name: 'accounts', mountPath: '/etc/elasticsearch-accounts', readOnly: true },
              { name: 'logs', mountPath: '/usr/share/elasticsearch/logs' },
              { name: 'tmp', mountPath: '/tmp' },
            ],
            startupProbe: { tcpSocket: { port: intOrString('https') }, periodSeconds: 5, failureThreshold: 240 },
            readinessProbe: { tcpSocket: { port: intOrString('ready') }, periodSeconds: 5, failureThreshold: 3 },
            // Never a question about the others: who restarts a node for the sake of a lost one makes it worse.
            livenessProbe: {
              tcpSocket: { port: intOrString('https') },
              periodSeconds: 20,
              timeoutSeconds: 5,
              failureThreshold: 6,
            },
            // Endpoints forget a leaving pod a moment after it is told to go; until then it serves.
            lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
          }),
        ],
        volumes: [
          { name: 'conf', emptyDir: { sizeLimit: quantity('16Mi') } },
          { name: 'tls', secret: { secretName: this.certificateSecret, defaultMode: 0o440 } },
          { name: 'settings', configMap: { name: this.config.name, defaultMode: 0o444 } },
          this.accounts.volume('accounts', ['elastic']),
          { name: 'logs', emptyDir: { sizeLimit: quantity('256Mi') } },
          { name: 'tmp', emptyDir: { sizeLimit: quantity('256Mi') } },
        ],
      },
    });
  }

  /** Where it is, for clients. */
  get url(): string {
    return `https://${this.host}:${this.port}`;
  }

  /** Where its Secrets are. */
  get namespace(): string | undefined {
    return this.service.metadata.namespace;
  }

  /** A volume with passwords of accounts in files of their names; of all that there are, unless some are named. */
  accountsVolume(name: string, accounts?: readonly string[]): k8s.Volume {
    return this.accounts.volume(name, accounts);
  }

  /** A volume with whoever signed its certificate, for clients. */
  authorityVolume(name: string): k8s.Volume {
    const items = [{ key: 'ca.crt', path: 'ca.crt' }];
    return { name, secret: { secretName: this.certificateSecret, defaultMode: 0o440, items } };
  }

  private certificate(
    instance: string,
    labels: Record<string, string>,
    names: k8s.KubeService,
    source: CertificateSource,
  ): string {
    source.check(this);
    const { namespace } = this.service.metadata;
    const known = (service: string) =>
      namespace ? [`${service}.${namespace}.svc`, `${service}.${namespace}`] : [service];
    const hosts = [...known(this.service.name), ...known(`*.${names.name}`)];
    const secretName = source.secretOf(instance);
    if (source.certManager) {
      certificateFromIssuer(this, source.certManager, secretName, { hosts, labels });
    } else {
      new RequiredSecret(this, 'Tls', {
        name: secretName,
        purpose: `certificate of ${instance}`,
        type: 'kubernetes.io/tls',
        keys: Object.fromEntries(['tls.crt', 'tls.key', 'ca.crt'].map((key) => [key, { certificateFor: hosts }])),
      });
    }
    return secretName;
  }
}

/** @throws ConfigurationError if there can be no majority */
export function checkSize(scope: Construct, nodes: number): void {
  if (nodes === 1 || (Number.isInteger(nodes) && nodes >= FIRST_MASTERS && nodes <= MOST_NODES)) return;
  reject(scope, {
    prop: 'nodes',
    value: nodes,
    rule: 'a majority of three must be able to elect a master when one is lost',
    fix: 'use 3 or more, or 1 for development',
  });
}
