import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { configurationFile } from '../kubernetes/configuration-file';
import { DEFAULT_IMAGES } from '../kubernetes/image';
import { Peer } from '../kubernetes/peer';
import { container } from '../kubernetes/pod';
import { quantity, quantityOf } from '../kubernetes/quantity';
import { Resources } from '../kubernetes/resources';
import { OutgoingAccess } from './web-application';

/** A git repository that fills a volume before the web server starts. */
export interface GitContent {
  /** Where it is, over HTTPS: `https://git.example.org/site.git`. */
  readonly repository: string;
  /** Tag, or whole hash of a commit, to serve. */
  readonly revision: string;
  /**
   * Folder where the web server and the application find the files.
   * @default /var/www/html
   */
  readonly mountPath?: string;
  /**
   * Where the repository is served, for the network policy.
   * @default - any address
   */
  readonly peer?: Peer;
  /**
   * Image with git.
   * @default - the version that this release is written for
   */
  readonly image?: string;
  /**
   * What git may use while it copies.
   * @default - 50m CPU, 128Mi memory
   */
  readonly resources?: Resources;
  /**
   * Most room that the files may take on the node.
   * @default 1Gi
   */
  readonly size?: string;
}

/** A repository's part of a web pod. */
export interface GitContentPod {
  /** Fills the volume. */
  readonly initContainer: k8s.Container;
  readonly volumes: k8s.Volume[];
  /** Where the others see the files. */
  readonly mount: k8s.VolumeMount;
  /** Its script. */
  readonly files: Readonly<Record<string, string>>;
  /** Where the repository is served. */
  readonly outgoing: OutgoingAccess;
}

const VOLUME = 'repository';
const TARGET = '/repository';
const HTTPS_PORT = 443;
const DEFAULT_RESOURCES: Resources = { cpu: '50m', memory: '128Mi' };

/** The init container that fills the volume, the volume, and where it is seen. */
export function gitContent(web: Construct, content: GitContent, configurationVolume: string): GitContentPod {
  const { host, port } = repositoryUrl(web, content.repository);
  const mountPath = content.mountPath ?? '/var/www/html';
  const size = content.size ?? '1Gi';
  quantityOf(web, 'content.size', size);
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(content.revision)) {
    reject(web, {
      prop: 'content.revision',
      value: content.revision,
      rule: `every pod must serve the same files of ${host}, so it needs the name of one revision`,
      fix: 'write a tag like v1.2.0 or the whole hash of a commit',
    });
  }
  if (!/^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._-]+)+$/.test(mountPath)) {
    reject(web, {
      prop: 'content.mountPath',
      value: mountPath,
      rule: 'it is a folder by its whole path, without a slash at its end',
      fix: 'use for example /var/www/html',
    });
  }
  return {
    initContainer: container(web, 'content', {
      name: 'clone-repository',
      image: content.image ?? DEFAULT_IMAGES.git,
      // What is fetched is packed in /tmp, and unpacked in the volume.
      resources: { ephemeralStorage: size, ...(content.resources ?? DEFAULT_RESOURCES) },
      command: ['sh', '/etc/web/clone-repository.sh', content.repository, content.revision, TARGET],
      volumeMounts: [
        { name: VOLUME, mountPath: TARGET },
        { name: 'git-tmp', mountPath: '/tmp' },
        { name: configurationVolume, mountPath: '/etc/web', readOnly: true },
      ],
    }),
    volumes: [
      { name: VOLUME, emptyDir: { sizeLimit: quantity(size) } },
      { name: 'git-tmp', emptyDir: { sizeLimit: quantity(size) } },
    ],
    mount: { name: VOLUME, mountPath, readOnly: true },
    files: { 'clone-repository.sh': configurationFile('web', 'clone-repository.sh') },
    outgoing: { peer: content.peer ?? Peer.anywhere(), port: Number(port || HTTPS_PORT) },
  };
}

/** Nothing that a shell, git or Kubernetes would take for more than a letter. */
const PLAIN_URL = /^https:\/\/[\w.-]+(:\d+)?(\/[\w.~+-]+)+\/?$/;

function repositoryUrl(web: Construct, repository: string): URL {
  const url = URL.canParse(repository) ? new URL(repository) : undefined;
  if (url?.protocol !== 'https:' || url.username || url.password) {
    reject(web, {
      prop: 'content.repository',
      value: url?.password ? repository.replace(url.password, '***') : repository,
      rule: 'the repository is read over HTTPS and without credentials, which the manifests would show to everyone',
      fix: 'write it like https://git.example.org/site.git',
    });
  }
  if (!PLAIN_URL.test(repository)) {
    reject(web, {
      prop: 'content.repository',
      value: repository,
      rule: 'the address of a repository has letters, digits and . _ ~ + - between slashes',
      fix: 'write it like https://git.example.org/site.git',
    });
  }
  return url;
}
