import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { configurationFile, contentHash } from '../kubernetes/configuration-file';
import { DEFAULT_IMAGES } from '../kubernetes/image';
import { instanceName } from '../kubernetes/instance-name';
import { POD_NAME, selectorLabels, standardLabels } from '../kubernetes/labels';
import { container, podTemplate, spreadPods } from '../kubernetes/pod';
import { containerPorts, servicePorts } from '../kubernetes/ports';
import { intOrString } from '../kubernetes/quantity';
import { hostOf } from '../kubernetes/service-host';
import { WorkloadNetwork } from '../kubernetes/workload-network';
import { OneWriterOptions } from './database-routing';

/** Settings of a {@link DatabaseRouter}. */
export interface DatabaseRouterProps extends OneWriterOptions {
  /** The database's nodes. */
  readonly nodes: RoutedNodes;
  /**
   * Name of the PriorityClass.
   * @default - the cluster's default priority
   */
  readonly priorityClassName?: string;
}

/** The nodes of a database, as the proxies before them need to know them. */
export interface RoutedNodes {
  /** Name of their StatefulSet, which is the beginning of theirs. */
  readonly name: string;
  /** How many there are. */
  readonly size: number;
  /** Where clients connect. */
  readonly port: number;
  /** Where a node says how it stands in the cluster. */
  readonly positionsPort: number;
  /** Connections that one of them takes. */
  readonly connections: number;
  /** What they may be reached by. */
  readonly network: WorkloadNetwork;
}

const HEALTH_PORT = 8404;
/** User `haproxy` of the official image. */
const HAPROXY = { uid: 99 };
const FILE = 'haproxy.cfg';
const CONFIG_PATH = '/etc/haproxy';
/** The kubelet waits for this long before it kills; established connections have 30 s of it. */
const GRACE_SECONDS = 45;

/**
 * Proxies that lead all clients of a database to one of its nodes, and to the next one when that isn't ready.
 *
 * Which nodes are ready is Kubernetes' own answer: each has a Service of its own, behind which it is only then.
 *
 * @see https://docs.haproxy.org/3.2/configuration.html
 */
export class DatabaseRouter extends Construct {
  /** The proxies. */
  readonly deployment: k8s.KubeDeployment;
  /** One for each node. */
  readonly nodeServices: readonly k8s.KubeService[];
  /** The proxies' settings. */
  readonly config: k8s.KubeConfigMap;
  /** Lets machines be drained one after another. */
  readonly disruptionBudget: k8s.KubePodDisruptionBudget;
  readonly network: WorkloadNetwork;
  /** What a Service selects the proxies by. */
  readonly selector: Record<string, string>;

  /** @throws ConfigurationError if there is one proxy alone, or one node, or the image floats */
  constructor(scope: Construct, id: string, props: DatabaseRouterProps) {
    super(scope, id);
    const { nodes } = props;
    const image = props.image ?? DEFAULT_IMAGES.haproxy;
    const copies = props.copies ?? 2;
    checkCopies(this, copies);
    const instance = instanceName(this);
    const labels = standardLabels({ name: 'haproxy', instance, component: 'database-router', image });
    const metadata = { labels };
    this.selector = selectorLabels(instance);

    this.network = new WorkloadNetwork(this, 'Network', { instance, metadata });
    this.network.allowTo(nodes.network.peer, nodes.port, nodes.positionsPort);
    nodes.network.allowFrom(this.network.peer, nodes.port, nodes.positionsPort);

    this.nodeServices = Array.from({ length: nodes.size }, (_, ordinal) => nodeService(this, ordinal, nodes, labels));
    const data = { [FILE]: this.settings(nodes) };
    this.config = new k8s.KubeConfigMap(this, 'Config', { metadata, data });

    this.deployment = new k8s.KubeDeployment(this, 'Resource', {
      metadata,
      spec: {
        replicas: copies,
        selector: { matchLabels: this.selector },
        strategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxSurge: intOrString(1), maxUnavailable: intOrString(0) },
        },
        revisionHistoryLimit: 5,
        template: podTemplate(this, {
          labels,
          annotations: { 'checksum/config': contentHash(data) },
          user: HAPROXY,
          priorityClassName: props.priorityClassName,
          terminationGracePeriodSeconds: GRACE_SECONDS,
          ...spreadPods(this.selector),
          containers: [this.proxy(props, image)],
          volumes: [
            {
              name: 'config',
              configMap: { name: this.config.name, defaultMode: 0o444, items: [{ key: FILE, path: FILE }] },
            },
          ],
        }),
      },
    });
    this.disruptionBudget = new k8s.KubePodDisruptionBudget(this, 'DisruptionBudget', {
      metadata,
      spec: {
        maxUnavailable: intOrString(1),
        selector: { matchLabels: this.selector },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    });
  }

  private settings(nodes: RoutedNodes): string {
    const servers = this.nodeServices.map((service, ordinal) =>
      [
        '    server',
        `${nodes.name}-${ordinal}`,
        `${hostOf(service)}:${nodes.port}`,
        ...(ordinal > 0 ? ['backup'] : []),
      ].join(' '),
    );
    return configurationFile('database', FILE, {
      connections: nodes.connections,
      port: nodes.port,
      positionsPort: nodes.positionsPort,
      healthPort: HEALTH_PORT,
      nodes: servers.join('\n'),
    });
  }

  private proxy({ nodes, resources }: DatabaseRouterProps, image: string): k8s.Container {
    const look = (path: string) => ({
      httpGet: { path, port: intOrString('health'), scheme: 'HTTP' },
      timeoutSeconds: 3,
    });
    return container(this, '', {
      name: 'haproxy',
      image,
      resources: resources ?? { cpu: '50m', memory: '96Mi' },
      command: ['haproxy', '-W', '-db', '-f', `${CONFIG_PATH}/${FILE}`],
      ports: containerPorts({ mysql: nodes.port, health: HEALTH_PORT }),
      volumeMounts: [{ name: 'config', mountPath: CONFIG_PATH, readOnly: true }],
      startupProbe: { ...look('/alive'), periodSeconds: 1, failureThreshold: 60 },
      livenessProbe: { ...look('/alive'), periodSeconds: 20, failureThreshold: 3 },
      readinessProbe: { ...look('/ready'), periodSeconds: 5, failureThreshold: 2 },
      // Told to go by USR1, it lets connections end first. Until everybody knows that it goes, it takes new ones.
      lifecycle: { preStop: { exec: { command: ['sh', '-c', 'sleep 5; kill -USR1 1; sleep 30'] } } },
    });
  }
}

/** Behind it is the one node, while it is ready. */
function nodeService(
  scope: Construct,
  ordinal: number,
  { name, port, positionsPort }: RoutedNodes,
  labels: Record<string, string>,
): k8s.KubeService {
  return new k8s.KubeService(scope, `Node${ordinal}`, {
    metadata: { labels },
    spec: {
      type: 'ClusterIP',
      selector: { ...selectorLabels(name), [POD_NAME]: `${name}-${ordinal}` },
      ports: servicePorts({ mysql: port, positions: positionsPort }),
    },
  });
}

function checkCopies(scope: Construct, copies: number): void {
  if (Number.isInteger(copies) && copies >= 2) return;
  reject(scope, {
    prop: 'copies',
    value: copies,
    rule: 'without a proxy the site has no database, so there must be another one when one is replaced',
    fix: 'use 2',
  });
}
