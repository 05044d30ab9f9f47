import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { configurationFile } from '../kubernetes/configuration-file';
import { Endpoint } from '../kubernetes/endpoint';
import { container, PodUser } from '../kubernetes/pod';
import { Resources } from '../kubernetes/resources';
import { webProbes } from './probes';
import { ApplicationPod, WEB_POD, WebApplication } from './web-application';

/** A program in one container that speaks HTTP. */
export interface ContainerApplicationProps {
  /** The program, for `app.kubernetes.io/name`: `tomcat`. */
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

/** Applications besides WordPress. */
export class Application {
  /** nginx serves files, as from a git repository. */
  static staticFiles({ name, image }: { readonly name: string; readonly image: string }): WebApplication {
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
          maxUpload: '1m',
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
        ...containerPod(web, props),
        server: {
          kind: 'nginx',
          configuration: configurationFile('web', 'proxy.conf', { port: WEB_POD.port, applicationPort: props.port }),
          mounts: [],
          maxUpload: '64m',
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
        ...containerPod(web, props, [{ name: WEB_POD.accessLog.name, mountPath: props.logDirectory }]),
        server: {
          kind: 'application',
          port: props.port,
          logDirectory: props.logDirectory,
          logFile: props.logFile ?? 'access.log',
        },
      }),
    };
  }
}

function containerPod(
  web: Construct,
  props: ContainerApplicationProps,
  mounts: k8s.VolumeMount[] = [],
): Omit<ApplicationPod, 'server'> {
  if (!Number.isInteger(props.port) || props.port < 1024 || props.port > 65535) {
    reject(web, {
      prop: 'application.port',
      value: props.port,
      rule: 'a program without privileges listens at a port from 1024 to 65535',
      fix: 'use for example 8081',
    });
  }
  const folders = props.writableFolders ?? ['/tmp'];
  return {
    user: props.user,
    containers: [
      container(web, 'application', {
        name: props.name,
        image: props.image,
        resources: props.resources,
        ...(props.command && { command: [...props.command] }),
        env: Object.entries(props.environment ?? {}).map(([name, value]) => ({ name, value })),
        ports: [{ name: 'application', containerPort: props.port, protocol: 'TCP' }],
        volumeMounts: [...folders.map((mountPath, index) => ({ name: `writable-${index}`, mountPath })), ...mounts],
        ...webProbes('application', { alive: props.readyPath ?? '/', ready: props.readyPath ?? '/' }),
      }),
    ],
    initContainers: [],
    volumes: folders.map((_, index) => ({ name: `writable-${index}`, emptyDir: {} })),
    connectsTo: props.connectsTo ?? [],
    configuration: [],
  };
}
