import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { configurationFile, contentHash } from '../kubernetes/configuration-file';
import { DEFAULT_IMAGES } from '../kubernetes/image';
import { instanceName } from '../kubernetes/instance-name';
import { selectorLabels, standardLabels } from '../kubernetes/labels';
import { Peer } from '../kubernetes/peer';
import { container, podTemplate, spreadPods } from '../kubernetes/pod';
import { intOrString, quantity, quantityOf } from '../kubernetes/quantity';
import { RequiredSecret } from '../kubernetes/required-secret';
import { Resources } from '../kubernetes/resources';
import { WorkloadNetwork } from '../kubernetes/workload-network';
import { servicePorts } from '../kubernetes/ports';
import { hostOf } from '../kubernetes/service-host';
import { Backend } from '../network/backend';
import { AccessLogStream } from './access-log-stream';
import { dashboardFiles, dashboardJob } from './dashboard-import';

/** Settings of a {@link Kibana}. */
export interface KibanaProps {
  /** What it shows. */
  readonly stream: AccessLogStream;
  /**
   * Number of copies.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * What each copy may use.
   * @default - 250m CPU, 2Gi memory
   */
  readonly resources?: Resources;
  /**
   * Where people reach it, if they do other than by `kubectl port-forward`: `https://logs.example.org`.
   * @default - none
   */
  readonly publicUrl?: string;
  /**
   * Image of Kibana.
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
const KIBANA = { uid: 1000 };
export const KIBANA_PORT = 5601;
const MEMORY_LEAST = 2 ** 30;
export const KIBANA_RESOURCES: Resources = { cpu: '250m', memory: '2Gi' };

/**
 * Kibana with a dashboard of the access log: requests, status codes, busy hours, browsers, countries, page cache.
 *
 * Nobody reaches it but by `kubectl port-forward`, until it is the backend of an `IngressedService`.
 *
 * @see https://www.elastic.co/docs/explore-analyze/dashboards
 */
export class Kibana extends Construct implements Backend {
  /** The copies. */
  readonly deployment: k8s.KubeDeployment;
  /** Balances over them. */
  readonly service: k8s.KubeService;
  /** Settings, and the dashboard. */
  readonly config: k8s.KubeConfigMap;
  /** Keys of what it encrypts. */
  readonly keys: RequiredSecret;
  /** What gives it the dashboard. */
  readonly dashboardJob: k8s.KubeJob;
  /** Lets machines be drained one after another; undefined for a single copy. */
  readonly disruptionBudget?: k8s.KubePodDisruptionBudget;
  readonly network: WorkloadNetwork;
  readonly instance: string;
  readonly podPort = KIBANA_PORT;
  readonly portName = 'http';
  readonly labels: Readonly<Record<string, string>>;
  /** Its pods, for network policies. */
  readonly peer: Peer;

