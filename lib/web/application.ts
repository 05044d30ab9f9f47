import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { configurationFile } from '../kubernetes/configuration-file';
import { Endpoint } from '../kubernetes/endpoint';
import { container } from '../kubernetes/pod';
import { PodUser } from '../kubernetes/pod-user';
import { quantity } from '../kubernetes/quantity';
import { Resources } from '../kubernetes/resources';
import { webProbes } from './probes';
import { SHIPPER_PORT } from './shipper';
import { ApplicationPod, temporaryFiles, WEB_POD, WebApplication } from './web-application';
import { WEB_METRICS } from './web-metrics';

/** A program in one container that speaks HTTP. */
export interface ContainerApplicationProps {
  /** The program, for `app.kubernetes.io/name`: `tomcat`. Its container is called `application`. */
  readonly name: string;
  /** Image with registry and tag. */
  readonly image: string;
  /** What the container may use. */
  readonly resources: Resources;
  /** Port where it listens, from 1024 on. */
  readonly port: number;
  /** User that the image expects. */
  readonly user: PodUser;
  /**
   * Path that answers with success when it takes requests.
   * @default /
   */
  readonly readyPath?: string;
  /**
   * Command instead of the image's own.
   * @default - the image's
   */
  readonly command?: readonly string[];
  /**
   * Environment variables.
   * @default - none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Folders that it writes to; each becomes an empty volume of the pod.
   * @default - `/tmp`
   */
  readonly writableFolders?: readonly string[];
  /**
   * What it talks to.
   * @default - nothing
   */
  readonly connectsTo?: readonly Endpoint[];
}

/** A program that takes requests itself and writes its own access log. */
export interface StandaloneApplicationProps extends ContainerApplicationProps {
  /** Folder where it writes its access log; the volume in RAM is there. */
  readonly logDirectory: string;
  /**
   * The log's file in that folder. The program itself keeps it within the two files.
   * @default access.log
   */
  readonly logFile?: string;
}

/** Files that nginx serves. */
export interface StaticFilesProps {
  /** What they are, for `app.kubernetes.io/name`: `handbook`. */
  readonly name: string;
  /** Image of nginx, whose version the pods carry as a label. */
  readonly image: string;
}

/** What nginx lets through to a program behind it. */
const MAX_UPLOAD_MEBIBYTES = 64;

/** Applications besides WordPress. */
export class Application {
  /** nginx serves files alone; give the web tier a git repository as its `content`. */
  static staticFiles({ name, image }: StaticFilesProps): WebApplication {
    return {
      programName: name,
      image,
      bind: () => ({
        user: { uid: 33 },
        containers: [],
        initContainers: [],
        volumes: [],
        connectsTo: [],
        configuration: [],
        server: {
          kind: 'nginx',
          configuration: configurationFile('web', 'static.conf', { port: WEB_POD.port, root: '/var/www/html' }),
          mounts: [],
          maxUploadMebibytes: 1,
          readyPath: WEB_POD.alivePath,
        },
      }),
    };
  }

  /** nginx stands before a program of another container and writes the log. */
  static behindNginx(props: ContainerApplicationProps): WebApplication {
    return {
      programName: props.name,
      image: props.image,
      bind: (web) => ({
        ...containerPod(web, props, {
          portName: 'application',
          taken: [WEB_POD.port, SHIPPER_PORT, WEB_METRICS.port],
          temporaryFiles: temporaryFiles(MAX_UPLOAD_MEBIBYTES),
        }),
        server: {
          kind: 'nginx',
          configuration: configurationFile('web', 'proxy.conf', { port: WEB_POD.port, applicationPort: props.port }),
          mounts: [],
          maxUploadMebibytes: MAX_UPLOAD_MEBIBYTES,
          readyPath: WEB_POD.alivePath,
        },
      }),
    };
  }

  /** A program takes the requests itself, like Tomcat; no nginx. */
  static standalone(props: StandaloneApplicationProps): WebApplication {
    return {
      programName: props.name,
      image: props.image,
      bind: (web) => ({
        ...containerPod(web, props, {
          portName: WEB_POD.portName,
          taken: [SHIPPER_PORT],
          mounts: [{ name: WEB_POD.accessLog.name, mountPath: props.logDirectory }],
        }),
        server: {
          kind: 'application',
          port: props.port,
          logDirectory: props.logDirectory,
          logFile: props.logFile ?? 'access.log',
          memory: props.resources.memory,
        },
      }),
    };
  }
}

/** What the way of serving asks of an application's container. */
interface Serving {
  /** Name of its port. */
  readonly portName: string;
  /** Ports of the pod that others have. */
  readonly taken: readonly number[];
  /**
   * Mounts beside its writable folders.
   * @default - none
   */
  readonly mounts?: k8s.VolumeMount[];
  /**
   * Room on the node's disk, where it isn't said.
   * @default 256Mi
   */
  readonly temporaryFiles?: string;
}

function containerPod(
  web: Construct,
  props: ContainerApplicationProps,
  { portName, taken, mounts = [], temporaryFiles: room = '256Mi' }: Serving,
): Omit<ApplicationPod, 'server'> {
  checkPort(web, props.port, taken);
  const ready = props.readyPath ?? '/';
  const folders = props.writableFolders ?? ['/tmp'];
  const resources = { ephemeralStorage: room, ...props.resources };
  return {
    user: props.user,
    containers: [
      container(web, 'application', {
        name: 'application',
        image: props.image,
        resources,
        ...(props.command && { command: [...props.command] }),
        env: Object.entries(props.environment ?? {}).map(([name, value]) => ({ name, value })),
        ports: [{ name: portName, containerPort: props.port, protocol: 'TCP' }],
        volumeMounts: [...folders.map((mountPath, index) => ({ name: writable(index), mountPath })), ...mounts],
        ...webProbes(portName, { alive: ready, ready }),
        // Endpoints forget a leaving pod a moment after it is told to go, and nginx before it is told at that moment.
        lifecycle: { preStop: { exec: { command: ['sleep', '6'] } } },
      }),
    ],
    initContainers: [],
    volumes: folders.map((_, index) => ({
      name: writable(index),
      emptyDir: { sizeLimit: quantity(resources.ephemeralStorage) },
    })),
    connectsTo: props.connectsTo ?? [],
    configuration: [],
  };
}

function writable(index: number): string {
  return `writable-${index}`;
}

function checkPort(web: Construct, port: number, taken: readonly number[]): void {
  if (!Number.isInteger(port) || port < 1024 || port > 65535) {
    reject(web, {
      prop: 'application.port',
      value: port,
      rule: 'a program without privileges listens at a port from 1024 to 65535',
      fix: 'use for example 8081',
    });
  }
  if (taken.includes(port)) {
    reject(web, {
      prop: 'application.port',
      value: port,
      rule: `containers of a pod share one network, where others listen at ${taken.join(' and ')}`,
      fix: 'use for example 8081',
    });
  }
}
