import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { loadAll } from 'js-yaml';
import { parseAllDocuments } from 'yaml';
import { CheckedApp, ConfigurationError, RequiredSecret, StableChart } from '../lib';

const LABELS = {
  'app.kubernetes.io/name': 'blog',
  'app.kubernetes.io/instance': 'blog',
  'app.kubernetes.io/component': 'site',
  'app.kubernetes.io/part-of': 'wordpress',
  'app.kubernetes.io/managed-by': 'cdk8s',
};

let outdir: string;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checked-app-'));
  outdir = join(folder, 'dist');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a file for each chart is named after its path, and an empty chart has none', () => {
  const app = newApp();
  namespace(app);
  configMap(new StableChart(new Construct(app, 'blue'), 'site', { namespace: 'blog' }), 'Settings', { colour: 'blue' });
  new StableChart(app, 'nothing');
  app.synth();
  expect(filesIn(outdir)).toEqual(['blue/site.k8s.yaml', 'cluster.k8s.yaml']);
});

test('a file has its objects in the order in which they were made, as plain YAML documents', () => {
  const app = newApp();
  const chart = namespace(app);
  const first = configMap(chart, 'First', { a: '1' });
  const second = configMap(chart, 'Second', { b: '2' });
  const [, ...documents] = loadAll(app.render().get('cluster.k8s.yaml') ?? '');
  expect(documents).toEqual([first.toJson(), second.toJson()]);
});

test('texts that YAML 1.1 takes for something else stay texts, for readers of both versions', () => {
  const data = Object.fromEntries(
    ['on', 'yes', 'No', 'y', '0644', '1e3', '12:30', 'null', '~', '', ' ', '2024-01-01', '0x1F', '- a', '# b'].map(
      (text, index) => [`key-${index}`, text],
    ),
  );
  const app = newApp();
  configMap(namespace(app), 'Settings', data);
  const text = app.render().get('cluster.k8s.yaml') ?? '';
  expect(loadAll(text)[1]).toMatchObject({ data });
  for (const version of ['1.1', '1.2'] as const) {
    const documents = parseAllDocuments(text, { version });
    expect(Array.isArray(documents) && documents[1]?.toJS()).toMatchObject({ data });
  }
});

test('a script keeps its lines, however long, and what is used twice is written twice', () => {
  const long = `echo ${'very '.repeat(100)}long`;
  const shared = { colour: 'blue' };
  const app = newApp();
  const chart = namespace(app);
  configMap(chart, 'Script', { 'run.sh': `#!/bin/sh\n${long}\n` });
  new ApiObject(chart, 'Twice', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { namespace: 'blog', labels: LABELS },
    data: shared,
    binaryData: shared,
  });
  const text = app.render().get('cluster.k8s.yaml') ?? '';
  expect(text).toContain(`run.sh: |\n    #!/bin/sh\n    ${long}\n`);
  expect(text).not.toMatch(/[&*]ref/);
});

test('everything that rules and constructs find is said at once, and nothing is written', () => {
  const app = newApp();
  const chart = namespace(app);
  const settings = configMap(chart, 'Settings', { colour: 'blue' });
  settings.metadata.addLabel('colour', 'light blue');
  settings.node.addValidation({ validate: () => ['it is the wrong blue'] });
  configMap(chart, 'More', { colour: 'red' }, 'elsewhere');
  const message = messageOf(() => app.synth());
  expect(message.split('\n')).toEqual([
    'cluster/Settings: it is the wrong blue',
    expect.stringMatching(/^cluster\/More: metadata\.namespace is elsewhere; .*; .*$/),
    expect.stringMatching(/^cluster\/Settings: metadata\.labels\.colour is light blue; .*; .*$/),
  ]);
  expect(existsSync(outdir)).toBe(false);
});

test('what is wrong in two places in the same words is said once', () => {
  const app = newApp();
  const settings = configMap(namespace(app), 'Settings', { colour: 'blue' });
  for (let time = 0; time < 2; time += 1) settings.node.addValidation({ validate: () => ['it is the wrong blue'] });
  expect(messageOf(() => app.render())).toBe('cluster/Settings: it is the wrong blue');
});

test('rules know which Secrets somebody is asked to make, and with which keys', () => {
  const appWith = (name: string, keys: RequiredSecret['keys']): CheckedApp => {
    const app = newApp();
    namespace(app);
    const chart = new StableChart(app, 'site', { namespace: 'blog' });
    new RequiredSecret(chart, 'Secret', { name, keys, purpose: 'testing' });
    podWithSecret(chart, 'blog-secrets', 'password');
    return app;
  };
  const sentences = (name: string, keys: RequiredSecret['keys']) => messageOf(() => appWith(name, keys).render());
  const about = (text: string) => text.split('\n').filter((line) => /blog-secrets|password/.test(line));
  expect(about(sentences('blog-secrets', { password: { random: 24 } }))).toEqual([]);
  expect(about(sentences('other-secrets', { password: { random: 24 } }))).toHaveLength(1);
  expect(about(sentences('blog-secrets', { salt: { random: 24 } }))).toHaveLength(1);
});

test('manifests of an earlier run that nothing makes any more are removed, and what is no manifest stays', () => {
  mkdirSync(join(outdir, 'old'), { recursive: true });
  writeFileSync(join(outdir, 'old', 'site.k8s.yaml'), 'kind: Deployment');
  writeFileSync(join(outdir, 'kustomization.yaml'), 'resources: []');
  const app = newApp();
  namespace(app);
  app.synth();
  expect(filesIn(outdir)).toEqual(['cluster.k8s.yaml', 'kustomization.yaml']);
  expect(readFileSync(join(outdir, 'kustomization.yaml'), 'utf8')).toBe('resources: []');
});

test('rendering twice gives the same, and writes nothing', () => {
  const app = newApp();
  configMap(namespace(app), 'Settings', { colour: 'blue' });
  expect(app.render()).toEqual(app.render());
  expect(existsSync(outdir)).toBe(false);
});

function newApp(): CheckedApp {
  return new CheckedApp({ outdir });
}

/** A chart with the namespace that everything else is in. */
function namespace(app: CheckedApp): Chart {
  const chart = new StableChart(app, 'cluster');
  new ApiObject(chart, 'Namespace', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'blog', labels: LABELS },
  });
  return chart;
}

function configMap(chart: Chart, id: string, data: Record<string, string>, inNamespace = 'blog'): ApiObject {
  return new ApiObject(chart, id, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { namespace: inNamespace, labels: LABELS },
    data,
  });
}

function podWithSecret(chart: Chart, secretName: string, key: string): ApiObject {
  return new ApiObject(chart, 'Job', {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { namespace: 'blog', labels: LABELS },
    spec: {
      template: {
        spec: {
          containers: [{ name: 'job', volumeMounts: [{ name: 'secret', mountPath: '/secret' }] }],
          volumes: [{ name: 'secret', secret: { secretName, items: [{ key, path: key }] } }],
        },
      },
    },
  });
}

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  return '';
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(directory.length + 1))
    .sort();
}
