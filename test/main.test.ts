import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { environments } from '../environments';
import { synthesize } from '../main';
import { renderFiles } from './manifests';

const ROOT = join(__dirname, '..');
const files = renderFiles();

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'manifests-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('each environment has a file for what its cluster, database and site need, and for storage if it brings its own', () => {
  expect([...files.keys()].sort()).toEqual([
    'argo-cd/preproduction.k8s.yaml',
    'argo-cd/production.k8s.yaml',
    'argo-cd/testing.k8s.yaml',
    'development/cluster.k8s.yaml',
    'development/database.k8s.yaml',
    'development/site.k8s.yaml',
    'preproduction/cluster.k8s.yaml',
    'preproduction/database.k8s.yaml',
    'preproduction/logs.k8s.yaml',
    'preproduction/site.k8s.yaml',
    'preproduction/storage.k8s.yaml',
    'production/cluster.k8s.yaml',
    'production/database.k8s.yaml',
    'production/logs.k8s.yaml',
    'production/site.k8s.yaml',
    'production/storage.k8s.yaml',
    'testing/cluster.k8s.yaml',
    'testing/database.k8s.yaml',
    'testing/site.k8s.yaml',
    'testing/storage.k8s.yaml',
  ]);
});

// The committed manifests are this suite's snapshot: they are what people review and Argo CD applies.
describe('R28: dist/ is what the code gives; if not, run "npx cdk8s synth", look at "git diff dist" and commit it', () => {
  test('the same files', () => {
    expect(readFiles(join(ROOT, 'dist')).map(([name]) => name)).toEqual([...files.keys()].sort());
  });

  test.each([...files])('%s', (name, text) => {
    expect(text).toBe(readFileSync(join(ROOT, 'dist', name), 'utf8'));
  });
});

test('a second synthesis gives the same bytes', () => {
  expect(renderFiles()).toEqual(files);
});

test.each([
  { TZ: 'Pacific/Auckland', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' },
  { TZ: 'America/St_Johns', LANG: 'tr_TR.UTF-8', LC_ALL: 'C', USER: 'somebody', HOME: '/nonexistent' },
])('a synthesis elsewhere, as with %o, gives the same bytes', (env) => {
  const outdir = join(folder, 'dist');
  const { status, stderr } = spawnSync(
    process.execPath,
    ['-r', join(ROOT, 'scripts', 'typescript.js'), join(ROOT, 'main.ts')],
    { cwd: folder, env: { PATH: process.env.PATH, ...env, CDK8S_OUTDIR: outdir }, encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(new Map(readFiles(outdir))).toEqual(files);
});

test('an environment that is there no more leaves no manifests behind, and nothing else is touched', () => {
  const outdir = join(folder, 'dist');
  mkdirSync(join(outdir, 'staging'), { recursive: true });
  writeFileSync(join(outdir, 'staging', 'site.k8s.yaml'), 'kind: Deployment');
  writeFileSync(join(outdir, 'README.md'), 'of somebody');
  expect(synthesize(outdir, { development: environments.development! })).toBe(0);
  expect(readFiles(outdir).map(([name]) => name)).toEqual([
    'README.md',
    'development/cluster.k8s.yaml',
    'development/database.k8s.yaml',
    'development/site.k8s.yaml',
  ]);
});

test('every script keeps its lines, so that a change of one is a change of one in git', () => {
  const text = files.get('production/database.k8s.yaml') ?? '';
  expect(text).toContain('galera-start.sh: |\n');
  expect(text).not.toMatch(/: ".*\\n/);
});

function readFiles(directory: string): [string, string][] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }): [string, string] => {
      const path = join(parentPath, name);
      return [path.slice(directory.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
