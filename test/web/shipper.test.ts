import { parse } from 'yaml';
import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { Peer } from '../../lib/kubernetes/peer';
import { AccessLogStream } from '../../lib/logging/access-log-stream';
import { Elasticsearch } from '../../lib/logging/elasticsearch';
import { LogInput } from '../../lib/logging/log-input';
import { StorageClass } from '../../lib/storage/storage-class';
import { Application } from '../../lib/web/application';
import { FilebeatProps, FluentdProps, Shipper } from '../../lib/web/shipper';
import { Manifest, newChart, only, render } from '../objects';
import { containerOf, filesOf, tomcatProps, web } from './web';

const kafka = LogInput.kafka({
  brokers: ['kafka.logging.svc:9092'],
  topic: 'access-log',
  peer: Peer.namespace('logging'),
});
const minimalProps: FilebeatProps = { to: kafka };
const allProps: Required<FilebeatProps> = {
  to: kafka,
  image: 'registry.example.org/logging/filebeat:9.3.1',
  resources: { cpu: '100m', memory: '256Mi', cpuLimit: '1', ephemeralStorage: '512Mi' },
};

function rendered(props: FilebeatProps): Manifest[] {
  return render((chart) => web(chart, { shipper: Shipper.filebeat(props) }));
}

describe('R6, R8: Filebeat beside the web server', () => {
  test('minimal props', () => {
    const objects = rendered(minimalProps);

    expect(containerOf(objects, 'filebeat')).toMatchSnapshot();
    expect(filesOf(objects, 'web-config')['filebeat.yml']).toMatchSnapshot();
  });

  test('all props', () => {
    expect(containerOf(rendered(allProps), 'filebeat')).toMatchSnapshot();
  });
});

test('R6: Filebeat only reads the log, and as somebody who could not write it', () => {
  expect(containerOf(rendered(minimalProps), 'filebeat')).toMatchObject({
    volumeMounts: expect.arrayContaining([{ name: 'access-log', mountPath: '/var/log/web', readOnly: true }]),
    securityContext: { runAsUser: 1000, runAsGroup: 1000, readOnlyRootFilesystem: true },
  });
});

test('R6: the web server waits for no shipper, and the site serves while Kafka is away', () => {
  const filebeat = containerOf(rendered(minimalProps), 'filebeat');

  expect(filebeat).not.toHaveProperty('startupProbe');
  expect(filebeat).not.toHaveProperty('readinessProbe');
  expect(filebeat).toHaveProperty('livenessProbe');
});

test('R7: it finds both files several times a second, by their inodes, and lets go of those that are gone', () => {
  const config = parse(filesOf(rendered(minimalProps), 'web-config')['filebeat.yml'] ?? '');

  expect(config['filebeat.inputs']).toEqual([
    expect.objectContaining({
      type: 'filestream',
      paths: ['/var/log/web/access.log*'],
      'file_identity.native': null,
      'prospector.scanner': { check_interval: '50ms', 'fingerprint.enabled': false },
      backoff: { init: '25ms', max: '50ms' },
      'close.on_state_change': { renamed: false, removed: true, inactive: '1h', check_interval: '1s' },
    }),
  ]);
});

test('R7: the rotation knows how long it takes to find a file', () => {
  const objects = rendered(minimalProps);
  const [input] = parse(filesOf(objects, 'web-config')['filebeat.yml'] ?? '')['filebeat.inputs'];
  const scan = parseInt(input['prospector.scanner'].check_interval, 10);

  expect(containerOf(objects, 'rotate-access-log').command?.at(-1)).toBe(
    String(scan + parseInt(input.backoff.max, 10)),
  );
});

test('R8: lines say whose they are, and wait on disk while Kafka is away', () => {
  const config = parse(filesOf(rendered(minimalProps), 'web-config')['filebeat.yml'] ?? '');

  expect(config).toMatchObject({
    fields_under_root: true,
    fields: { 'service.name': 'web' },
    'queue.disk': { max_size: '192MB' },
    'output.kafka': { topic: 'access-log' },
  });
  expect(config).not.toHaveProperty('queue.mem');
});

test('R9: beside Tomcat it reads Tomcat’s folder', () => {
  const application = Application.standalone({ ...tomcatProps, logFile: 'requests.log' });
  const objects = render((chart) => web(chart, { application, shipper: Shipper.filebeat(minimalProps) }));

  expect(containerOf(objects, 'filebeat').volumeMounts).toContainEqual({
    name: 'access-log',
    mountPath: '/usr/local/tomcat/logs',
    readOnly: true,
  });
  expect(parse(filesOf(objects, 'web-config')['filebeat.yml'] ?? '')['filebeat.inputs'][0].paths).toEqual([
    '/usr/local/tomcat/logs/requests.log*',
  ]);
});

