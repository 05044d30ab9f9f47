import { Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { KubernetesVersion } from '../../lib/kubernetes/kubernetes-version';
import { Peer } from '../../lib/kubernetes/peer';
import { Platform, PlatformProps } from '../../lib/kubernetes/platform';
import { SecretSource } from '../../lib/kubernetes/secret-source';

const allProps: Required<PlatformProps> = {
  kind: 'openshift',
  kubernetesVersion: KubernetesVersion.of('here', '1.28'),
  dns: Peer.namespace('dns'),
  apiServer: Peer.addresses('10.96.0.1/32'),
  secrets: SecretSource.external({ store: 'vault' }),
};

test('a cluster as most are', () => {
  const platform = Platform.of(new Construct(Testing.app(), 'production'));

  expect(platform).toBe(Platform.DEFAULT);
  expect(platform.kubernetesVersion).toBe(KubernetesVersion.NEWEST);
  expect(platform.dns).toEqual(Peer.pods('kube-system', { 'k8s-app': 'kube-dns' }));
  expect(platform.apiServer).toEqual(Peer.anywhere());
  expect(platform.secrets.store).toBeUndefined();
});

test('what is set is for everything below, and for nothing beside', () => {
  const app = Testing.app();
  const production = new Construct(app, 'production');
  new Platform(allProps).setOn(production);
  const below = new Construct(new Construct(production, 'site'), 'Web');

  expect(Platform.of(below)).toMatchObject(allProps);
  expect(Platform.of(new Construct(app, 'testing'))).toBe(Platform.DEFAULT);
});

test('the nearest one counts', () => {
  const outer = new Construct(Testing.app(), 'outer');
  new Platform(allProps).setOn(outer);
  const inner = new Construct(outer, 'inner');
  new Platform({ kubernetesVersion: KubernetesVersion.of('here', '1.30') }).setOn(inner);

  expect(String(Platform.of(new Construct(inner, 'Web')).kubernetesVersion)).toBe('1.30');
});
