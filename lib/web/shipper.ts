import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { configurationFile } from '../kubernetes/configuration-file';
import { Endpoint } from '../kubernetes/endpoint';
import { DEFAULT_IMAGES } from '../kubernetes/image';
import { container } from '../kubernetes/pod';
import { Resources } from '../kubernetes/resources';
import { intOrString, quantity } from '../kubernetes/quantity';
import { LogInput } from '../logging/log-input';

/** Settings of Filebeat beside a web server. */
export interface FilebeatProps {
  /** Where the lines go. */
  readonly to: LogInput;
  /**
   * Filebeat's image.
   * @default - the version that this release is written for
   */
  readonly image?: string;
  /**
   * What Filebeat may use.
   * @default - 50m CPU, 192Mi memory
   */
  readonly resources?: Resources;
}

/** Settings of Fluentd beside a web server. */
export interface FluentdProps {
  /** Where the lines go. */
  readonly to: LogInput;
  /**
   * An image with the program `fluentd`, and for lines that go to Kafka with the gem `fluent-plugin-kafka`, which Fluentd's own
   * image lacks.
   */
  readonly image: string;
  /**
   * What Fluentd may use.
   * @default - 100m CPU, 256Mi memory
   */
  readonly resources?: Resources;
}

/** Where in the pod the log is that a shipper reads. */
export interface ShipperInput {
  /** Name of the workload, which the lines carry. */
  readonly service: string;
  /** Volume of the access log. */
  readonly volume: string;
  /** Folder where the shipper finds it. */
  readonly directory: string;
  /** The file in that folder. */
  readonly file: string;
  /** Name of the ConfigMap's volume that carries the shipper's configuration. */
  readonly configurationVolume: string;
}

/** A shipper's part of a web pod. */
export interface ShipperPod {
  /** The sidecar. */
  readonly container: k8s.Container;
  /** Its own volumes. */
  readonly volumes: k8s.Volume[];
  /** Configuration files by name. */
  readonly files: Readonly<Record<string, string>>;
  /** What it talks to. */
  readonly connectsTo: readonly Endpoint[];
}

/** The sidecar that reads the access log, line by line, and sends it on. It only reads. */
export class Shipper {
  /**
   * Filebeat.
   * @see https://www.elastic.co/docs/reference/beats/filebeat
   */
  static filebeat(props: FilebeatProps): Shipper {
    return new Shipper((web, input) => filebeatPod(web, input, props), 100);
  }

  /**
   * Fluentd. It looks for a new file once a second: give it files of 500 KB.
   * @see https://docs.fluentd.org/input/tail
   */
  static fluentd(props: FluentdProps): Shipper {
    return new Shipper((web, input) => fluentdPod(web, input, props), 1000);
  }

  private constructor(
    /** The shipper's part of a pod. */
    readonly bind: (web: Construct, input: ShipperInput) => ShipperPod,
    /** Longest time until it reads a new file, in milliseconds, by its own settings. */
    readonly findsWithin: number,
  ) {}
}

/** Where a shipper tells how it is. */
export const SHIPPER_PORT = 5066;
const FILEBEAT_RESOURCES: Resources = { cpu: '50m', memory: '192Mi' };
/** The image's user, who owns its folders. */
const FILEBEAT_USER = 1000;
const FLUENTD_RESOURCES: Resources = { cpu: '100m', memory: '256Mi' };
/** The user of Fluentd's own image. */
const FLUENTD_USER = 999;
const FLUENTD_DATA = '/fluentd/data';

function filebeatPod(web: Construct, input: ShipperInput, props: FilebeatProps): ShipperPod {
  const { volume, directory, file, service, configurationVolume } = input;
  const needs = props.to.filebeatNeeds(web);
  const sidecar = container(web, 'shipper', {
    name: 'filebeat',
    image: props.image ?? DEFAULT_IMAGES.filebeat,
    user: { uid: FILEBEAT_USER },
    resources: props.resources ?? FILEBEAT_RESOURCES,
    // A mounted file belongs to root; Filebeat's own check of its owner would refuse it.
    command: needs.startedBy
      ? ['sh', `/etc/web/${needs.startedBy}`]
      : ['filebeat', '-c', '/etc/web/filebeat.yml', '--strict.perms=false'],
    ports: [{ name: 'filebeat', containerPort: SHIPPER_PORT, protocol: 'TCP' }],
    volumeMounts: [
      { name: volume, mountPath: directory, readOnly: true },
      { name: configurationVolume, mountPath: '/etc/web', readOnly: true },
      { name: 'filebeat-data', mountPath: '/usr/share/filebeat/data' },
      ...needs.volumes.map(({ volume: { name }, mountPath }) => ({ name, mountPath, readOnly: true })),
    ],
    ...sidecarLife('filebeat', '/'),
  });
  return {
    container: sidecar,
    volumes: [
      { name: 'filebeat-data', emptyDir: { sizeLimit: quantity('256Mi') } },
      ...needs.volumes.map((need) => need.volume),
    ],
    files: {
      ...needs.files,
      'filebeat.yml': [
        configurationFile('web', 'filebeat.yml', { logFile: `${directory}/${file}`, service, port: SHIPPER_PORT }),
        props.to.filebeatOutput(web),
      ].join('\n'),
    },
    connectsTo: props.to.endpoints(web),
  };
}

function fluentdPod(web: Construct, input: ShipperInput, props: FluentdProps): ShipperPod {
  const { volume, directory, file, service, configurationVolume } = input;
  const sidecar = container(web, 'shipper', {
    name: 'fluentd',
    image: props.image,
    user: { uid: FLUENTD_USER },
    resources: props.resources ?? FLUENTD_RESOURCES,
    // One process: Kubernetes starts it again.
    command: ['fluentd', '--config', '/etc/web/fluentd.conf', '--no-supervisor'],
    env: [{ name: 'TMPDIR', value: FLUENTD_DATA }],
    ports: [{ name: 'fluentd', containerPort: SHIPPER_PORT, protocol: 'TCP' }],
    volumeMounts: [
      { name: volume, mountPath: directory, readOnly: true },
      { name: configurationVolume, mountPath: '/etc/web', readOnly: true },
      { name: 'fluentd-data', mountPath: FLUENTD_DATA },
    ],
    ...sidecarLife('fluentd', '/api/plugins.json'),
  });
  return {
    container: sidecar,
    volumes: [{ name: 'fluentd-data', emptyDir: { sizeLimit: quantity('256Mi') } }],
    files: {
      'fluentd.conf': [
        configurationFile('web', 'fluentd.conf', { logFile: `${directory}/${file}`, service, port: SHIPPER_PORT }),
        props.to.fluentdOutput(web, `${FLUENTD_DATA}/buffer`),
      ].join('\n'),
    },
    connectsTo: props.to.endpoints(web),
  };
}

function sidecarLife(port: string, path: string): Pick<k8s.Container, 'livenessProbe' | 'lifecycle'> {
  return {
    // No startup probe: the web server would wait for it. No readiness: when Kafka is away, the site still serves.
    livenessProbe: {
      httpGet: { path, port: intOrString(port), scheme: 'HTTP' },
      initialDelaySeconds: 30,
      periodSeconds: 20,
      timeoutSeconds: 5,
      failureThreshold: 3,
    },
    // The web server goes on for a moment when the pod is told to go, and its last lines are read too.
    lifecycle: { preStop: { exec: { command: ['sleep', '15'] } } },
  };
}
