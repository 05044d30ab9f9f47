import { Duration } from 'cdk8s';
import { load } from 'js-yaml';
import { StableChart } from '../../lib/kubernetes/stable-chart';
import { JsonObject } from '../../lib/kubernetes/override';
import { CertificateSource } from '../../lib/logging/certificate-source';
import { LogPipeline, LogPipelineProps } from '../../lib/logging/log-pipeline';
import { StorageClass } from '../../lib/storage/storage-class';
import { Manifest, newChart, only, render } from '../objects';
import { common, minimal, volume } from './pipeline-settings';

const all: Required<LogPipelineProps> = {
  kafka: { brokers: 3, volume, priorityClassName: 'queues' },
  ...common,
  elasticsearch: { ...common.elasticsearch, certificate: CertificateSource.certManager({ issuer: 'internal' }) },
};

function pipeline(chart: StableChart, props: Partial<LogPipelineProps> = {}): LogPipeline {
  return new LogPipeline(chart, 'Logs', { ...minimal, ...props });
}

function file(objects: readonly Manifest[], configMap: string, name: string): string {
  return (only(objects, 'ConfigMap', configMap).data as Record<string, string>)[name] ?? '';
}

function rejection(props: Partial<LogPipelineProps>): string {
  try {
    pipeline(newChart(), props);
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
}

const objects = render((chart) => pipeline(chart));
const whole = render((chart) => pipeline(chart, all));

test.each([
  ['minimal', objects],
  ['everything', whole],
])('%s', (_, rendered) => {
  const own = rendered.filter(
    ({ kind, metadata }) => kind !== 'ConfigMap' && !/^logs-(kafka|topic)/.test(metadata.name),
  );
  expect(own).toMatchSnapshot();
});

test('R8: Logstash takes lines as read when its volume has them, and a line that comes twice is there once', () => {
  const conf = file(objects, 'logs-logstash-config', 'access-log.conf');
  expect(conf).toMatchSnapshot();
  expect(conf).toContain('enable_auto_commit => false');
  expect(conf).toContain('document_id => "%{request_id}"');
  expect(load(file(objects, 'logs-logstash-config', 'logstash.yml'))).toMatchObject({
    'queue.type': 'persisted',
    'queue.max_bytes': '5120mb',
    'dead_letter_queue.enable': true,
  });
  expect(load(file(objects, 'logs-logstash-config', 'pipelines.yml'))).toEqual([
    {
      'pipeline.id': 'access-log',
      'path.config': '/etc/logstash-settings/access-log.conf',
      'pipeline.workers': '${WORKERS}',
    },
    expect.objectContaining({ 'pipeline.id': 'dead-letters', 'dead_letter_queue.enable': false }),
  ]);
});

test('Logstash has every variable that its files ask for', () => {
  const { data } = only(objects, 'ConfigMap', 'logs-logstash-config') as unknown as { data: Record<string, string> };
  const { template } = only(objects, 'StatefulSet', 'logs-logstash').spec as {
    template: { spec: { containers: [{ env: { name: string }[] }] } };
  };
  const has = [
    ...template.spec.containers[0].env.map(({ name }) => name),
    ...[...(data['logstash-start.sh'] ?? '').matchAll(/^export (\w+)/gm)].map(([, name]) => name),
  ];
  const asked = Object.entries(data).flatMap(([name, text]) =>
    name.endsWith('.sh') ? [] : [...text.matchAll(/\$\{(\w+)\}/g)].map(([, variable]) => variable),
  );
  expect(new Set(asked)).toEqual(new Set(['WORKERS', 'POD_NAME', 'ELASTICSEARCH_PASSWORD']));
  expect(has).toEqual(expect.arrayContaining(asked));
});

test('lines that Elasticsearch refuses come into a data stream of their own, which takes any text', () => {
  const conf = file(objects, 'logs-logstash-config', 'dead-letters.conf');
  expect(conf).toMatchSnapshot();
  expect(JSON.parse(file(objects, 'logs-stream-config', 'dead-letters-template.json'))).toMatchObject({
    index_patterns: ['logs-access_refused-default'],
    template: { lifecycle: { data_retention: '30d' }, mappings: { dynamic: false } },
  });
  expect(JSON.parse(file(objects, 'logs-stream-config', 'role-logstash.json'))).toMatchObject({
    indices: [{ names: ['logs-access-default', 'logs-access_refused-default'] }],
  });
});

test('each partition has a thread that reads it', () => {
  expect(file(objects, 'logs-logstash-config', 'access-log.conf')).toContain('consumer_threads => 3');
  expect(file(whole, 'logs-logstash-config', 'access-log.conf')).toContain('consumer_threads => 3');
});

test('countries are looked up only where there is a database of them', () => {
  expect(file(objects, 'logs-logstash-config', 'access-log.conf')).not.toContain('geoip');
  expect(file(whole, 'logs-logstash-config', 'access-log.conf')).toContain(
    'database => "/countries/GeoLite2-Country.mmdb"',
  );
});

test('Elasticsearch knows what every field is that Logstash keeps of a line of nginx, and what the dashboard asks for', () => {
  const template = JSON.parse(file(objects, 'logs-stream-config', 'access-log-template.json')) as {
    template: { mappings: { properties: JsonObject } };
  };
  const fields = new Set(fieldsOf(template.template.mappings.properties));
  const nginx = file(
    render((chart) => pipeline(chart)),
    'logs-logstash-config',
    'access-log.conf',
  );
  expect(nginx).not.toBe('');
  for (const field of LOGGED.filter((each) => !['time', 'user_agent'].includes(each))) expect(fields).toContain(field);
  const asked = [
    ...file(objects, 'logs-kibana-config', 'dashboard.ndjson').matchAll(/\\"field\\":\\"([^\\]+)\\"/g),
  ].map(([, field]) => field);
  expect(asked.length).toBeGreaterThanOrEqual(8);
  expect(asked.filter((field) => !fields.has(field ?? ''))).toEqual([]);
});

/** As log_format in nginx.conf has them. */
const LOGGED = [
  ...new Set(
    [
      ...jest
        .requireActual<typeof import('fs')>('fs')
        .readFileSync('lib/web/files/nginx.conf', 'utf8')
        .matchAll(/"(\w+)":"\$/g),
    ].map(([, field]) => field ?? ''),
  ),
];

test('nginx logs as many fields as this test knows', () => {
  expect(LOGGED).toEqual(expect.arrayContaining(['time', 'request_id', 'client', 'uri', 'status', 'user_agent']));
});

test('what the dashboard refers to is in its file', () => {
  const lines = file(objects, 'logs-kibana-config', 'dashboard.ndjson').trimEnd().split('\n');
  const saved = lines.map(
    (line) =>
      JSON.parse(line) as {
        type: string;
        id: string;
        attributes: Record<string, string>;
        references: { type: string; id: string }[];
      },
  );
  const names = saved.map(({ type, id }) => `${type}/${id}`);
  expect(new Set(names).size).toBe(names.length);
  for (const { attributes, references } of saved) {
    for (const { type, id } of references) expect(names).toContain(`${type}/${id}`);
    for (const text of [attributes.visState, attributes.panelsJSON]) if (text) JSON.parse(text);
  }
  expect(saved.filter(({ type }) => type === 'index-pattern').map(({ attributes }) => attributes.title)).toEqual([
    'logs-access-default',
    'logs-access_refused-default',
  ]);
  expect(saved.filter(({ type }) => type === 'visualization').map(({ attributes }) => attributes.title)).toEqual([
    'Requests',
    'Status codes',
    'Browsers',
    'Busy hours (UTC)',
    'Countries',
    'Slow pages',
    'Page cache',
  ]);
});

test('nobody talks to a part but its neighbours', () => {
  const sources = (name: string) =>
    JSON.stringify((only(objects, 'NetworkPolicy', name).spec as { ingress?: unknown }).ingress ?? []).match(
      /"app.kubernetes.io\/instance":"([^"]+)"/g,
    );
  const instance = (name: string) => `"app.kubernetes.io/instance":"${name}"`;
  expect(sources('logs-kafka-network')?.sort()).toEqual(['logs-kafka', 'logs-logstash', 'logs-topic'].map(instance));
  expect(sources('logs-kafka-controllers-network')?.sort()).toEqual(
    ['logs-kafka', 'logs-kafka-controllers'].map(instance),
  );
  expect(sources('logs-elasticsearch-network')?.sort()).toEqual(
    ['logs-elasticsearch', 'logs-kibana', 'logs-logstash', 'logs-stream'].map(instance),
  );
  expect(sources('logs-kibana-network')).toEqual([instance('logs-kibana-dashboard')]);
  expect(sources('logs-logstash-network')).toBeNull();
});

