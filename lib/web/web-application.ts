import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Endpoint } from '../kubernetes/endpoint';
import { Peer } from '../kubernetes/peer';
import { PodUser } from '../kubernetes/pod-user';

/** What runs in a web pod beside the web server, or instead of it. */
export interface WebApplication {
  /** The program, for `app.kubernetes.io/name`: `wordpress`. */
  readonly programName: string;
  /** The image whose version the pods carry. */
  readonly image: string;
  /** The application's part of the pod. Called once for each web tier that runs it. */
  bind(web: Construct): ApplicationPod;
}

/** An application's part of a web pod. */
export interface ApplicationPod {
  /** Who the pod's processes are; the web server is the same user, so that they share files and a socket. */
  readonly user: PodUser;
  /** Containers beside the web server's. */
  readonly containers: k8s.Container[];
  /** What must end before they start, in order. */
  readonly initContainers: k8s.Container[];
  /** Volumes of these containers. */
  readonly volumes: k8s.Volume[];
  /** Who takes the requests and writes the access log. */
  readonly server: ApplicationServer;
  /** What its pods talk to. */
  readonly connectsTo: readonly Endpoint[];
  /** What else its pods may reach. */
  readonly outgoing?: readonly OutgoingAccess[];
  /** Everything that must roll the pods when it changes. */
  readonly configuration: unknown;
  /** Database connections that one pod may hold, and how many the database takes. */
  readonly connections?: { readonly perPod: number; readonly available: number; readonly besides: number };
}

/** Something outside that a site may reach. */
export interface OutgoingAccess {
  /** Where it is. */
  readonly peer: Peer;
  /** TCP port: 443 for web services, 587 for a mail relay. */
  readonly port: number;
}

/** Who takes the requests and writes the access log. */
export type ApplicationServer =
  /** nginx, before the application. */
  | {
      readonly kind: 'nginx';
      /** The `server` block. */
      readonly configuration: string;
      /** What nginx sees of the application's files. */
      readonly mounts: k8s.VolumeMount[];
      /** Largest request body, in mebibytes. */
      readonly maxUploadMebibytes: number;
      /** Path by which nginx and what is behind it show that they take requests. */
      readonly readyPath: string;
      /** Whether its pages are kept in RAM, in a cache called `pages`. */
      readonly keepsPages?: boolean;
      /** Metrics of its own, in Prometheus' format: their path, and the `location` of it. */
      readonly metrics?: { readonly path: string; readonly configuration: string };
    }
  /** The application's own container. */
  | {
      readonly kind: 'application';
      /** Where it listens; the port's name is `http`. */
      readonly port: number;
      /** Folder where it writes its access log. */
      readonly logDirectory: string;
      /** The log's file in that folder. */
      readonly logFile: string;
      /** Its memory limit, where the log's pages count. */
      readonly memory: string;
    };

/** Names and paths that the web server and an application in one pod agree on. */
export const WEB_POD = {
  /** Where nginx listens. */
  port: 8080,
  /** Name of the port that takes the site's requests, whoever does. */
  portName: 'http',
  /** Volume for sockets and process ids, and where it is. */
  run: { name: 'run', mountPath: '/run/web' },
  /** php-fpm's socket. */
  socket: '/run/web/php-fpm.sock',
  /** The one that php-fpm tells at how it is. */
  statusSocket: '/run/web/php-status.sock',
  /** Volume of the access log, and where the web server writes it. */
  accessLog: { name: 'access-log', mountPath: '/var/log/web' },
  /** Volume in RAM of pages that are kept, and where it is. */
  pages: { name: 'pages', mountPath: '/var/cache/pages' },
  /** Where nginx asks itself for a page that is to be kept; only the pod's own containers reach it. */
  renderingPort: 8079,
  /** Path by which nginx alone answers. */
  alivePath: '/-/nginx',
} as const;

/** Room for a container's temporary files: a few of the largest uploads at the same time, and what else there is. */
export function temporaryFiles(maxUploadMebibytes: number): string {
  return `${256 + 4 * maxUploadMebibytes}Mi`;
}
