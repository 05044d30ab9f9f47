import { App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { ArgoCdDelivery, ArgoCdDeliveryProps } from '../../lib/delivery/argo-cd-delivery';
import { DeliveredObject } from '../../lib/delivery/delivered-object';
import { Manifest, only, render } from '../objects';
import { stack } from './stack';

const delivered = render((chart) => stack(chart)) as DeliveredObject[];
const minimal: ArgoCdDeliveryProps = {
  repository: 'https://git.example.org/team/site.git',
  revision: 'main',
  path: 'dist/production',
  objects: delivered,
};

function production(scope: Construct, settings: Partial<ArgoCdDeliveryProps> = {}): ArgoCdDelivery {
  return new ArgoCdDelivery(scope, 'Production', { ...minimal, ...settings });
}

function objects(settings?: Partial<ArgoCdDeliveryProps>): Manifest[] {
  return render((chart) => production(chart, settings));
}

test('minimal', () => {
  expect(objects()).toMatchSnapshot();
});

test('every prop', () => {
  const allProps: Required<ArgoCdDeliveryProps> = {
    repository: 'git@git.example.org:team/site.git',
    revision: 'v1.4.0',
    path: 'dist/testing',
    objects: [
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'front', namespace: 'blog' } },
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'provisioner', namespace: 'blog-storage' } },
    ],
    server: 'https://203.0.113.7:6443',
    argoCdNamespace: 'openshift-gitops',
    automated: true,
    prune: false,
    selfHeal: false,
  };
  expect(objects(allProps)).toMatchSnapshot();
});

test('R35: Argo CD follows a folder of rendered manifests', () => {
  expect(only(objects(), 'Application').spec).toMatchObject({
    source: { repoURL: 'https://git.example.org/team/site.git', targetRevision: 'main', path: 'dist/production' },
    destination: { server: 'https://kubernetes.default.svc', namespace: 'blog' },
  });
});

test('R28: an application has no setting that Argo CD would delete from it, which would differ from git for ever', () => {
  expect(only(objects(), 'Application').spec).not.toHaveProperty('source.directory');
});

test('R35: what changed in git or by hand is put right without a person, but never to nothing', () => {
  expect(only(objects(), 'Application').spec).toMatchObject({
    syncPolicy: {
      automated: { enabled: true, prune: true, selfHeal: true, allowEmpty: false },
      retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
    },
  });
});

test('R35: a person applies where it is not automated', () => {
  const { syncPolicy } = only(objects({ automated: false }), 'Application').spec as { syncPolicy: object };
  expect(syncPolicy).not.toHaveProperty('automated');
});

test('R28: Argo CD applies and compares on the server, as kubectl diff does', () => {
  const { metadata, spec } = only(objects(), 'Application');
  expect(metadata.annotations).toEqual({ 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true' });
  expect(spec).toMatchObject({
    syncPolicy: {
      syncOptions: [
        'CreateNamespace=false',
        'FailOnSharedResource=true',
        'PruneLast=true',
        'RespectIgnoreDifferences=true',
        'ServerSideApply=true',
      ],
    },
  });
});

test('R35: deleting the Application leaves the site running', () => {
  expect(only(objects(), 'Application').metadata).not.toHaveProperty('finalizers');
});

test('R22: an environment may change its own namespaces and no others', () => {
  const { spec } = only(objects(), 'AppProject');
  expect(spec).toMatchObject({
    sourceRepos: ['https://git.example.org/team/site.git'],
    destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'blog' }],
  });
  expect(JSON.stringify(spec)).not.toContain('*');
});

