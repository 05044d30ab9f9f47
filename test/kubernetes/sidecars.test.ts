import { k8s } from 'cdk8s-plus-27';
import { KubernetesVersion } from '../../lib/kubernetes/kubernetes-version';
import { keepSidecarsRunning, withSidecars } from '../../lib/kubernetes/sidecars';
import { only, render } from '../objects';

const main = { name: 'main' };
const first = { name: 'first' };
const sidecar = { name: 'sidecar' };

function renderedPod(version: KubernetesVersion, sidecars: k8s.Container[], initContainers?: k8s.Container[]): unknown {
  const objects = render((chart) => {
    const deployment = new k8s.KubeDeployment(chart, 'Web', {
      spec: {
        selector: {},
        template: { spec: withSidecars({ containers: [main], initContainers }, sidecars, version) },
      },
    });
    keepSidecarsRunning(deployment, sidecars, version);
  });
  return (only(objects, 'Deployment').spec as { template: { spec: unknown } }).template.spec;
}

const old = KubernetesVersion.of('here', '1.28');
const native = KubernetesVersion.of('here', '1.29');

test('from 1.29 on a sidecar is an init container that goes on running, after those that end', () => {
  expect(renderedPod(native, [sidecar], [first])).toEqual({
    containers: [main],
    initContainers: [first, { ...sidecar, restartPolicy: 'Always' }],
  });
});

test('before, it is a container like the others', () => {
  expect(renderedPod(old, [sidecar], [first])).toEqual({ containers: [main, sidecar], initContainers: [first] });
});

test.each([old, native])('a pod without sidecars and init containers, in %s', (version) => {
  expect(renderedPod(version, [])).toEqual({ containers: [main], initContainers: [] });
});
