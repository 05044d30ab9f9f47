import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { Peer } from '../../lib/kubernetes/peer';
import { StorageClass } from '../../lib/storage/storage-class';
import { Application } from '../../lib/web/application';
import { WebMetricsProps } from '../../lib/web/web-metrics';
import { WordPressSite } from '../../lib/web/wordpress-site';
import { Manifest, newChart, only, render } from '../objects';
import { database } from './database';
import { containerOf, filesOf, tomcatProps, web } from './web';

const allProps: Required<WebMetricsProps> = {
  scrapedBy: Peer.namespace('monitoring'),
  podMonitor: { labels: { release: 'kube-prometheus-stack' } },
};

const rendered = (metrics?: WebMetricsProps): Manifest[] => render((chart) => web(chart, { metrics }));
const ports = (objects: readonly Manifest[]): unknown => containerOf(objects, 'nginx')['ports'];

describe('R32: metrics of web pods', () => {
  test('none unless they are asked for', () => {
    const objects = rendered();

    expect(ports(objects)).toEqual([{ name: 'http', containerPort: 8080, protocol: 'TCP' }]);
    expect(filesOf(objects, 'web-config')).not.toHaveProperty('metrics.txt');
    expect(JSON.stringify(objects)).not.toContain('9113');
  });

  test('minimal props: nginx shows them at a port that no Service has, and nobody is let in', () => {
    const objects = rendered({});

    expect(ports(objects)).toContainEqual({ name: 'metrics', containerPort: 9113, protocol: 'TCP' });
    expect(filesOf(objects, 'web-config')['server.conf']).toMatchSnapshot();
    expect(filesOf(objects, 'web-config')['metrics.txt']).toContain('include virtual="/rotation"');
    expect(JSON.stringify(only(objects, 'NetworkPolicy'))).not.toContain('9113');
    expect(web(newChart(), { metrics: {} }).podMonitor).toBeUndefined();
  });

  test('all props: Prometheus is let in and told where to look', () => {
    const objects = rendered(allProps);

    expect(only(objects, 'NetworkPolicy').spec).toMatchObject({
      ingress: expect.arrayContaining([expect.objectContaining({ ports: [{ port: 9113, protocol: 'TCP' }] })]),
    });
    expect(only(objects, 'PodMonitor')).toMatchObject({
      metadata: { labels: { release: 'kube-prometheus-stack', 'app.kubernetes.io/instance': 'web' } },
      spec: {
        selector: { matchLabels: { 'app.kubernetes.io/instance': 'web' } },
        podMetricsEndpoints: [{ port: 'metrics', path: '/metrics' }],
      },
    });
  });

  test("with WordPress php-fpm's, too", () => {
    const objects = render((chart) => {
      const application = new WordPressSite(chart, 'Site', {
        database: database(chart),
        files: { size: '1Gi', class: StorageClass.sharedFiles('shared') },
        host: 'blog.example.org',
        adminEmail: 'editor@example.org',
        resources: { cpu: '250m', memory: '384Mi' },
      });
      web(chart, { application, metrics: { podMonitor: {} } });
    });

    expect(only(objects, 'PodMonitor').spec).toMatchObject({
      podMetricsEndpoints: [
        { port: 'metrics', path: '/metrics' },
        { port: 'metrics', path: '/metrics/php' },
      ],
    });
    expect(filesOf(objects, 'web-config')['server.conf']).toContain('location = /metrics/php {');
  });

  test('rejects them where there is no nginx', () => {
    expect(() => web(newChart(), { application: Application.standalone(tomcatProps), metrics: {} })).toThrow(
      new ConfigurationError(
        "test/chart/Web: metrics is set; they are nginx' and its log's, and this application takes the requests " +
          'without nginx; leave them out, and have Prometheus ask the application itself',
      ),
    );
  });
});