test('R23: a project allows the kinds that are delivered, and of what has no namespace only those very objects', () => {
  const { clusterResourceWhitelist, namespaceResourceWhitelist } = only(objects(), 'AppProject').spec as Record<
    string,
    { group: string; kind: string; name?: string }[]
  >;
  expect(clusterResourceWhitelist).toEqual([
    { group: '', kind: 'Namespace', name: 'blog' },
    { group: '', kind: 'PersistentVolume', name: 'export' },
    { group: 'scheduling.k8s.io', kind: 'PriorityClass', name: 'important' },
    { group: 'storage.k8s.io', kind: 'StorageClass', name: 'fast' },
  ]);
  expect(namespaceResourceWhitelist).toContainEqual({ group: 'apps', kind: 'StatefulSet' });
  expect(namespaceResourceWhitelist).not.toContainEqual(expect.objectContaining({ kind: 'Secret' }));
});

test('a project that needs nothing outside of namespaces allows nothing there', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'front', namespace: 'blog' } };
  expect(only(objects({ objects: [service] }), 'AppProject').spec).toMatchObject({ clusterResourceWhitelist: [] });
});

test('the Application belongs to its project in a plain chart too', () => {
  const chart = new Chart(new App(), 'plain');
  const { project } = production(chart);
  expect(only(Testing.synth(chart) as Manifest[], 'Application').spec).toMatchObject({ project: project.name });
});

describe('a wrong setting is refused', () => {
  const repository =
    'Argo CD reads one repository by https or ssh, and its password is no part of the address; write it like https://git.example.org/team/site.git or git@git.example.org:team/site.git';
  const revision =
    'it must name one branch, tag or commit, so that everybody knows what is applied; write it like main or v1.4.0';
  const path =
    'it must be one folder inside of the repository, without / at the ends, . or ..; write it like dist/production';
  const server = 'it must be the address of one API server, by https; see "argocd cluster list"';
  const wild = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'front', namespace: '*' } };
  const loose = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'front' } };

  test.each<[string, Partial<ArgoCdDeliveryProps>]>([
    [`repository is empty; ${repository}`, { repository: '' }],
    [`repository is *; ${repository}`, { repository: '*' }],
    [`repository is site; ${repository}`, { repository: 'site' }],
    [`repository is http://git.example.org/site; ${repository}`, { repository: 'http://git.example.org/site' }],
    [`repository is https://git.example.org/*; ${repository}`, { repository: 'https://git.example.org/*' }],
    [`revision is empty; ${revision}`, { revision: '' }],
    [`revision is release/*; ${revision}`, { revision: 'release/*' }],
    [`path is empty; ${path}`, { path: '' }],
    [`path is /dist; ${path}`, { path: '/dist' }],
    [`path is dist/../../other; ${path}`, { path: 'dist/../../other' }],
    [`path is dist/; ${path}`, { path: 'dist/' }],
    [`path is .; ${path}`, { path: '.' }],
    [`server is *; ${server}`, { server: '*' }],
    [`server is http://203.0.113.7; ${server}`, { server: 'http://203.0.113.7' }],
    [
      'argoCdNamespace is *; it must be the name of a namespace; see "kubectl get applications -A"',
      { argoCdNamespace: '*' },
    ],
    [
      'objects is *; a project must allow namespaces by their whole names, never by a pattern; give the chart of these objects a namespace',
      { objects: [wild] },
    ],
    [
      'objects is ["Service front"]; a project that allows no namespace can deliver nothing; give all rendered objects of the environment',
      { objects: [loose] },
    ],
  ])('%s', (sentence, settings) => {
    expect(() => objects(settings)).toThrow(new Error(`test/chart/Production: ${sentence}`));
  });

  test('a password in the address of the repository, which is not repeated', () => {
    expect(() => objects({ repository: 'https://me:secret@git.example.org/site.git' })).toThrow(
      new Error(`test/chart/Production: repository is https://…@git.example.org/site.git; ${repository}`),
    );
  });

  test.each([
    'https://git.example.org/team/site.git',
    'https://git.example.org:8443/~team/site',
    'ssh://git@git.example.org:2222/team/site.git',
    'git@git.example.org:team/site.git',
  ])('but not %s', (good) => {
    expect(only(objects({ repository: good }), 'AppProject').spec).toMatchObject({ sourceRepos: [good] });
  });
});
