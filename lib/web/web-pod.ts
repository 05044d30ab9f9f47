import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { Endpoint } from '../kubernetes/endpoint';
import { quantity } from '../kubernetes/quantity';
import { AccessLog, AccessLogSizes } from './access-log';
import { gitContent, GitContent } from './git-content';
import { nginxServer, NginxProps } from './nginx-server';
import { Shipper } from './shipper';
import { ApplicationPod, OutgoingAccess, WEB_POD } from './web-application';

/** What of a web tier's settings is about its pods. */
export interface WebPodProps extends NginxProps {
  readonly accessLog: AccessLog;
  readonly shipper: Shipper;
  readonly content?: GitContent;
}

/** Whoever takes the requests in a web pod, and writes the access log. */
export interface WebServer {
  /** Port where it listens. */
  readonly port: number;
  /** Sizes of the log that it writes. */
  readonly log: AccessLogSizes;
  /** Folder of the log. */
  readonly logDirectory: string;
  /** The log's file in that folder. */
  readonly logFile: string;
  /** Its containers, beside the application's. */
  readonly containers: readonly k8s.Container[];
  /** What runs as long as it does. */
  readonly sidecars: readonly k8s.Container[];
  /** Volumes of these containers. */
  readonly volumes: readonly k8s.Volume[];
  /** Configuration files by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Whether one container signals another's process. */
  readonly sharesProcesses: boolean;
}

/** A web pod, put together. */
export interface WebPod {
  /** Port where it takes requests. */
  readonly port: number;
  readonly containers: k8s.Container[];
  readonly initContainers: k8s.Container[];
  /** What runs as long as the containers do. */
  readonly sidecars: k8s.Container[];
  readonly volumes: k8s.Volume[];
  /** Configuration files by name, which the ConfigMap carries. */
  readonly files: Readonly<Record<string, string>>;
  readonly sharesProcesses: boolean;
  /** What it talks to. */
  readonly connectsTo: readonly Endpoint[];
  /** What else it may reach. */
  readonly outgoing: readonly OutgoingAccess[];
}

/**
 * Puts a web pod together: the server, the application, the log between server and shipper, and files from git.
 *
 * @param service name of the workload, which the log's lines carry
 * @param configurationVolume name of the volume that carries the files
 */
export function webPod(
  web: Construct,
  service: string,
  configurationVolume: string,
  props: WebPodProps,
  application: ApplicationPod,
): WebPod {
  const server = webServer(web, configurationVolume, props, application);
  const shipper = props.shipper.bind(web, {
    service,
    volume: WEB_POD.accessLog.name,
    directory: server.logDirectory,
    file: server.logFile,
    configurationVolume,
  });
  const git = props.content && gitContent(web, props.content, configurationVolume);
  const containers = [...server.containers, ...application.containers];
  return {
    port: server.port,
    containers: git ? containers.map((each) => withMount(web, each, git.mount)) : containers,
    initContainers: [...(git ? [git.initContainer] : []), ...application.initContainers],
    // The shipper is first: it stops last.
    sidecars: [shipper.container, ...server.sidecars],
    volumes: [
      { name: WEB_POD.accessLog.name, emptyDir: { medium: 'Memory', sizeLimit: quantity(server.log.volume) } },
      ...server.volumes,
      ...shipper.volumes,
      ...(git?.volumes ?? []),
      ...application.volumes,
    ],
    files: { ...server.files, ...shipper.files, ...git?.files },
    sharesProcesses: server.sharesProcesses,
    connectsTo: [...application.connectsTo, ...shipper.connectsTo],
    outgoing: [...(application.outgoing ?? []), ...(git ? [git.outgoing] : [])],
  };
}

function webServer(
  web: Construct,
  configurationVolume: string,
  props: WebPodProps,
  { server }: ApplicationPod,
): WebServer {
  if (server.kind === 'nginx') return nginxServer(web, configurationVolume, props, server);
  if (props.metrics) {
    reject(web, {
      prop: 'metrics',
      value: 'set',
      rule: "they are nginx' and its log's, and this application takes the requests without nginx",
      fix: 'leave them out, and have Prometheus ask the application itself',
    });
  }
  return {
    port: server.port,
    log: props.accessLog.sizes(web, 'application.resources.memory', server.memory),
    logDirectory: server.logDirectory,
    logFile: server.logFile,
    containers: [],
    sidecars: [],
    volumes: [],
    files: {},
    sharesProcesses: false,
  };
}

/** A container that also sees the files from git. */
function withMount(web: Construct, container: k8s.Container, mount: k8s.VolumeMount): k8s.Container {
  const mounts = container.volumeMounts ?? [];
  const taken = mounts.find(
    ({ mountPath }) => isWithin(mount.mountPath, mountPath) || isWithin(mountPath, mount.mountPath),
  );
  if (taken) {
    reject(web, {
      prop: 'content.mountPath',
      value: mount.mountPath,
      rule: `the container ${container.name} has another volume at ${taken.mountPath}`,
      fix: 'use a folder of its own, like /srv/content',
    });
  }
  return { ...container, volumeMounts: [...mounts, mount] };
}

function isWithin(path: string, folder: string): boolean {
  return `${path}/`.startsWith(`${folder}/`);
}
