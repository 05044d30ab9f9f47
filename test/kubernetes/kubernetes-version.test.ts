import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { KubernetesVersion } from '../../lib/kubernetes/kubernetes-version';

test.each([
  ['1.27', '1.27'],
  ['v1.29.4', '1.29'],
  ['1.100', '1.100'],
])('%s is %s', (text, version) => {
  expect(String(KubernetesVersion.of('here', text))).toBe(version);
});

test('the newest is of the form that Pod Security labels want', () => {
  expect(KubernetesVersion.NEWEST.podSecurityVersion).toBe(`v${KubernetesVersion.NEWEST}`);
});

test.each([
  ['1.28', false],
  ['1.29', true],
  ['1.37', true],
])('sidecars of %s: %s', (text, native) => {
  expect(KubernetesVersion.of('here', text).hasNativeSidecars).toBe(native);
});

test.each(['1.26', '2.0', '1', 'newest', '1.30-alpha', ''])('rejects %j', (text) => {
  expect(() => KubernetesVersion.of('production', text)).toThrow(
    new ConfigurationError(
      `production: kubernetesVersion is ${text || 'empty'}; it must be a version of Kubernetes from 1.27 on; write what ` +
        `"kubectl version" says of the server, like ${KubernetesVersion.NEWEST}`,
    ),
  );
});
