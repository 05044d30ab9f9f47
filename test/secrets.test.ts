import { spawnSync } from 'child_process';
import { createPrivateKey, X509Certificate } from 'crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { loadAll } from 'js-yaml';

const ROOT = join(__dirname, '..');

interface Secret {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly type: string;
  readonly stringData: Readonly<Record<string, string>>;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'elsewhere'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What `npm run secrets` does in front of a `kubectl` that runs this shell script. */
function secrets(kubectl: string, ...environment: string[]) {
  const path = join(folder, 'bin', 'kubectl');
  writeFileSync(path, `#!/bin/sh\n${kubectl}\n`);
  chmodSync(path, 0o755);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['-r', join(ROOT, 'scripts', 'typescript.js'), join(ROOT, 'scripts', 'secrets.ts'), ...environment],
    {
      cwd: join(folder, 'elsewhere'),
      encoding: 'utf8',
      env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}` },
    },
  );
  return {
    status,
    stdout,
    said: stderr.split('\n').filter(Boolean),
    made: (loadAll(stdout) as (Secret | null)[]).filter((secret) => secret !== null),
  };
}

const NO_CLUSTER = 'echo "connection refused" >&2; exit 1';
const NOTHING_EXISTS = 'exit 0';
const DATABASE_EXISTS = 'case "$*" in *database-accounts*) echo secret/database-accounts ;; esac';
const MAY_NOT_LOOK =
  'case "$*" in *secret*) echo "Error from server (Forbidden): secrets is forbidden" >&2; exit 1 ;; esac';

const SALTS = ['auth', 'secure-auth', 'logged-in', 'nonce'].flatMap((name) => [`${name}-key`, `${name}-salt`]);

describe('for an environment whose Secrets nobody has made', () => {
  let withoutCluster: ReturnType<typeof secrets>;
  let withEmptyCluster: ReturnType<typeof secrets>;
  beforeAll(() => {
    withoutCluster = secrets(NO_CLUSTER, 'testing');
    withEmptyCluster = secrets(NOTHING_EXISTS, 'testing');
  });

  test('all are printed, with all their keys, whether there is a cluster or not', () => {
    for (const { status, made } of [withoutCluster, withEmptyCluster]) {
      expect(status).toBe(0);
      expect(made.map(({ apiVersion, kind, type, metadata }) => ({ apiVersion, kind, type, ...metadata }))).toEqual(
        [
          ['database-accounts', 'Opaque'],
          ['site-secrets', 'Opaque'],
          ['blog-tls', 'kubernetes.io/tls'],
        ].map(([name, type]) => ({ apiVersion: 'v1', kind: 'Secret', type, name, namespace: 'wordpress-testing' })),
      );
      expect(made.map(({ stringData }) => Object.keys(stringData).sort())).toEqual([
        ['backup', 'restore', 'root', 'wordpress'],
        ['admin-password', ...SALTS].sort(),
        ['tls.crt', 'tls.key'],
      ]);
    }
  });

  test('no two values are the same, in one run or in two, and all are long', () => {
    const values = [withoutCluster, withEmptyCluster].flatMap(valuesOf);
    expect(values).toHaveLength(2 * (4 + 1 + 8 + 2));
    expect(new Set(values).size).toBe(values.length);
    for (const value of values) expect(value.length).toBeGreaterThanOrEqual(24);
  });

  test('the certificate is for the site, fits its key and is valid for a year', () => {
    const certificate = withoutCluster.made.find(({ metadata }) => metadata.name === 'blog-tls');
    const { 'tls.crt': cert = '', 'tls.key': key = '' } = certificate?.stringData ?? {};
    const x509 = new X509Certificate(cert);
    expect(x509.checkHost('blog.testing.example.org')).toBe('blog.testing.example.org');
    expect(x509.checkHost('blog.example.org')).toBeUndefined();
    expect(x509.checkPrivateKey(createPrivateKey(key))).toBe(true);
    const days = (Date.parse(x509.validTo) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(363);
    expect(days).toBeLessThan(366);
    expect(Date.parse(x509.validFrom)).toBeLessThanOrEqual(Date.now());
  });

  test('what each is for is said beside the output, and no value is', () => {
    const news = [
      'wordpress-testing/database-accounts is new: passwords of the database accounts',
      'wordpress-testing/site-secrets is new: password of the administrator administrator, and salts',
      'wordpress-testing/blog-tls is new: certificate of blog.testing.example.org',
      '  the certificate for blog.testing.example.org is self-signed: browsers warn, so replace it for real visitors',
    ];
    expect(withEmptyCluster.said).toEqual(news);
    expect(withoutCluster.said).toEqual([
      'no cluster answers kubectl, so nobody can say which Secrets exist already',
      ...news,
    ]);
    for (const value of valuesOf(withoutCluster)) expect(withoutCluster.said.join('\n')).not.toContain(value);
  });

  function valuesOf({ made }: ReturnType<typeof secrets>): string[] {
    return made.flatMap(({ stringData }) => Object.values(stringData));
  }
});

test('a Secret that exists is never printed again, since its values are in use', () => {
  const { status, stdout, made, said } = secrets(DATABASE_EXISTS, 'testing');
  expect(status).toBe(0);
  expect(made.map(({ metadata }) => metadata.name)).toEqual(['site-secrets', 'blog-tls']);
  expect(stdout).not.toContain('database-accounts');
  expect(said[0]).toBe(
    'wordpress-testing/database-accounts exists already (passwords of the database accounts); not printed, so that its values stay',
  );
});

test('whoever may not look for Secrets gets none, as they may exist', () => {
  const { status, stdout, said } = secrets(MAY_NOT_LOOK, 'testing');
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(said).toEqual([
    "npm run secrets: kubectl can't look for the Secret wordpress-testing/database-accounts: Error from server (Forbidden): secrets is forbidden",
  ]);
});

test('what a store or cert-manager writes is not printed', () => {
  const { status, stdout, said } = secrets(NOTHING_EXISTS, 'preproduction');
  expect(status).toBe(0);
  expect(stdout).toBe('');
  expect(said).toEqual([
    'wordpress-preproduction/database-accounts comes from the store vault; not printed',
    'wordpress-preproduction/site-secrets comes from the store vault; not printed',
    'wordpress-preproduction-logs/logs-elasticsearch-accounts comes from the store vault; not printed',
    'wordpress-preproduction-logs/logs-elasticsearch-tls comes from the store vault; not printed',
    'wordpress-preproduction-logs/logs-kibana-keys comes from the store vault; not printed',
  ]);
});

test.each([
  ['prod', ['prod']],
  ['missing', []],
  ['argo-cd', ['argo-cd']],
])('an environment that is %s ends with one sentence', (value, parameters) => {
  const { status, stdout, said } = secrets(NOTHING_EXISTS, ...parameters);
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(said).toEqual([
    `npm run secrets: environment is ${value}; it must be one of environments/; use one of development, testing, preproduction, production`,
  ]);
});

test('nothing is written to any file', () => {
  const before = readdirSync(ROOT);
  secrets(NO_CLUSTER, 'testing');
  expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
  expect(readdirSync(ROOT)).toEqual(before);
});
