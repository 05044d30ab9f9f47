import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { PodMonitor } from '../../imports/monitoring.coreos.com';
import { reject } from '../kubernetes/configuration-error';
import { contentHash } from '../kubernetes/configuration-file';
import { instanceName } from '../kubernetes/instance-name';
import { selectorLabels, standardLabels } from '../kubernetes/labels';
import { Platform } from '../kubernetes/platform';
import { podTemplate, spreadPods } from '../kubernetes/pod';
import { intOrString } from '../kubernetes/quantity';
import { Resources } from '../kubernetes/resources';
import { keepSidecarsRunning, withSidecars } from '../kubernetes/sidecars';
import { WorkloadNetwork } from '../kubernetes/workload-network';
import { Backend } from '../network/backend';
import { AccessLog } from './access-log';
import { Disruption } from './disruption';
import { GitContent } from './git-content';
import { STARTUP_PATIENCE } from './probes';
import { Scale } from './scale';
import { Shipper } from './shipper';
import { ApplicationPod, WEB_POD, WebApplication } from './web-application';
import { WEB_METRICS, WebMetricsProps } from './web-metrics';
import { webPod } from './web-pod';

/** Settings of a {@link WebWithFilebeatSidecar}. */
export interface WebWithFilebeatSidecarProps {
  /** What runs behind the web server: a `WordPressSite`, or one of `Application`. */
  readonly application: WebApplication;
  /** How many pods. */
  readonly scale: Scale;
  /** Who reads the access log and sends it on. */
  readonly shipper: Shipper;
  /**
   * Size of the access log in RAM.
   * @default AccessLog.inMemory({ fileSize: '50Ki' })
   */
  readonly accessLog?: AccessLog;
  /**
   * Image of nginx, for the web server and for rotating its log.
   * @default - the version that this release is written for
   */
  readonly image?: string;
  /**
   * What nginx may use. Its worker processes are as many as the cores, rounded up.
   * @default - 100m CPU, 128Mi memory
   */
  readonly resources?: Resources;
  /**
   * Metrics for Prometheus, at port 9113 of the pods: nginx' connections, lines of the log that were lost, and php-fpm's
   * children where there are any, at `/metrics/php`.
   * @default - none
   */
  readonly metrics?: WebMetricsProps;
  /**
   * A git repository that fills a volume before the web server starts.
   * @default - none
   */
  readonly content?: GitContent;
  /**
   * How many pods may be away on purpose at the same time.
   * @default Disruption.maxUnavailable('25%')
   */
  readonly disruption?: Disruption;
  /**
   * Name of the PriorityClass.
   * @default - the cluster's default priority
   */
  readonly priorityClassName?: string;
}

const CONFIG_VOLUME = 'web-config';
/** How many pods a rolling update adds before it takes old ones away. */
const SURGE_PERCENT = 25;
const PROGRESS_DEADLINE =
  STARTUP_PATIENCE.initialDelaySeconds + STARTUP_PATIENCE.periodSeconds * STARTUP_PATIENCE.failureThreshold + 60;

/** Web servers of a machine that is silent are started elsewhere after a minute; by default Kubernetes waits for five. */
const LOST_MACHINE = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].map((key) => ({
  key,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 60,
}));

/**
 * Web servers that can be multiplied: nginx, an application, and a sidecar that ships the access log.
 *
 * The log is in RAM alone, in two files of 50 KB; nginx writes, the shipper only reads, and each can be updated
 * without the other. Use it for the web tier of a site; what must survive a pod belongs into the database or on a
 * shared volume.
 */
export class WebWithFilebeatSidecar extends Construct implements Backend {
  /** The pods' template and number. */
  readonly deployment: k8s.KubeDeployment;
  /** Configuration of nginx, the rotation and the shipper. */
  readonly config: k8s.KubeConfigMap;
  /** Keeps enough pods running while nodes are drained. */
  readonly disruptionBudget: k8s.KubePodDisruptionBudget;
  /** Changes the number of pods with the load; undefined for a fixed number. */
  readonly autoscaler?: k8s.KubeHorizontalPodAutoscalerV2;
  /** By which the Prometheus Operator finds the pods; undefined if there is none. */
  readonly podMonitor?: PodMonitor;
  readonly network: WorkloadNetwork;
  readonly instance: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly podPort: number;
  readonly portName = WEB_POD.portName;

