import { Endpoint } from '../../lib/kubernetes/endpoint';
import { Peer } from '../../lib/kubernetes/peer';
import { Platform } from '../../lib/kubernetes/platform';
import { StableChart } from '../../lib/kubernetes/stable-chart';
import { WorkloadNetwork } from '../../lib/kubernetes/workload-network';
import { Manifest, only, render } from '../objects';

test('a workload that nothing reaches has no list of who may, since the API server would drop an empty one', () => {
  const spec = only(
    render((chart) => new WorkloadNetwork(chart, 'Network', { instance: 'web', metadata: {} })),
    'NetworkPolicy',
  )['spec'];
  expect(spec).not.toHaveProperty('ingress');
  expect(spec).toMatchObject({ policyTypes: ['Ingress', 'Egress'] });
});

test('a workload that looks up no names and connects to nothing reaches nothing', () => {
  const settings = { instance: 'drill', metadata: {}, names: false };
  const policy = only(
    render((chart) => new WorkloadNetwork(chart, 'Network', settings)),
    'NetworkPolicy',
  );
  expect(policy.spec).toEqual({
    podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'drill' } },
    policyTypes: ['Ingress', 'Egress'],
  });
});

test('pods that an operator makes are found by the labels that it gives them', () => {
  const selector = { 'strimzi.io/name': 'logs-kafka' };
  const policy = only(
    render((chart) => {
      const network = new WorkloadNetwork(chart, 'Network', { instance: 'kafka', selector, metadata: {} });
      expect(network.peer).toEqual(Peer.pods(chart.namespace, selector));
    }),
    'NetworkPolicy',
  );
  expect(policy.spec).toMatchObject({ podSelector: { matchLabels: selector } });
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

const inNamespace = (name: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });
const dns = (to: unknown) => ({
  to: [to],
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
});
const clusterDns = dns({
  namespaceSelector: inNamespace('kube-system'),
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
});
const podsOf = (instance: string) => ({
  namespaceSelector: inNamespace('blog'),
  podSelector: { matchLabels: { 'app.kubernetes.io/instance': instance } },
});

function network(chart: StableChart, instance: string): WorkloadNetwork {
  return new WorkloadNetwork(chart, instance, { instance, metadata: { labels: { for: instance } } });
}

function specOf(objects: readonly Manifest[], name: string): unknown {
  return only(objects, 'NetworkPolicy', name)['spec'];
}

test('R26: a workload reaches DNS and nothing else, and nothing reaches it', () => {
  const objects = render((chart) => network(chart, 'web'));

  expect(only(objects, 'NetworkPolicy').metadata).toEqual({ name: 'web', namespace: 'blog', labels: { for: 'web' } });
  expect(specOf(objects, 'web')).toEqual({
    podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'web' } },
    policyTypes: ['Ingress', 'Egress'],
    egress: [clusterDns],
  });
});

test('R26: DNS is where the platform has it', () => {
  const platform = new Platform({ dns: Peer.namespace('openshift-dns') });
  const objects = render((chart) => network(chart, 'web'), platform);

  expect(specOf(objects, 'web')).toMatchObject({ egress: [dns({ namespaceSelector: inNamespace('openshift-dns') })] });
});

test('R26: a connection opens both sides, at the port where the pods listen', () => {
  const objects = render((chart) => {
    const database = network(chart, 'database');
    const endpoint: Endpoint = {
      host: 'database.blog.svc',
      port: 3306,
      podPort: 13306,
      peer: database.peer,
      network: database,
    };
    network(chart, 'web').connectTo(endpoint);
  });

  expect(specOf(objects, 'web')).toMatchObject({
    egress: [clusterDns, { to: [podsOf('database')], ports: [{ port: 13306, protocol: 'TCP' }] }],
  });
  expect(specOf(objects, 'database')).toMatchObject({
    ingress: [{ from: [podsOf('web')], ports: [{ port: 13306, protocol: 'TCP' }] }],
  });
});

test('R26: what is not ours opens our side alone', () => {
  const objects = render((chart) => {
    network(chart, 'web').connectTo({
      host: 'kafka.example.org',
      port: 9092,
      podPort: 9092,
      peer: Peer.addresses('10.0.0.0/24'),
    });
  });

  expect(objects).toHaveLength(1);
  expect(specOf(objects, 'web')).toMatchObject({
    egress: [clusterDns, { to: [{ ipBlock: { cidr: '10.0.0.0/24' } }], ports: [{ port: 9092, protocol: 'TCP' }] }],
  });
});

test('R26: pods of a workload among themselves', () => {
  const ports = [4567, 4568].map((port) => ({ port, protocol: 'TCP' }));
  const objects = render((chart) => network(chart, 'database').allowAmongItself(4567, 4568));

  expect(specOf(objects, 'database')).toMatchObject({
    ingress: [{ from: [podsOf('database')], ports }],
    egress: [clusterDns, { to: [podsOf('database')], ports }],
  });
});
