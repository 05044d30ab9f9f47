import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { configurationFile } from '../kubernetes/configuration-file';
import { DEFAULT_IMAGES } from '../kubernetes/image';
import { container } from '../kubernetes/pod';
import { containerPorts } from '../kubernetes/ports';
import { quantity, quantityOf } from '../kubernetes/quantity';
import { Resources } from '../kubernetes/resources';
import { AccessLog, mostLines } from './access-log';
import { pageCacheSizes } from './page-cache';
import { webProbes } from './probes';
import { Shipper } from './shipper';
import { ApplicationServer, temporaryFiles, WEB_POD } from './web-application';
import { WEB_METRICS, WebMetricsProps } from './web-metrics';
import { WebServer } from './web-pod';

/** What of a web tier's settings is about nginx. */
export interface NginxProps {
  readonly accessLog: AccessLog;
  readonly shipper: Shipper;
  readonly image?: string;
  readonly resources?: Resources;
  readonly metrics?: WebMetricsProps;
}

const DEFAULT_RESOURCES: Resources = { cpu: '100m', memory: '128Mi' };
/** Ten looks a second take about this much. */
const ROTATION_RESOURCES: Resources = { cpu: '20m', memory: '16Mi', ephemeralStorage: '32Mi' };
const LOG_FILE = 'access.log';

/** nginx before an application, and the rotation of its access log. */
export function nginxServer(
  web: Construct,
  configurationVolume: string,
  props: NginxProps,
  server: Extract<ApplicationServer, { kind: 'nginx' }>,
): WebServer {
  const image = props.image ?? DEFAULT_IMAGES.nginx;
  const resources = props.resources ?? DEFAULT_RESOURCES;
  const log = props.accessLog.sizes(web, 'resources.memory', resources.memory);
  const logPath = `${WEB_POD.accessLog.mountPath}/${LOG_FILE}`;
  const pages = server.keepsPages ? pageCacheSizes(web, resources.memory) : undefined;
  const temporary = temporaryFiles(server.maxUploadMebibytes);
  const configuration: k8s.VolumeMount = { name: configurationVolume, mountPath: '/etc/web', readOnly: true };

  const nginx = container(web, '', {
    name: 'nginx',
    image,
    resources: { ephemeralStorage: temporary, ...resources },
    command: ['nginx', '-e', 'stderr', '-c', '/etc/web/nginx.conf', '-g', 'daemon off;'],
    ports: containerPorts({
      [WEB_POD.portName]: WEB_POD.port,
      ...(props.metrics && { [WEB_METRICS.portName]: WEB_METRICS.port }),
    }),
    volumeMounts: [
      configuration,
      { ...WEB_POD.run },
      { ...WEB_POD.accessLog },
      { name: 'nginx-tmp', mountPath: '/tmp' },
      ...(pages ? [{ ...WEB_POD.pages }] : []),
      ...server.mounts,
    ],
    ...webProbes(WEB_POD.portName, { alive: WEB_POD.alivePath, ready: server.readyPath }),
    // Endpoints forget a leaving pod a moment after it is told to go; until then it serves.
    lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
  });
  const rotation = container(web, '', {
    name: 'rotate-access-log',
    image,
    resources: ROTATION_RESOURCES,
    command: [
      'sh',
      '/etc/web/rotate-access-log.sh',
      logPath,
      String(log.rotateAt),
      String(log.shedAt),
      WEB_POD.run.mountPath,
      String(props.shipper.findsWithin),
    ],
    volumeMounts: [configuration, { ...WEB_POD.run }, { ...WEB_POD.accessLog }],
    livenessProbe: {
      exec: {
        command: ['sh', '/etc/web/access-log-rotates.sh', logPath, String(log.rotateAt), String(log.shedAt)],
      },
      initialDelaySeconds: 30,
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 6,
    },
  });
  return {
    port: WEB_POD.port,
    log,
    logDirectory: WEB_POD.accessLog.mountPath,
    logFile: LOG_FILE,
    containers: [nginx],
    sidecars: [rotation],
    volumes: [
      { name: WEB_POD.run.name, emptyDir: { sizeLimit: quantity('16Mi') } },
      { name: 'nginx-tmp', emptyDir: { sizeLimit: quantity(temporary) } },
      ...(pages
        ? [
            {
              name: WEB_POD.pages.name,
              emptyDir: { medium: 'Memory', sizeLimit: quantity(`${pages.volumeMebibytes}Mi`) },
            },
          ]
        : []),
    ],
    files: {
      'nginx.conf': configurationFile('web', 'nginx.conf', {
        workers: Math.ceil(quantityOf(web, 'resources.cpuLimit', resources.cpuLimit ?? resources.cpu)),
        maxUpload: `${server.maxUploadMebibytes}m`,
        port: WEB_POD.port,
        ...mostLines(log, props.shipper.findsWithin),
        logFile: logPath,
        run: WEB_POD.run.mountPath,
        pageCache: pages
          ? configurationFile('web', 'page-cache.conf', {
              path: WEB_POD.pages.mountPath,
              mebibytes: pages.pagesMebibytes,
            })
          : '',
      }),
      'server.conf': [server.configuration, ...(props.metrics ? [metricsServer(server)] : [])].join('\n'),
      ...(props.metrics && { 'metrics.txt': configurationFile('web', 'metrics.txt') }),
      'rotate-access-log.sh': configurationFile('web', 'rotate-access-log.sh'),
      'access-log-rotates.sh': configurationFile('web', 'access-log-rotates.sh'),
    },
    // The rotation signals nginx, which it finds by its process id.
    sharesProcesses: true,
  };
}

/** Shows metrics: nginx' own, those of the log's rotation and of the application. */
function metricsServer({ metrics }: Extract<ApplicationServer, { kind: 'nginx' }>): string {
  return configurationFile('web', 'metrics.conf', {
    port: WEB_METRICS.port,
    path: WEB_METRICS.path,
    rotation: `${WEB_POD.run.mountPath}/rotation.metrics`,
    application: metrics?.configuration ?? '',
  });
}