  /** @throws ConfigurationError if the memory is too little, or a quantity or the address is wrong */
  constructor(scope: Construct, id: string, props: KibanaProps) {
    super(scope, id);
    const { elasticsearch } = props.stream;
    const replicas = checkedKibanas(this, props.replicas ?? 1);
    const image = props.image ?? DEFAULT_IMAGES.kibana;
    const resources = checkedResources(this, props.resources ?? KIBANA_RESOURCES);
    this.instance = instanceName(this);
    this.labels = standardLabels({ name: 'kibana', instance: this.instance, component: 'dashboard', image });
    const labels = { ...this.labels };
    const metadata = { labels };
    const selector = selectorLabels(this.instance);

    this.keys = new RequiredSecret(this, 'Keys', {
      name: `${this.instance}-keys`,
      purpose: 'keys of what Kibana encrypts',
      keys: { objects: { random: 32 }, session: { random: 32 }, reporting: { random: 32 } },
    });
    this.network = new WorkloadNetwork(this, 'Network', { instance: this.instance, metadata });
    this.network.connectTo(elasticsearch);
    this.peer = this.network.peer;
    const publicUrl = props.publicUrl && checkedUrl(this, props.publicUrl);
    const files = {
      'kibana.yml': [
        configurationFile('logging', 'kibana.yml', { name: this.instance, search: elasticsearch.url }),
        ...(publicUrl ? [`server.publicBaseUrl: '${publicUrl}'\n`] : []),
      ].join(''),
      'kibana-start.sh': configurationFile('logging', 'kibana-start.sh'),
    };
    const imported = dashboardFiles(props.stream);
    this.config = new k8s.KubeConfigMap(this, 'Config', { metadata, data: { ...files, ...imported } });
    this.service = new k8s.KubeService(this, 'Http', {
      metadata,
      spec: { type: 'ClusterIP', selector, ports: servicePorts({ http: KIBANA_PORT }) },
    });
    const http = { port: intOrString('http'), path: '/api/status', scheme: 'HTTP' };
    this.deployment = new k8s.KubeDeployment(this, 'Resource', {
      metadata,
      spec: {
        replicas,
        revisionHistoryLimit: 5,
        selector: { matchLabels: selector },
        strategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxSurge: intOrString(1), maxUnavailable: intOrString(0) },
        },
        template: podTemplate(this, {
          labels,
          annotations: { 'checksum/config': contentHash(files) },
          user: KIBANA,
          priorityClassName: props.priorityClassName,
          ...spreadPods(selector),
          containers: [
            container(this, '', {
              name: 'kibana',
              image,
              resources: { ephemeralStorage: '1Gi', ...resources },
              command: ['bash', '/etc/kibana-settings/kibana-start.sh'],
              ports: [{ name: 'http', containerPort: KIBANA_PORT, protocol: 'TCP' }],
              volumeMounts: [
                { name: 'settings', mountPath: '/etc/kibana-settings', readOnly: true },
                { name: 'accounts', mountPath: '/etc/elasticsearch-accounts', readOnly: true },
                { name: 'keys', mountPath: '/etc/kibana-keys', readOnly: true },
                { name: 'ca', mountPath: '/etc/elasticsearch-ca', readOnly: true },
                { name: 'tmp', mountPath: '/tmp' },
              ],
              startupProbe: { tcpSocket: { port: http.port }, periodSeconds: 10, failureThreshold: 60 },
              readinessProbe: { httpGet: http, periodSeconds: 10, timeoutSeconds: 5 },
              livenessProbe: {
                tcpSocket: { port: http.port },
                periodSeconds: 20,
                timeoutSeconds: 5,
                failureThreshold: 6,
              },
              lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
            }),
          ],
          volumes: [
            this.configVolume(Object.keys(files)),
            elasticsearch.accountsVolume('accounts', ['kibana_system']),
            this.keys.volume('keys'),
            elasticsearch.authorityVolume('ca'),
            { name: 'tmp', emptyDir: { sizeLimit: quantity('512Mi') } },
          ],
        }),
      },
    });
    if (replicas > 1) {
      this.disruptionBudget = new k8s.KubePodDisruptionBudget(this, 'DisruptionBudget', {
        metadata,
        spec: {
          maxUnavailable: intOrString(1),
          selector: { matchLabels: selector },
          unhealthyPodEvictionPolicy: 'AlwaysAllow',
        },
      });
    }
    this.dashboardJob = dashboardJob(new Construct(this, 'Dashboard'), {
      stream: props.stream,
      kibana: {
        host: hostOf(this.service),
        port: KIBANA_PORT,
        podPort: KIBANA_PORT,
        peer: this.peer,
        network: this.network,
      },
      config: this.config,
      priorityClassName: props.priorityClassName,
    });
  }

  private configVolume(files: readonly string[]): k8s.Volume {
    const items = files.map((file) => ({ key: file, path: file }));
    return { name: 'settings', configMap: { name: this.config.name, defaultMode: 0o444, items } };
  }
}

/** @throws ConfigurationError if there would be none */
export function checkedKibanas(scope: Construct, replicas: number): number {
  if (Number.isInteger(replicas) && replicas >= 1) return replicas;
  reject(scope, {
    prop: 'replicas',
    value: replicas,
    rule: 'it counts copies, of which there is one at least',
    fix: 'use 1 or 2',
  });
}

/** @throws ConfigurationError if the memory is too little */
export function checkedResources(scope: Construct, resources: Resources): Resources {
  if (quantityOf(scope, 'resources.memory', resources.memory) >= MEMORY_LEAST) return resources;
  reject(scope, {
    prop: 'resources.memory',
    value: resources.memory,
    rule: 'Kibana is killed for its memory before it has loaded its plugins',
    fix: 'use at least 1Gi, better 2Gi',
  });
}

/** @throws ConfigurationError if it is no address */
export function checkedUrl(scope: Construct, url: string): string {
  if (/^https?:\/\/[a-z0-9.-]+(:\d+)?$/.test(url)) return url;
  reject(scope, {
    prop: 'publicUrl',
    value: url,
    rule: 'it is a protocol and a host name, without a slash at the end',
    fix: 'write it like https://logs.example.org',
  });
}
