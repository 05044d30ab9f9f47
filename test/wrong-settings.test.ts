import { spawnSync } from 'child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { environments } from '../environments';
import { production } from '../environments/production';
import { Scale, WordPressStackProps } from '../lib';
import { buildApp, synthesize } from '../main';
import { SENTENCE, wrongSettings } from './wrong-settings';

const NOTHING_WRITTEN = 'nothing was written; "git checkout -- dist" brings back the last good manifests';

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wrong-settings-'));
  said = [];
  jest.spyOn(console, 'error').mockImplementation((text: string) => void said.push(...text.split('\n')));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

test('there are many, and no two have a name', () => {
  expect(wrongSettings.length).toBeGreaterThanOrEqual(100);
  expect(new Set(wrongSettings.map(({ name }) => name)).size).toBe(wrongSettings.length);
});

describe.each(wrongSettings)('$name', ({ environments: all, sentences, fixed }) => {
  test('stops with what, where, why and the fix, and writes nothing', () => {
    const outdir = join(folder, 'dist');
    expect(synthesize(outdir, all)).toBe(1);
    expect(said).toEqual([...sentences, NOTHING_WRITTEN]);
    for (const sentence of sentences) expect(sentence).toMatch(SENTENCE);
    expect(existsSync(outdir)).toBe(false);
  });

  test('leaves the last good manifests', () => {
    const outdir = join(folder, 'dist');
    mkdirSync(join(outdir, 'production'), { recursive: true });
    writeFileSync(join(outdir, 'production', 'site.k8s.yaml'), 'the last good one');
    expect(synthesize(outdir, all)).toBe(1);
    expect(contents(outdir)).toEqual({ 'production/site.k8s.yaml': 'the last good one' });
  });

  if (fixed) {
    test('is right after doing as the sentence says', () => {
      expect(() => buildApp(folder, fixed(suggested(sentences[0] ?? ''))).render()).not.toThrow();
    });
  }
});

test('one mistake in one environment keeps all of them from being written', () => {
  const { database } = production;
  const wrong = { ...environments, production: { ...production, database: { ...database, size: 4 } } };
  const outdir = join(folder, 'dist');
  expect(synthesize(outdir, wrong)).toBe(1);
  expect(existsSync(outdir)).toBe(false);
});

test('every mistake that is only seen in the manifests is said in the same run', () => {
  const quota = { ...production.tenant.quota, memory: '8Gi', cpu: '4', storage: '100Gi' };
  const outdir = join(folder, 'dist');
  expect(synthesize(outdir, { production: { ...production, tenant: { ...production.tenant, quota } } })).toBe(1);
  expect(said.map((line) => line.split(';')[0]).sort()).toEqual([
    'nothing was written',
    'production/cluster/Tenant/Quota: quota.cpu is 4',
    'production/cluster/Tenant/Quota: quota.memory is 8Gi',
    'production/cluster/Tenant/Quota: quota.storage is 100Gi',
  ]);
});

test.each(['512Mi', '768Mi', '1Gi', '1500Mi', '2Gi', '3Gi', '4Gi'])(
  'with %s for each database node, the most web servers that the sentence names work and one more does not',
  (memory) => {
    for (const children of [1, 2, 3, 4, 5, 6]) {
      const withWebServers = (most: number): Record<string, WordPressStackProps> => ({
        production: {
          ...production,
          tenant: { ...production.tenant, quota: { cpu: '1k', memory: '1Ti', storage: '1Ti', pods: 1000 } },
          site: { ...production.site, children },
          web: { scale: Scale.between(1, most) },
          database: { ...production.database, resources: { cpu: '1', memory } },
        },
      });
      const sentenceFor = (most: number) => messageOf(() => buildApp(folder, withWebServers(most)).render());
      const most = Number(/use at most (\d+)/.exec(sentenceFor(500))?.[1] ?? 0);
      if (most >= 2) expect(sentenceFor(most)).toBe('');
      expect(sentenceFor(Math.max(most + 1, 2))).toMatch(/scale\.maximum is/);
    }
  },
);

test('a setting that is missing ends with an error for developers, and says how to find it', () => {
  const outdir = join(folder, 'dist');
  mkdirSync(outdir);
  const incomplete = { ...production, site: undefined } as unknown as WordPressStackProps;
  expect(() => synthesize(outdir, { production: incomplete })).toThrow(TypeError);
  expect(said).toEqual([
    'nobody expected this: run "npm run check", which finds settings that are missing or misspelled',
  ]);
  expect(existsSync(outdir)).toBe(false);
});

describe('npx cdk8s synth', () => {
  const root = join(__dirname, '..');
  let copy: string;

  beforeEach(() => {
    copy = join(folder, 'copy');
    for (const name of ['cdk8s.yaml', 'main.ts', 'images.lock', 'tsconfig.json', 'environments']) {
      cpSync(join(root, name), join(copy, name), { recursive: true });
    }
    for (const name of ['lib', 'imports', 'scripts', 'node_modules']) symlinkSync(join(root, name), join(copy, name));
  });

  function change(from: string, to: string): void {
    const path = join(copy, 'environments', 'production.ts');
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  }

  function synth(...options: string[]) {
    const { status, stdout, stderr } = spawnSync('node', ['node_modules/.bin/cdk8s', 'synth', ...options], {
      cwd: copy,
      encoding: 'utf8',
      env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false', CDK8S_OUTDIR: undefined },
    });
    return { status, stdout, lines: stderr.split('\n').filter(Boolean) };
  }

  test('a setting that a construct refuses', () => {
    change('size: 3', 'size: 4');
    const { status, lines } = synth();
    expect(status).toBe(1);
    expect(lines).toEqual([
      'production/database/Database: size is 4; a Galera cluster needs an odd size of at least 3, so that a majority can always exist; use 3 or 5',
      NOTHING_WRITTEN,
      'ERROR: synthesis failed, app expected to create "dist"',
    ]);
    expect(existsSync(join(copy, 'dist'))).toBe(false);
  });

  test('a setting that a rule refuses', () => {
    change("storage: '300Gi'", "storage: '100Gi'");
    const { status, lines } = synth();
    expect(status).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(
        /^production\/cluster\/Tenant\/Quota: quota\.storage is 100Gi; .*; raise it to at least 210Gi$/,
      ),
      NOTHING_WRITTEN,
      'ERROR: synthesis failed, app expected to create "dist"',
    ]);
    expect(existsSync(join(copy, 'dist'))).toBe(false);
  });

  test('nothing comes out of --stdout that kubectl could apply', () => {
    change('size: 3', 'size: 2');
    const { status, stdout, lines } = synth('--stdout');
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(lines.slice(0, 2)).toEqual([
      'production/database/Database: size is 2; a Galera cluster needs an odd size of at least 3, so that a majority can always exist; use 3 or 5, or 1 for development',
      NOTHING_WRITTEN,
    ]);
    expect(lines.filter((line) => line.startsWith('    at '))).toEqual([]);
  });

  test('a mistake in the program itself fails, too', () => {
    change("from '../lib'", "from '../nowhere'");
    expect(synth('--stdout')).toMatchObject({ status: 1, stdout: '' });
  });
});

/** The number that a sentence names in its fix. */
function suggested(sentence: string): string {
  const fix = sentence.slice(sentence.lastIndexOf('; '));
  return /at (?:least|most) ([^\s,]+)/.exec(fix)?.[1] ?? '';
}

function messageOf(run: () => unknown): string {
  try {
    run();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

function contents(directory: string): Record<string, string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(directory.length + 1), readFileSync(path, 'utf8')];
    }),
  );
}
