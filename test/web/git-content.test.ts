import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { Peer } from '../../lib/kubernetes/peer';
import { Application } from '../../lib/web/application';
import { GitContent } from '../../lib/web/git-content';
import { WebApplication } from '../../lib/web/web-application';
import { Manifest, newChart, only, render } from '../objects';
import { applicationProps, deploymentPod, tomcatProps, web } from './web';

const minimalProps: GitContent = { repository: 'https://git.example.org/handbook.git', revision: 'v1.2.0' };
const allProps: Required<GitContent> = {
  repository: 'https://git.example.org:8443/handbook.git',
  revision: '0123456789abcdef0123456789abcdef01234567',
  mountPath: '/srv/handbook',
  peer: Peer.addresses('10.0.40.0/24'),
  image: 'registry.example.org/tools/git:2.50.0',
  resources: { cpu: '100m', memory: '256Mi', ephemeralStorage: '3Gi' },
  size: '2Gi',
};
const files = Application.staticFiles({ name: 'handbook', image: 'docker.io/nginxinc/nginx-unprivileged:1.28.0' });

function rendered(content: GitContent, application: WebApplication = files): Manifest[] {
  return render((chart) => web(chart, { application, content }));
}

describe('R19: a repository fills a volume before the web server starts', () => {
  test('minimal props', () => {
    expect(deploymentPod(rendered(minimalProps))).toMatchSnapshot();
  });

  test('all props', () => {
    expect(deploymentPod(rendered(allProps))).toMatchSnapshot();
  });

  test('before all other containers, in a volume that the web server only reads', () => {
    const { initContainers, containers } = deploymentPod(rendered(minimalProps));

    expect(initContainers[0]).toMatchObject({
      name: 'clone-repository',
      command: ['sh', '/etc/web/clone-repository.sh', minimalProps.repository, 'v1.2.0', '/repository'],
    });
    expect(containers[0]?.volumeMounts).toContainEqual({
      name: 'repository',
      mountPath: '/var/www/html',
      readOnly: true,
    });
  });

  test('the script is with the other files, and only where there is a repository', () => {
    const config = (objects: Manifest[]) => Object.keys(only(objects, 'ConfigMap', 'web-config').data as object);

    expect(config(rendered(minimalProps))).toContain('clone-repository.sh');
    expect(config(render((chart) => web(chart)))).not.toContain('clone-repository.sh');
  });

  test.each([
    ['behind nginx', Application.behindNginx(applicationProps), ['nginx', 'application']],
    ['alone', Application.standalone(tomcatProps), ['application']],
  ])('an application %s sees the files too', (_, application, names) => {
    const { containers } = deploymentPod(rendered({ ...minimalProps, mountPath: '/srv/content' }, application));

    const seeing = containers.filter(({ volumeMounts }) =>
      volumeMounts?.some(({ name, mountPath }) => name === 'repository' && mountPath === '/srv/content'),
    );
    expect(seeing.map(({ name }) => name)).toEqual(names);
  });
});

test('R26: the pods may reach the repository at its port', () => {
  const egress = (content: GitContent) => only(rendered(content), 'NetworkPolicy', 'web-network').spec;

  expect(egress(minimalProps)).toMatchObject({
    egress: expect.arrayContaining([{ to: [Peer.anywhere().spec], ports: [{ port: 443, protocol: 'TCP' }] }]),
  });
  expect(egress(allProps)).toMatchObject({
    egress: expect.arrayContaining([
      { to: [{ ipBlock: { cidr: '10.0.40.0/24' } }], ports: [{ port: 8443, protocol: 'TCP' }] },
    ]),
  });
});

function rejected(content: Partial<GitContent>, application?: WebApplication): () => void {
  return () => web(newChart(), { application: application ?? files, content: { ...minimalProps, ...content } });
}

test.each([
  ['http://git.example.org/site.git', 'http://git.example.org/site.git'],
  ['git@git.example.org:site.git', 'git@git.example.org:site.git'],
  ['https://me:secret@git.example.org/site.git', 'https://me:***@git.example.org/site.git'],
  ['https://token@git.example.org/site.git', 'https://token@git.example.org/site.git'],
  ['site', 'site'],
])('rejects the repository %s', (repository, printed) => {
  expect(rejected({ repository })).toThrow(
    new ConfigurationError(
      `test/chart/Web: content.repository is ${printed}; the repository is read over HTTPS and without credentials, ` +
        'which the manifests would show to everyone; write it like https://git.example.org/site.git',
    ),
  );
});

test.each(['', '--upload-pack=x', 'a b', 'main:other'])('rejects the revision %j', (revision) => {
  expect(rejected({ revision })).toThrow(
    new ConfigurationError(
      `test/chart/Web: content.revision is ${revision || 'empty'}; every pod must serve the same files of ` +
        'git.example.org, so it needs the name of one revision; write a tag like v1.2.0 or the whole hash of a commit',
    ),
  );
});

test.each(['srv', '/srv/', '/', '/a b'])('rejects the folder %j', (mountPath) => {
  expect(rejected({ mountPath })).toThrow(
    new ConfigurationError(
      `test/chart/Web: content.mountPath is ${mountPath}; it is a folder by its whole path, without a slash at its end; ` +
        'use for example /var/www/html',
    ),
  );
});

test.each([
  ['/tmp', '/tmp'],
  ['/tmp/content', '/tmp'],
  ['/var', '/var/log/web'],
])('rejects %s, where another volume is', (mountPath, taken) => {
  expect(rejected({ mountPath })).toThrow(
    new ConfigurationError(
      `test/chart/Web: content.mountPath is ${mountPath}; the container nginx has another volume at ${taken}; use a ` +
        'folder of its own, like /srv/content',
    ),
  );
});

test('rejects a size that is none', () => {
  expect(rejected({ size: 'small' })).toThrow(
    new ConfigurationError(
      'test/chart/Web: content.size is small; it must be a positive Kubernetes quantity, a number with a unit that ' +
        'Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
    ),
  );
});

test('rejects an image that floats', () => {
  expect(rejected({ image: 'docker.io/alpine/git:latest' })).toThrow(
    new ConfigurationError(
      'test/chart/Web: content.image is docker.io/alpine/git:latest; the tag latest means another image tomorrow; use ' +
        'the tag of a version, like 11.8.8',
    ),
  );
});