  /**
   * @throws ConfigurationError if the scale, the log's size, the disruption or an image can't work, or if at the most
   * pods the database would get more connections than it takes
   */
  constructor(scope: Construct, id: string, props: WebWithFilebeatSidecarProps) {
    super(scope, id);
    const { scale, accessLog = AccessLog.inMemory({ fileSize: '50Ki' }) } = props;
    const { kubernetesVersion } = Platform.of(this);
    scale.check(this);
    const application = props.application.bind(this);
    checkConnections(this, scale, application);

    this.instance = instanceName(this);
    this.labels = standardLabels({
      name: props.application.programName,
      instance: this.instance,
      component: 'web',
      image: props.application.image,
    });
    const metadata = { labels: this.labels };
    this.network = new WorkloadNetwork(this, 'Network', { instance: this.instance, metadata });

    const pod = webPod(this, this.instance, CONFIG_VOLUME, { ...props, accessLog }, application);
    this.podPort = pod.port;
    this.config = new k8s.KubeConfigMap(this, 'Config', { metadata, data: pod.files });
    for (const endpoint of pod.connectsTo) this.network.connectTo(endpoint);
    for (const { peer, port } of pod.outgoing) this.network.allowTo(peer, port);

    this.deployment = new k8s.KubeDeployment(this, 'Resource', {
      metadata,
      spec: {
        ...(scale.cpuUtilization === undefined && { replicas: scale.minimum }),
        revisionHistoryLimit: 5,
        // Whoever watches a rollout gives up no earlier than a pod's startup probe.
        progressDeadlineSeconds: PROGRESS_DEADLINE,
        selector: { matchLabels: selectorLabels(this.instance) },
        strategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxUnavailable: intOrString(0), maxSurge: intOrString(`${SURGE_PERCENT}%`) },
        },
        template: podTemplate(this, {
          labels: this.labels,
          annotations: { 'checksum/config': contentHash(pod.files, application.configuration) },
          ...withSidecars(pod, pod.sidecars, kubernetesVersion),
          volumes: [{ name: CONFIG_VOLUME, configMap: { name: this.config.name, defaultMode: 0o444 } }, ...pod.volumes],
          user: application.user,
          ...(pod.sharesProcesses && { shareProcessNamespace: true }),
          priorityClassName: props.priorityClassName,
          terminationGracePeriodSeconds: 60,
          ...spreadPods(selectorLabels(this.instance)),
          tolerations: LOST_MACHINE,
        }),
      },
    });
    keepSidecarsRunning(this.deployment, pod.sidecars, kubernetesVersion);

    this.disruptionBudget = new k8s.KubePodDisruptionBudget(this, 'DisruptionBudget', {
      metadata,
      spec: {
        ...(props.disruption ?? Disruption.maxUnavailable('25%')).budget(this, scale.minimum),
        selector: { matchLabels: selectorLabels(this.instance) },
        // A pod that is not ready serves nobody; it must not keep its node from being drained.
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    });
    if (props.metrics?.scrapedBy) this.network.allowFrom(props.metrics.scrapedBy, WEB_METRICS.port);
    if (props.metrics?.podMonitor) {
      const own = application.server.kind === 'nginx' ? application.server.metrics : undefined;
      const paths = [WEB_METRICS.path, ...(own ? [own.path] : [])];
      this.podMonitor = new PodMonitor(this, 'PodMonitor', {
        metadata: { labels: { ...this.labels, ...props.metrics.podMonitor.labels } },
        spec: {
          selector: { matchLabels: selectorLabels(this.instance) },
          podMetricsEndpoints: paths.map((path) => ({ port: WEB_METRICS.portName, path })),
        },
      });
    }
    const { cpuUtilization, calmFor } = scale;
    this.autoscaler = cpuUtilization && calmFor ? autoscaler(this, scale, cpuUtilization, calmFor) : undefined;
  }
}

/** A web tier at its most pods, one rolling update under way, may not need more connections than the database takes. */
function checkConnections(web: Construct, { maximum }: Scale, { connections }: ApplicationPod): void {
  if (!connections) return;
  const { perPod, available, besides } = connections;
  const pods = maximum + Math.ceil((maximum * SURGE_PERCENT) / 100);
  const needed = pods * perPod + besides;
  if (needed > available) {
    const fitting = Math.floor(Math.floor((available - besides) / perPod) / (1 + SURGE_PERCENT / 100));
    reject(web, {
      prop: 'scale.maximum',
      value: maximum,
      rule:
        `with ${perPod} php-fpm children a pod, ${pods} pods during an update and ${besides} connections of jobs, ` +
        `the database would get ${needed} connections and takes ${available}`,
      fix: `use ${fitting >= 1 ? `at most ${fitting}, ` : ''}fewer children, or a database with more memory`,
    });
  }
}

function autoscaler(
  web: WebWithFilebeatSidecar,
  scale: Scale,
  cpuUtilization: number,
  calmFor: Duration,
): k8s.KubeHorizontalPodAutoscalerV2 {
  return new k8s.KubeHorizontalPodAutoscalerV2(web, 'Autoscaler', {
    metadata: { labels: web.labels },
    spec: {
      minReplicas: scale.minimum,
      maxReplicas: scale.maximum,
      scaleTargetRef: { apiVersion: web.deployment.apiVersion, kind: web.deployment.kind, name: web.deployment.name },
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: cpuUtilization } },
        },
      ],
      behavior: {
        // Up at once, as far as doubling: visitors are waiting.
        scaleUp: {
          stabilizationWindowSeconds: 0,
          selectPolicy: 'Max',
          policies: [
            { type: 'Percent', value: 100, periodSeconds: 30 },
            { type: 'Pods', value: 2, periodSeconds: 30 },
          ],
        },
        // Down slowly: the next wave often follows.
        scaleDown: {
          stabilizationWindowSeconds: calmFor.toSeconds(),
          selectPolicy: 'Max',
          policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }],
        },
      },
    },
  });
}
