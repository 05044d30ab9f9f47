import { spawnSync } from 'child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { loadAll } from 'js-yaml';

const ROOT = join(__dirname, '..');
const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<
  'dependencies' | 'peerDependencies',
  Record<string, string>
>;

// Somebody else's project, with the package as npm would install it and what it says it depends on, and nothing else.
let project: string;
let packed: string[];

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'package-'));
  const source = join(project, 'source');
  for (const name of ['package.json', 'README.md', 'LICENSE']) cpSync(join(ROOT, name), join(source, name));
  run(ROOT, process.execPath, '-r', './scripts/typescript.js', 'scripts/build.ts', join(source, 'build'));
  run(source, 'npm', 'pack', '--ignore-scripts', '--pack-destination', project);
  const [archive = ''] = readdirSync(project).filter((name) => name.endsWith('.tgz'));
  const installed = join(project, 'node_modules', 'cdk8s-wordpress');
  mkdirSync(installed, { recursive: true });
  run(project, 'tar', '--extract', '--gzip', '--strip-components=1', `--file=${archive}`, `--directory=${installed}`);
  packed = readdirSync(installed, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(installed.length + 1));
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
    mkdirSync(dirname(join(project, 'node_modules', name)), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(project, 'node_modules', name));
  }
}, 180_000);
afterAll(() => rmSync(project, { recursive: true }));

test('the package has the library with its types, scripts and bindings, and nothing of the app, its tests or its tools', () => {
  expect(packed).toEqual(
    expect.arrayContaining(['package.json', 'README.md', 'LICENSE', 'build/lib/index.js', 'build/lib/index.d.ts']),
  );
  const rooms = readdirSync(join(ROOT, 'lib'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const scripts = rooms.flatMap(({ name }) =>
    readdirSync(join(ROOT, 'lib', name), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.startsWith('files/'))
      .map((path) => `build/lib/${name}/${path}`),
  );
  expect(scripts).toContain('build/lib/database/files/galera-start.sh');
  expect(packed).toEqual(expect.arrayContaining(scripts));
  expect(packed).toContain('build/imports/argoproj.io.js');
  const strange = packed.filter((name) => !/^(package\.json|README\.md|LICENSE|build\/(lib|imports)\/.*)$/.test(name));
  expect(strange).toEqual([]);
  expect(packed.filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))).toEqual([]);
});

const CONSUMER = `
import { App, Chart } from 'cdk8s';
import { Application, ClusteredDatabase, LogInput, Peer, Scale, Shipper, StorageClass, WebWithFilebeatSidecar } from 'cdk8s-wordpress';

const app = new App({ outdir: 'manifests' });
const chart = new Chart(app, 'shop', { namespace: 'shop' });
const database = new ClusteredDatabase(chart, 'Orders', {
  size: 3,
  volume: { size: '10Gi', class: StorageClass.block('fast') },
  resources: { cpu: '500m', memory: '1Gi' },
});
const web = new WebWithFilebeatSidecar(chart, 'Web', {
  application: Application.behindNginx({
    name: 'shop',
    image: 'registry.example.org/shop:1.2.3',
    resources: { cpu: '250m', memory: '256Mi' },
    port: 8081,
    user: { uid: 1000 },
    connectsTo: [database],
  }),
  scale: Scale.between(2, 4),
  shipper: Shipper.filebeat({
    to: LogInput.kafka({ brokers: ['kafka.logs.svc:9092'], topic: 'shop', peer: Peer.namespace('logs') }),
  }),
});
const connections: number = database.maxConnections;
console.log(web.deployment.name, connections > 10);
app.synth();
`;

test('its types are enough for a strict project, without looking away from any of them', () => {
  writeFileSync(join(project, 'shop.ts'), CONSUMER);
  const options = {
    target: 'ES2022',
    module: 'node16',
    moduleResolution: 'node16',
    lib: ['ES2022', 'DOM'],
    strict: true,
    skipLibCheck: false,
    noUncheckedIndexedAccess: true,
    types: [],
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['shop.ts'] }));
  expect(run(project, process.execPath, require.resolve('typescript/bin/tsc'))).toBe('');
}, 120_000);

test('R36: its constructs work alone, in a plain chart of a plain app in another folder', () => {
  expect(run(project, process.execPath, 'shop.js')).toMatch(/^\S*web\S* true\n$/);
  const objects = loadAll(readFileSync(join(project, 'manifests', 'shop.k8s.yaml'), 'utf8')) as {
    kind: string;
    metadata: { name: string; namespace: string };
    spec: { serviceName?: string };
    data?: Record<string, string>;
  }[];
  const kinds = objects.map(({ kind }) => kind);
  expect(kinds).toEqual(
    expect.arrayContaining(['StatefulSet', 'Service', 'Deployment', 'HorizontalPodAutoscaler', 'ConfigMap']),
  );
  expect(new Set(objects.map(({ metadata }) => metadata.namespace))).toEqual(new Set(['shop']));
  const names = objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
  expect(new Set(names).size).toBe(names.length);
  const statefulSet = objects.find(({ kind }) => kind === 'StatefulSet');
  expect(names).toContain(`Service/${statefulSet?.spec.serviceName}`);
  expect(objects.some(({ data }) => data?.['galera-start.sh']?.startsWith('#!/usr/bin/env bash'))).toBe(true);
});

function run(cwd: string, command: string, ...parameters: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, parameters, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${parameters.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
