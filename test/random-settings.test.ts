import { existsSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject } from 'cdk8s';
import * as fc from 'fast-check';
import { loadAll } from 'js-yaml';
import { parseAllDocuments, type Tags } from 'yaml';
import { development } from '../environments/development';
import { ConfigurationError, WordPressStackProps } from '../lib';
import { buildApp, synthesize } from '../main';
import { SENTENCE } from './wrong-settings';
import { ENVIRONMENT, HOSTILE_TEXTS, randomStack } from './random-settings';

/** `SEED=... npx jest test/random-settings` tries others, `RUNS=...` more. */
const seed = Number(process.env['SEED'] ?? 20261121);
const runs = Number(process.env['RUNS'] ?? 40);
const parameters = {
  seed,
  numRuns: runs,
  endOnFailure: true,
};

test(`whatever is set, with seed ${seed}: all of it is rendered, or a sentence says why not`, () => {
  const outcomes = { accepted: 0, rejected: 0 };
  fc.assert(
    fc.property(randomStack(2), (props) => {
      const rendered = render(props);
      outcomes[rendered.files ? 'accepted' : 'rejected'] += 1;
      for (const sentence of rendered.sentences) expect(sentence).toMatch(SENTENCE);
      for (const [name, objects] of rendered.objects)
        expect(readByEveryone(rendered.files?.get(name))).toEqual(objects);
    }),
    parameters,
  );
  // Neither half of the sentence above is about nothing.
  expect(outcomes.accepted).toBeGreaterThanOrEqual(5);
  expect(outcomes.rejected).toBeGreaterThanOrEqual(5);
}, 120_000);

test('what is refused leaves nothing behind', () => {
  const folder = mkdtempSync(join(tmpdir(), 'random-settings-'));
  const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    fc.assert(
      fc.property(randomStack(150), (props) => {
        const outdir = join(folder, 'dist');
        const written = synthesize(outdir, { [ENVIRONMENT]: props }) === 0;
        expect(existsSync(outdir)).toBe(written);
        rmSync(outdir, { recursive: true, force: true });
      }),
      { ...parameters, numRuns: 200 },
    );
    expect(said).toHaveBeenCalled();
  } finally {
    said.mockRestore();
    rmSync(folder, { recursive: true });
  }
}, 120_000);

test('texts for people arrive as they were written, and nowhere else', () => {
  const accepted = HOSTILE_TEXTS.filter((text) => {
    const people = { title: text, adminEmail: `${text}@example.org` };
    const site = { ...development.site, ...people };
    const { files, sentences } = render({ ...development, site });
    for (const sentence of sentences) expect(sentence).toMatch(SENTENCE);
    if (!files) return false;
    const objects = readByEveryone(files.get(`${ENVIRONMENT}/site.k8s.yaml`)) as ConfigMap[];
    const data = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'site-scripts')?.data;
    expect(JSON.parse(data?.['install.json'] ?? '')).toMatchObject(people);
    for (const [file, content] of Object.entries(data ?? {})) {
      if (file !== 'install.json') expect(content).not.toContain(people.adminEmail);
    }
    return true;
  });
  expect(accepted.length).toBeGreaterThan(20);
}, 120_000);

interface ConfigMap {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data: Readonly<Record<string, string>>;
}

interface Rendered {
  readonly files?: ReadonlyMap<string, string>;
  /** The objects of each file before they became text. */
  readonly objects: ReadonlyMap<string, unknown[]>;
  readonly sentences: readonly string[];
}

/** Anything but a sentence is nobody's answer, and goes on as an error. */
function render(props: WordPressStackProps): Rendered {
  const objects = new Map<string, unknown[]>();
  try {
    const app = buildApp('dist', { [ENVIRONMENT]: props });
    const files = app.render();
    for (const name of files.keys()) {
      const chart = app.node.findChild(ENVIRONMENT).node.tryFindChild(name.replace(/^\w+\/|\.k8s\.yaml$/g, ''));
      if (!chart) continue;
      const rendered = chart.node.findAll().filter((construct) => construct instanceof ApiObject);
      objects.set(
        name,
        rendered.map((object) => JSON.parse(JSON.stringify(object.toJson())) as unknown),
      );
    }
    return { files, objects, sentences: [] };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { objects, sentences: error.message.split('\n') };
  }
}

/** What a parser of YAML 1.2 and one of YAML 1.1, as kubectl's, read; they must agree. */
function readByEveryone(text = ''): unknown[] {
  const objects = loadAll(text);
  // This one takes e12 for a number, as neither the standard nor Go does.
  const customTags = (tags: Tags) =>
    tags.filter((tag) => typeof tag === 'string' || !('format' in tag && tag.format === 'EXP'));
  const old = parseAllDocuments(text, { version: '1.1', customTags }).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as unknown;
  });
  expect(old).toEqual(objects);
  return objects;
}
