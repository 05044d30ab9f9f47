import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { environments } from '../environments';
import { DEFAULT_IMAGES, ImageLock } from '../lib';
import { imagesOf } from '../scripts/images';

const ROOT = join(__dirname, '..');
const { production } = environments;
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const images = Object.values(DEFAULT_IMAGES);

test('images.lock has a line for each image of this release', () => {
  const lines = read('images.lock')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(lines.map((line) => line.replace(/@.*/, '')).sort()).toEqual([...images].sort());
});

test('every container of an environment is pinned by the digests of the lock', () => {
  const imageLock = ImageLock.parse('images.lock', images.map((image) => `${image}@${digest}`).join('\n'), images);
  const pinned = imagesOf({ production: { ...production, imageLock } as (typeof environments)[string] });
  expect(pinned.length).toBeGreaterThanOrEqual(8);
  expect(pinned.filter((image) => !image.endsWith(`@${digest}`))).toEqual([]);
});

test('every container of an environment comes from its one registry', () => {
  const registry = 'registry.example.org/mirror';
  const props = { ...production, cluster: { registry } } as (typeof environments)[string];
  const mirrored = imagesOf({ production: props });
  expect(mirrored).toContain(`${registry}/library/mariadb:${DEFAULT_IMAGES.mariadb.split(':')[1]}`);
  expect(mirrored.filter((image) => !image.startsWith(`${registry}/`))).toEqual([]);
  expect(imagesOf({ production: { ...props, images: { nginx: 'other.example.org/nginx:1.28.0' } } })).toContain(
    'other.example.org/nginx:1.28.0',
  );
});

describe('npm run images', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['-r', './scripts/typescript.js', 'scripts/images.ts', ...args], {
      cwd: ROOT,
      encoding: 'utf8',
    });

  test('prints the images of an environment for a scanner, a line each', () => {
    const { status, stdout } = run('development');
    expect(status).toBe(0);
    expect(stdout.trimEnd().split('\n')).toEqual(
      [DEFAULT_IMAGES.filebeat, DEFAULT_IMAGES.mariadb, DEFAULT_IMAGES.nginx, DEFAULT_IMAGES.wordpress].sort(),
    );
  });

  test('refuses an environment that is none', () => {
    const { status, stdout, stderr } = run('nowhere');
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'npm run images: environment is nowhere; it must be one of environments/; use one of development, testing, preproduction, production, or none for all\n',
    });
  });
});

describe('renovate.json', () => {
  interface Manager {
    readonly managerFilePatterns: readonly string[];
    readonly matchStrings: readonly string[];
  }
  const { customManagers } = JSON.parse(read('renovate.json')) as { customManagers: Manager[] };

  /** What Renovate finds: the managers whose pattern names the file, and in it each match of their strings. */
  function found(file: string, text: string) {
    return customManagers
      .filter(({ managerFilePatterns }) =>
        managerFilePatterns.some((pattern) => new RegExp(pattern.slice(1, -1)).test(file)),
      )
      .flatMap(({ matchStrings }) =>
        matchStrings.flatMap((expression) => [...text.matchAll(new RegExp(expression, 'g'))]),
      )
      .map(({ groups }) => ({ ...groups }));
  }
  const parts = (image: string, currentDigest?: string) => {
    const tag = image.lastIndexOf(':');
    return { depName: image.slice(0, tag), currentValue: image.slice(tag + 1), currentDigest };
  };
  const byName = <T extends { depName?: string }>(all: T[]) =>
    all.sort((one, other) => String(one.depName).localeCompare(String(other.depName)));
  const expected = byName(images.map((image) => parts(image)));

  test.each(['images.lock', 'lib/kubernetes/image.ts'])('finds each image in %s', (file) => {
    expect(byName(found(file, read(file)))).toEqual(expected);
  });

  test('finds digests behind tags', () => {
    expect(found('images.lock', `# crane\n${images.map((image) => `${image}@${digest}`).join('\n')}\n`)).toEqual(
      images.map((image) => parts(image, digest)),
    );
  });

  test('finds the images that an environment names, and nothing else in it', () => {
    const line = `images: { mariadb: 'registry.example.org:5000/team/mariadb:11.8.8@${digest}' },`;
    expect(found('environments/production.ts', `${read('environments/production.ts')}\n${line}`)).toEqual([
      parts('registry.example.org:5000/team/mariadb:11.8.8', digest),
    ]);
  });
});

test('npm run sbom lists what the package brings along, and none of its tools', () => {
  const { status, stdout } = spawnSync('npm', ['run', '--silent', 'sbom'], { cwd: ROOT, encoding: 'utf8' });
  expect(status).toBe(0);
  const sbom = JSON.parse(stdout) as {
    bomFormat: string;
    metadata: { component: { purl: string } };
    components: { name: string; version: string; purl: string }[];
  };
  expect(sbom.bomFormat).toBe('CycloneDX');
  expect(sbom.metadata.component.purl).toMatch(/^pkg:npm\/cdk8s-wordpress@/);
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  const versions = Object.fromEntries(sbom.components.map(({ name, version }) => [name, version]));
  expect(versions).toMatchObject(dependencies ?? {});
  const tools = Object.keys(devDependencies ?? {}).filter((name) => /^(jest|eslint|typescript|@types)/.test(name));
  expect(tools.length).toBeGreaterThan(4);
  expect(Object.keys(versions).filter((name) => tools.includes(name))).toEqual([]);
}, 60_000);
