import { Peer } from '../../lib/kubernetes/peer';
import { WorkloadNetwork } from '../../lib/kubernetes/workload-network';
import { only, render } from '../objects';

test('a workload that nothing reaches has no list of who may, since the API server would drop an empty one', () => {
  const spec = only(
    render((chart) => new WorkloadNetwork(chart, 'Network', { instance: 'web', metadata: {} })),
    'NetworkPolicy',
  )['spec'];
  expect(spec).not.toHaveProperty('ingress');
  expect(spec).toMatchObject({ policyTypes: ['Ingress', 'Egress'] });
});

test('what is allowed twice is written once', () => {
  const policy = only(
    render((chart) => {
      const network = new WorkloadNetwork(chart, 'Network', { instance: 'web', metadata: {} });
      network.allowFrom(Peer.namespace('edge'), 8080);
      network.allowFrom(Peer.namespace('edge'), 8080);
    }),
    'NetworkPolicy',
  );
  expect(policy).toMatchObject({
    spec: {
      ingress: [
        {
          from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'edge' } } }],
          ports: [{ port: 8080, protocol: 'TCP' }],
        },
      ],
    },
  });
});