test('Argo CD never waits for what a later wave brings', () => {
  const waveOf = (kind: string, name: RegExp) =>
    whole.find((object) => object.kind === kind && name.test(object.metadata.name))?.metadata.annotations?.[
      'argocd.argoproj.io/sync-wave'
    ];
  expect(waveOf('StatefulSet', /logstash/)).toBe('0');
  expect(waveOf('Job', /dashboard/)).toBe('10');
});

test.each<[Partial<LogPipelineProps>, string]>([
  [
    { elasticsearch: { nodes: 2, volume } },
    'test/chart/Logs/Elasticsearch: nodes is 2; a majority of three must be able to elect a master when one is lost; use 3 or more, or 1 for development',
  ],
  [
    { elasticsearch: { nodes: 3, volume, resources: { cpu: '1', memory: '512Mi' } } },
    'resources.memory is 512Mi; an Elasticsearch node needs at least 1Gi for its heap and as much beside it; use at least 1Gi',
  ],
  [
    { elasticsearch: { nodes: 3, volume: { size: '10Gi', class: StorageClass.sharedFiles('nfs') } } },
    'volume.class is nfs; it needs a volume that locks and syncs',
  ],
  [{ elasticsearch: { nodes: 3, volume, certificate: CertificateSource.secret('A B') } }, 'certificate.name is A B;'],
  [
    { elasticsearch: { nodes: 3, volume, certificate: CertificateSource.certManager({ issuer: 'A B' }) } },
    'certificate.issuer is A B;',
  ],
  [
    { logstash: { volume, replicas: 7 } },
    'test/chart/Logs/Logstash: replicas is 7; each partition of the topic is read by one copy, and there are 6 partitions; use 1 to 6, or more partitions',
  ],
  [{ logstash: { volume, resources: { cpu: '1', memory: '512Mi' } } }, 'Logstash needs at least 1Gi'],
  [
    { kibana: { resources: { cpu: '1', memory: '512Mi' } } },
    'resources.memory is 512Mi; Kibana is killed for its memory before it has loaded its plugins; use at least 1Gi, better 2Gi',
  ],
  [{ kibana: { replicas: 0 } }, 'replicas is 0; it counts copies, of which there is one at least; use 1 or 2'],
  [
    { kibana: { publicUrl: 'logs.example.org/' } },
    'publicUrl is logs.example.org/; it is a protocol and a host name, without a slash at the end; write it like https://logs.example.org',
  ],
  [
    { retention: Duration.hours(3) },
    'retention is 3 hours; lines go by whole days, and those of today can never go; use for example Duration.days(30)',
  ],
  [{ streamNamespace: 'a-b' }, 'namespace is a-b; dashes part the name of a data stream'],
])('rejects %j', (props, sentence) => {
  expect(rejection(props)).toContain(sentence);
});

/** Names of mapped fields, with dots. */
function fieldsOf(properties: JsonObject, prefix = ''): string[] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const { properties: below } = field as { properties?: JsonObject };
    return below ? fieldsOf(below, `${prefix}${name}.`) : [`${prefix}${name}`];
  });
}
