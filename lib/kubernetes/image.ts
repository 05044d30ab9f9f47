import { IConstruct } from 'constructs';
import { reject, Rejection } from './configuration-error';

const REFERENCE =
  /^(?<registry>[a-z0-9.-]+(?:\.[a-z0-9-]+|:\d+)(?::\d+)?)\/(?<repository>[a-z0-9._/-]+):(?<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127})(?:@sha256:[0-9a-f]{64})?$/;
const FLOATING = new Set(['latest', 'stable', 'lts', 'edge', 'main', 'master', 'nightly']);

/**
 * Every image of the stack, by what it is for. The manifests take images from this map and from nowhere else, so
 * that a mirror or a private registry is one change.
 */
export interface Images {
  /** Web server and access log rotation, running as any user. */
  readonly nginx: string;
  /** WordPress' files and php-fpm. */
  readonly wordpress: string;
  /** Log shipper. */
  readonly filebeat: string;
  /** Database server with Galera, its clients, mariadb-backup and socat. */
  readonly mariadb: string;
  /** Proxy before a database of which one node at a time is written to. */
  readonly haproxy: string;
  /** Database metrics. */
  readonly mysqldExporter: string;
  /** git, for filling a volume from a repository. */
  readonly git: string;
  /** Copies of backups to and from object stores. */
  readonly rclone: string;
  /** Queue of log lines: its programs below `/opt/kafka`. */
  readonly kafka: string;
  /** Reads log lines from the queue and writes them to the search engine. */
  readonly logstash: string;
  /** Search engine of log lines; its image also sets it up. */
  readonly elasticsearch: string;
  /** Dashboards of log lines. */
  readonly kibana: string;
  /** NFS dynamic provisioner. */
  readonly nfsProvisioner: string;
}

/** The versions that the stack is written for. */
export const DEFAULT_IMAGES: Images = {
  nginx: 'docker.io/nginxinc/nginx-unprivileged:1.28.0',
  wordpress: 'docker.io/library/wordpress:7.1.0-php8.4-fpm',
  filebeat: 'docker.elastic.co/beats/filebeat:9.2.0',
  mariadb: 'docker.io/library/mariadb:11.8.8',
  haproxy: 'docker.io/library/haproxy:3.2.4',
  mysqldExporter: 'docker.io/prom/mysqld-exporter:v0.18.0',
  git: 'docker.io/alpine/git:v2.49.1',
  rclone: 'docker.io/rclone/rclone:1.75.1',
  kafka: 'docker.io/apache/kafka:4.1.1',
  logstash: 'docker.elastic.co/logstash/logstash:9.2.0',
  elasticsearch: 'docker.elastic.co/elasticsearch/elasticsearch:9.2.0',
  kibana: 'docker.elastic.co/kibana/kibana:9.2.0',
  nfsProvisioner: 'registry.k8s.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2',
};

/** What is wrong with an image reference, and what to write instead; undefined if it says exactly what runs. */
export function imageProblem(image: string): Pick<Rejection, 'rule' | 'fix'> | undefined {
  const tag = REFERENCE.exec(image)?.groups?.tag;
  if (tag === undefined) {
    return {
      rule: 'an image needs a registry, a repository and a tag, so that everyone gets the same one',
      fix: 'write it like docker.io/library/mariadb:11.8.8, with @sha256:... behind it if you pin digests',
    };
  }
  if (FLOATING.has(tag)) {
    return {
      rule: `the tag ${tag} means another image tomorrow`,
      fix: 'use the tag of a version, like 11.8.8',
    };
  }
  return undefined;
}

/**
 * An image reference that says exactly what runs: registry, repository and a tag that names a version.
 *
 * @param prop the prop's name, for the error's sentence
 * @throws ConfigurationError if the registry or the tag is missing, or the tag floats
 */
export function pinnedImage(scope: IConstruct | string, prop: string, image: string): string {
  const problem = imageProblem(image);
  if (problem) reject(scope, { prop, value: image, ...problem });
  return image;
}

const REGISTRY =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*(:\d{1,5})?(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/;

/**
 * An image as one registry has it that holds copies of all: its host takes the place of the image's own.
 *
 * @param prop the prop's name, for the error's sentence
 * @throws ConfigurationError if no registry can have that name
 */
export function mirroredImage(scope: IConstruct | string, prop: string, registry: string, image: string): string {
  const mirrored = `${registry}/${image.slice(image.indexOf('/') + 1)}`;
  if (!REGISTRY.test(registry) || imageProblem(mirrored)) {
    reject(scope, {
      prop,
      value: registry,
      rule: 'it is the host of a registry, with a folder behind it if you keep the images in one, and without a slash at its end',
      fix: 'write it like registry.example.org/mirror',
    });
  }
  return mirrored;
}

/** The version that an image's tag names: `11.8.8`; as a label's value. */
export function imageVersion(image: string): string {
  return (
    /:([A-Za-z0-9_][A-Za-z0-9._-]*)(?:@|$)/.exec(image.slice(image.lastIndexOf('/')))?.[1]?.slice(0, 63) ?? 'unknown'
  );
}
