import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';
import { DEFAULT_IMAGES } from '../kubernetes/image';
import { Peer } from '../kubernetes/peer';
import { container } from '../kubernetes/pod';
import { Resources } from '../kubernetes/resources';

/** A git repository that fills a volume before the web server starts. */
export interface GitContent {
  /** Where it is, over HTTPS: `https://git.example.org/site.git`. */
  readonly repository: string;
  /** Tag or commit to serve. */
  readonly revision: string;
  /**
   * Folder where the web server finds the files.
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

const VOLUME = 'repository';

/** The init container that fills the volume, the volume, and where it is seen. */
export function gitContent(
  web: Construct,
  content: GitContent,
  configurationVolume: string,
): { initContainer: k8s.Container; volumes: k8s.Volume[]; mount: k8s.VolumeMount } {
  const { host } = repositoryUrl(web, content.repository);
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(content.revision)) {
    reject(web, {
      prop: 'content.revision',
      value: content.revision,
      rule: `every pod must serve the same files of ${host}, so it needs the name of one revision`,
      fix: 'write a tag like v1.2.0 or a commit',
    });
  }
  const target = '/repository';
  return {
    initContainer: container(web, 'content', {
      name: 'clone-repository',
      image: content.image ?? DEFAULT_IMAGES.git,
      resources: content.resources ?? { cpu: '50m', memory: '128Mi' },
      command: ['sh', '/etc/web/clone-repository.sh', content.repository, content.revision, target],
      volumeMounts: [
        { name: VOLUME, mountPath: target },
        { name: 'git-tmp', mountPath: '/tmp' },
        { name: configurationVolume, mountPath: '/etc/web', readOnly: true },
      ],
    }),
    volumes: [
      { name: VOLUME, emptyDir: { sizeLimit: k8s.Quantity.fromString(content.size ?? '1Gi') } },
      { name: 'git-tmp', emptyDir: {} },
    ],
    mount: { name: VOLUME, mountPath: content.mountPath ?? '/var/www/html', readOnly: true },
  };
}

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
  return url;
}