test('R26: the pods may reach Kafka', () => {
  expect(only(rendered(minimalProps), 'NetworkPolicy', 'web-network').spec).toMatchObject({
    egress: expect.arrayContaining([
      { to: [kafka.endpoints(newChart())[0]?.peer.spec], ports: [{ port: 9092, protocol: 'TCP' }] },
    ]),
  });
});

test('rejects an image that floats', () => {
  expect(() => web(newChart(), { shipper: Shipper.filebeat({ to: kafka, image: 'filebeat' }) })).toThrow(
    new ConfigurationError(
      'test/chart/Web: shipper.image is filebeat; an image needs a registry, a repository and a tag, so that everyone ' +
        'gets the same one; write it like docker.io/library/mariadb:11.8.8, with @sha256:... behind it if you pin digests',
    ),
  );
});

test('rejects resources that are none', () => {
  expect(() =>
    web(newChart(), { shipper: Shipper.filebeat({ to: kafka, resources: { cpu: 'half', memory: '1Gi' } }) }),
  ).toThrow(
    new ConfigurationError(
      'test/chart/Web: shipper.resources.cpu is half; it must be a positive Kubernetes quantity, a number with a unit ' +
        'that Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
    ),
  );
});

test('R8: straight to Elasticsearch, with a password that no manifest has', () => {
  const objects = render((chart) => {
    const volume = { size: '10Gi', class: StorageClass.block('fast') };
    const elasticsearch = new Elasticsearch(chart, 'Search', { nodes: 1, volume });
    const stream = new AccessLogStream(chart, 'Stream', { elasticsearch });
    web(chart, { shipper: Shipper.filebeat({ to: LogInput.elasticsearch({ stream }) }) });
  });

  expect(containerOf(objects, 'filebeat')).toMatchObject({
    command: ['sh', '/etc/web/filebeat-start.sh'],
    volumeMounts: expect.arrayContaining([
      { name: 'accounts', mountPath: '/etc/elasticsearch-accounts', readOnly: true },
      { name: 'ca', mountPath: '/etc/elasticsearch-ca', readOnly: true },
    ]),
  });
  expect(filesOf(objects, 'web-config')['access-log.js']).toMatchSnapshot();
});

describe('R9: Fluentd beside Tomcat', () => {
  const minimalFluentd: FluentdProps = { to: kafka, image: 'registry.example.org/fluentd-kafka:1.18.0' };
  const allFluentd: Required<FluentdProps> = {
    ...minimalFluentd,
    resources: { cpu: '200m', memory: '512Mi', cpuLimit: '1', ephemeralStorage: '512Mi' },
  };
  const beside = (props: FluentdProps) =>
    render((chart) =>
      web(chart, { application: Application.standalone(tomcatProps), shipper: Shipper.fluentd(props) }),
    );

  test('minimal props', () => {
    const objects = beside(minimalFluentd);

    expect(containerOf(objects, 'fluentd')).toMatchSnapshot();
    expect(filesOf(objects, 'web-config')['fluentd.conf']).toMatchSnapshot();
  });

  test('all props', () => {
    expect(containerOf(beside(allFluentd), 'fluentd')).toMatchSnapshot();
  });

  test('lines wait on disk while Kafka is away, and none is dropped', () => {
    const config = filesOf(beside(minimalFluentd), 'web-config')['fluentd.conf'];

    for (const setting of ['follow_inodes true', 'required_acks -1', 'retry_forever true', 'overflow_action block']) {
      expect(config).toContain(setting);
    }
  });

  test('on a laptop lines go to standard output', () => {
    const objects = beside({ ...minimalFluentd, to: LogInput.standardOutput() });

    expect(filesOf(objects, 'web-config')['fluentd.conf']).toContain('@type stdout');
  });

  test('rejects an image without a tag', () => {
    expect(() => beside({ ...minimalFluentd, image: 'registry.example.org/fluentd-kafka' })).toThrow(
      ConfigurationError,
    );
  });

  test('rejects a topic that is none', () => {
    const to = LogInput.kafka({ brokers: ['kafka:9092'], topic: 'a b', peer: Peer.namespace('logging') });

    expect(() => beside({ ...minimalFluentd, to })).toThrow(ConfigurationError);
  });
});
