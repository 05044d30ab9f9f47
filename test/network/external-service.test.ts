import { Construct } from 'constructs';
import { WorkloadNetwork } from '../../lib/kubernetes/workload-network';
import { ExternalService, ExternalServiceProps } from '../../lib/network/external-service';
import { newChart, only, render } from '../objects';

const host = 'db.example.org';

function legacy(scope: Construct, settings: Partial<ExternalServiceProps> = {}): ExternalService {
  return new ExternalService(scope, 'LegacyDatabase', { host, port: 3306, ...settings });
}

test('minimal', () => {
  expect(render((chart) => legacy(chart))).toMatchSnapshot();
});

test('every prop, as a client sees it', () => {
  const allProps: Required<ExternalServiceProps> = { host, port: 3307, addresses: '192.0.2.0/24' };
  const manifests = render((chart) => {
    new WorkloadNetwork(chart, 'Web', { instance: 'web', metadata: {} }).connectTo(legacy(chart, allProps));
  });
  expect(manifests).toMatchSnapshot();
});

test('R25: an ExternalName is only an alias in DNS, without ports, pods or addresses', () => {
  expect(
    only(
      render((chart) => legacy(chart)),
      'Service',
    ).spec,
  ).toEqual({ type: 'ExternalName', externalName: host });
});

test('R25: clients use it by the name of a Service', () => {
  newChart((chart) => {
    expect(legacy(chart)).toMatchObject({ host: 'legacy-database.blog.svc', port: 3306, podPort: 3306 });
  });
});

test('R26: clients may reach its addresses, at its port, and no others', () => {
  const manifests = render((chart) => {
    const web = new WorkloadNetwork(chart, 'Web', { instance: 'web', metadata: {} });
    web.connectTo(legacy(chart, { addresses: '192.0.2.7/32' }));
  });
  expect(only(manifests, 'NetworkPolicy').spec).toMatchObject({
    egress: [{}, { to: [{ ipBlock: { cidr: '192.0.2.7/32' } }], ports: [{ port: 3306, protocol: 'TCP' }] }],
  });
});

test.each<[string, Partial<ExternalServiceProps>]>([
  [
    'host is 192.0.2.7; it must be a DNS name, and is an address or has a port; write it like blog.example.org',
    { host: '192.0.2.7' },
  ],
  ['port is 70000; a TCP port is a whole number from 1 to 65535; use for example 80', { port: 70000 }],
  [
    'addresses is 192.0.2.7; a range of addresses is its first address, a slash and the number of leading bits that all share; write for example 192.0.2.0/24, or 192.0.2.7/32 for a single address',
    { addresses: '192.0.2.7' },
  ],
])('a wrong setting is refused: %s', (sentence, settings) => {
  expect(() => render((chart) => legacy(chart, settings))).toThrow(new Error(`test/chart/LegacyDatabase: ${sentence}`));
});
