import { k8s } from 'cdk8s-plus-27';
import { clusterScoped } from '../../lib/kubernetes/cluster-scoped';
import { only, render } from '../objects';

test('an object of the whole cluster has no namespace, though its chart has one', () => {
  const objects = render(
    (chart) => new k8s.KubeNamespace(chart, 'Place', { metadata: clusterScoped({ name: 'shop' }) }),
  );

  expect(only(objects, 'Namespace').metadata).toEqual({ name: 'shop' });
});
