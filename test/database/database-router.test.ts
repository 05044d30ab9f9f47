import { ClusteredDatabase } from '../../lib/database/clustered-database';
import { DatabaseRouter } from '../../lib/database/database-router';
import { DatabaseRouting, OneWriterOptions } from '../../lib/database/database-routing';
import { Peer } from '../../lib/kubernetes/peer';
import { StorageClass } from '../../lib/storage/storage-class';
import { Manifest, newChart, only, render } from '../objects';

const allOptions: Required<OneWriterOptions> = {
  image: 'registry.example.org/haproxy:3.2.9',
  resources: { cpu: '200m', memory: '128Mi', cpuLimit: '1' },
  copies: 3,
};

function database(chart: ReturnType<typeof newChart>, options?: OneWriterOptions, size = 3): ClusteredDatabase {
  return new ClusteredDatabase(chart, 'Database', {
    size,
    volume: { size: '30Gi', class: StorageClass.block('fast') },
    resources: { cpu: '1', memory: '2Gi' },
    routing: DatabaseRouting.oneWriter(options),
  });
}

function objects(options?: OneWriterOptions, size?: number): Manifest[] {
  return render((chart) => database(chart, options, size));
}

function ofRouter(all: readonly Manifest[]): Manifest[] {
  return all.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/instance'] === 'database-router');
}

function router(): DatabaseRouter {
  const { router } = database(newChart());
  if (!router) throw new Error('no router');
  return router;
}

const servers = (all: readonly Manifest[]) => {
  const { data } = only(all, 'ConfigMap', 'database-router-config');
  return (data as Record<string, string>)['haproxy.cfg']?.match(/^ {4}server .*$/gm);
};

describe('DatabaseRouter', () => {
  test('minimal props', () => {
    expect(ofRouter(objects())).toMatchSnapshot();
  });

  test('all props', () => {
    expect(ofRouter(objects(allOptions))).toMatchSnapshot();
  });

  test('clients meet the proxies at the address of the database', () => {
    expect(only(objects(), 'Service', 'database-service').spec).toMatchObject({
      selector: { 'app.kubernetes.io/instance': 'database-router' },
      ports: [{ port: 3306, targetPort: 'mysql' }],
    });
    const { host, peer, network } = database(newChart());
    expect(host).toBe('database-service.blog.svc');
    expect(peer).toBe(network.peer);
  });

  test('the first node is the writer, and the others wait in their order', () => {
    expect(servers(objects({}, 5))).toEqual([
      '    server database-0 database-router-node0.blog.svc:3306',
      '    server database-1 database-router-node1.blog.svc:3306 backup',
      '    server database-2 database-router-node2.blog.svc:3306 backup',
      '    server database-3 database-router-node3.blog.svc:3306 backup',
      '    server database-4 database-router-node4.blog.svc:3306 backup',
    ]);
  });

  test('behind the name of a node is that node alone, and only while it is ready', () => {
    const services = router().nodeServices.map(({ name }) => only(objects(), 'Service', name).spec);
    expect(services).toHaveLength(3);
    services.forEach((spec, ordinal) => {
      expect(spec).toMatchObject({
        selector: {
          'app.kubernetes.io/instance': 'database',
          'statefulset.kubernetes.io/pod-name': `database-${ordinal}`,
        },
      });
      expect(spec).not.toHaveProperty('publishNotReadyAddresses');
    });
  });

  test('clients reach the proxies, and only those reach the nodes', () => {
    const all = render((chart) => {
      const { network } = database(chart);
      network.allowFrom(Peer.namespace('shop'), 3306);
    });
    const shop = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } };
    const sources = (name: string) => JSON.stringify(only(all, 'NetworkPolicy', name).spec);
    expect(sources('database-router-network')).toContain(JSON.stringify(shop));
    expect(sources('database-network')).not.toContain('shop');
    expect(only(all, 'NetworkPolicy', 'database-network').spec).toMatchObject({
      ingress: expect.arrayContaining([
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'blog' } },
              podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'database-router' } },
            },
          ],
          ports: [
            { port: 3306, protocol: 'TCP' },
            { port: 4570, protocol: 'TCP' },
          ],
        },
      ]) as unknown,
    });
  });

  test('a proxy says where it stands without asking the database', () => {
    const { spec } = only(objects(), 'Deployment') as unknown as {
      spec: { template: { spec: { containers: Record<string, unknown>[] } } };
    };
    expect(spec.template.spec.containers).toMatchObject([
      { livenessProbe: { httpGet: { path: '/alive' } }, readinessProbe: { httpGet: { path: '/ready' } } },
    ]);
  });
});
