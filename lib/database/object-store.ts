import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { configurationFile } from '../kubernetes/configuration-file';
import { DEFAULT_IMAGES } from '../kubernetes/image';
import { Peer } from '../kubernetes/peer';
import { container } from '../kubernetes/pod';
import { quantity } from '../kubernetes/quantity';
import { RequiredSecret } from '../kubernetes/required-secret';
import { Resources } from '../kubernetes/resources';
import { WorkloadNetwork } from '../kubernetes/workload-network';

/** A bucket of an object store that speaks S3, and how to get there. */
export interface ObjectStoreProps {
  /** Address of the store: `https://s3.eu-central-1.amazonaws.com`. */
  readonly endpoint: string;
  /** Name of the bucket, which must be there. */
  readonly bucket: string;
  /**
   * Folder in the bucket.
   * @default - the bucket itself; in a `WordPressStack` the namespace's name
   */
  readonly folder?: string;
  /**
   * Region of the bucket, where the store asks for one.
   * @default us-east-1
   */
  readonly region?: string;
  /**
   * Kind of store, as rclone names it: `AWS`, `Ceph`, `Minio` ...
   * @default Other
   * @see https://rclone.org/s3/#s3-provider
   */
  readonly provider?: string;
  /**
   * Where its addresses are, for the network policy.
   * @default - anywhere
   */
  readonly peer?: Peer;
  /**
   * Name of the Secret with `access-key-id` and `secret-access-key`. The key needs to list, read and write in the
   * folder, and nothing else: who has it must not be able to delete.
   * @default - the construct's name with `-object-store`
   */
  readonly secretName?: string;
  /**
   * Image of rclone.
   * @default - the version that this release is written for
   */
  readonly image?: string;
  /**
   * What rclone may use.
   * @default - 100m CPU, 256Mi memory
   */
  readonly resources?: Resources;
}

const SCRIPT = 'object-store.sh';
const SECRET_PATH = '/etc/object-store';
const PORTS: Readonly<Record<string, number>> = { 'https:': 443, 'http:': 80 };

/** The object store as pods see it: its Secret, and containers that speak to it. */
export class ObjectStore extends Construct {
  /** Its credentials. */
  readonly credentials: RequiredSecret;
  /** Whether what goes there is encrypted on its way. */
  readonly encrypted: boolean;

  private readonly url: URL;

  /**
   * @param instance name of the workload to which it belongs
   * @throws ConfigurationError if the endpoint is no address, or there can be no such bucket or folder
   */
  constructor(
    scope: Construct,
    id: string,
    instance: string,
    private readonly props: ObjectStoreProps,
  ) {
    super(scope, id);
    this.url = checkedEndpoint(this, props.endpoint);
    this.encrypted = this.url.protocol === 'https:';
    checkPlaces(this, props);
    this.credentials = new RequiredSecret(this, 'Credentials', {
      name: props.secretName ?? `${instance}-object-store`,
      purpose: `access to the bucket ${props.bucket}; the provider of ${this.url.host} has the values`,
      keys: { 'access-key-id': { text: 'replace-me' }, 'secret-access-key': { text: 'replace-me' } },
    });
  }

  /** Lets a workload reach it. */
  open(network: WorkloadNetwork): void {
    network.allowTo(this.props.peer ?? Peer.anywhere(), Number(this.url.port || PORTS[this.url.protocol]));
  }

  /** The script that containers with rclone start with, for their ConfigMap. */
  files(): Record<string, string> {
    return { [SCRIPT]: configurationFile('database', SCRIPT) };
  }

  /** A container with rclone, which runs a script beside those of {@link files}. */
  container(name: string, command: readonly string[], settings: Pick<k8s.Container, 'env' | 'volumeMounts'>) {
    const { props, url } = this;
    return container(this, '', {
      name,
      image: props.image ?? DEFAULT_IMAGES.rclone,
      resources: props.resources ?? { cpu: '100m', memory: '256Mi' },
      command: [...command],
      env: [
        { name: 'STORE_ENDPOINT', value: url.origin },
        { name: 'STORE_PROVIDER', value: props.provider ?? 'Other' },
        { name: 'STORE_REGION', value: props.region ?? 'us-east-1' },
        { name: 'STORE_FOLDER', value: [props.bucket, props.folder].filter(Boolean).join('/') },
        ...(settings.env ?? []),
      ],
      volumeMounts: [
        { name: 'object-store', mountPath: SECRET_PATH, readOnly: true },
        { name: 'rclone', mountPath: '/tmp' },
        ...(settings.volumeMounts ?? []),
      ],
    });
  }

  /** What such containers need. */
  volumes(): k8s.Volume[] {
    return [
      this.credentials.volume('object-store'),
      { name: 'rclone', emptyDir: { medium: 'Memory', sizeLimit: quantity('8Mi') } },
    ];
  }
}

function checkedEndpoint(scope: Construct, endpoint: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url && url.protocol in PORTS && `${url.origin}/` === url.href) return url;
  reject(scope, {
    prop: 'endpoint',
    value: endpoint,
    rule: 'it is the address of the store alone, without bucket, folder or credentials',
    fix: 'write it like https://s3.example.org',
  });
}

function checkPlaces(scope: Construct, { bucket, folder }: ObjectStoreProps): void {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    reject(scope, {
      prop: 'bucket',
      value: bucket,
      rule: 'the name of a bucket has 3 to 63 lower-case letters, digits, dots and dashes',
      fix: 'write it like blog-backups',
    });
  }
  if (folder !== undefined && !/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(folder)) {
    reject(scope, {
      prop: 'folder',
      value: folder,
      rule: 'it is made of letters, digits, dots, dashes and underscores, with slashes between folders only',
      fix: 'write it like wordpress/production',
    });
  }
}
