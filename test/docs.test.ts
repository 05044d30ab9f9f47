import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join, relative } from 'path';
import { App } from 'cdk8s';
import ts from 'typescript';
import * as library from '../lib';
import { Exposure, LogInput, Scale, StorageClass, Tls, WordPressStack, WordPressStackProps } from '../lib';
import { compilerOptions, referencePages } from '../scripts/reference';

const ROOT = join(__dirname, '..');
const PACKAGE = 'cdk8s-wordpress';
const pages = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => join('docs', name)),
].filter((name) => name.endsWith('.md'));
const texts = new Map(pages.map((name) => [name, readFileSync(join(ROOT, name), 'utf8')]));

/** A fenced block of a page. */
interface Block {
  readonly page: string;
  /** What stands behind the fence: `ts refused`. */
  readonly kind: string;
  readonly text: string;
}

const blocks = pages.flatMap((page) =>
  [...textOf(page).matchAll(/^( *)```([^\n]*)\n(.*?)^ *```$/gms)].map(
    ([, indent = '', kind = '', text = '']): Block => ({
      page,
      kind,
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  ),
);

/** A block of TypeScript as a file that the compiler can look at. */
interface Example extends Block {
  readonly file: string;
  readonly source: string;
  /** An app that is rendered, a file to look at, or some settings of an environment. */
  readonly form: 'app' | 'file' | 'settings';
}

const examples = blocks.filter(({ kind }) => /^ts\b/.test(kind)).map(asExample);
const program = exampleProgram();

describe('links', () => {
  test.each(pages)('of %s lead somewhere', (page) => {
    expect(linksOf(page).filter(({ file, heading }) => !leadsTo(file, heading))).toEqual([]);
  });

  test('from README.md reach every page', () => {
    const reached = new Set(['README.md']);
    for (const page of reached) linksOf(page).forEach(({ file }) => texts.has(file) && reached.add(file));
    expect(pages.filter((page) => !reached.has(page))).toEqual([]);
  });
});

describe('commands', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
  const commands = blocks.filter(({ kind }) => kind === 'sh');

  test.each([
    ['npm run', /npm (?:run (?:--silent )?|(?=test\b))([\w:-]+)/g, (name: string) => name in scripts],
    ['npx', /npx ([\w-]+)/g, (name: string) => existsSync(join(ROOT, 'node_modules', '.bin', name))],
    ['files', /(?<![\w/])((?:test|scripts|lib)\/[\w./-]+)/g, (name: string) => existsSync(join(ROOT, name))],
  ])('of %s exist', (_, pattern, exists) => {
    const named = commands.flatMap(({ page, text }) =>
      [...text.matchAll(pattern)].map(([, name = '']) => ({ page, name })),
    );
    expect(named).not.toEqual([]);
    expect(named.filter(({ name }) => !exists(name))).toEqual([]);
  });
});

describe('examples', () => {
  test('are right for the compiler', () => {
    const mistakes = examples.flatMap(({ page, file }) => {
      const source = program.getSourceFile(file);
      return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
        ({ messageText }) => `${page}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
      );
    });
    expect(mistakes).toEqual([]);
  });

  test.each(
    examples.filter(({ form }) => form === 'app').map((example, index) => [`${example.page} (${index})`, example]),
  )('that are apps are rendered: %s', (_, example) => {
    const folder = mkdtempSync(join(tmpdir(), 'example-'));
    process.env.CDK8S_OUTDIR = folder;
    const said = jest.spyOn(console, 'log').mockImplementation();
    try {
      run(example);
      expect(readdirSync(folder, { recursive: true }).join()).toContain('.k8s.yaml');
    } finally {
      said.mockRestore();
      delete process.env.CDK8S_OUTDIR;
      rmSync(folder, { recursive: true });
    }
  });

  test.each(
    examples.filter(({ form }) => form === 'settings').map((example, index) => [`${example.page} (${index})`, example]),
  )('that are settings do what is said: %s', (_, example) => {
    const { settings } = run(example) as { settings: Settings };
    const build = () => new WordPressStack(new App(), 'production', merged(settings));
    if (example.kind === 'ts refused') expect(messageOf(build)).toBe(sentenceAfter(example));
    else expect(build).not.toThrow();
  });
});

describe('reference pages that come from the code', () => {
  test.each([...referencePages(program)])('%s is what "npm run docs" writes', (page, text) => {
    expect(texts.get(page)).toBe(text);
  });
});

test('every demand is in the list of requirements once', () => {
  const numbers = [...textOf('docs/reference/requirements.md').matchAll(/^\| R(\d+) /gm)].map(([, number]) =>
    Number(number),
  );
  expect(numbers.sort((one, other) => one - other)).toEqual(Array.from({ length: 36 }, (_, index) => index + 1));
});

test.each(pages)('%s speaks of the product only', (page) => {
  const about =
    /(?<!\/var)\/(work|tmp|root|home)\/|\bsessions?\b|\bissues?\b|\bworkplace\b|\bhelpers?\b|registry\.npm|\bpypi\b|goproxy|TODO|FIXME/i;
  expect(about.exec(textOf(page))?.[0]).toBeUndefined();
});

type Settings = Readonly<Record<string, unknown>>;

/** An environment as people have it, on which the settings of examples are laid. */
const BASE: WordPressStackProps = {
  tenant: {
    quota: { cpu: '24', memory: '32Gi', storage: '300Gi' },
    administrators: ['platform-team'],
    developers: ['developers'],
  },
  sharedFiles: { className: 'shared', server: 'nfs.example.org', path: '/exports/production' },
  site: { host: 'blog.example.org', adminEmail: 'editor@example.org', filesSize: '20Gi' },
  front: {
    exposure: Exposure.ingress({ className: 'traefik', controllerNamespace: 'traefik' }),
    tls: Tls.certManager({ issuer: 'letsencrypt' }),
  },
  web: { scale: Scale.between(4, 10) },
  logs: { to: LogInput.standardOutput() },
  database: {
    size: 3,
    volume: { size: '30Gi', class: StorageClass.block('fast') },
    resources: { cpu: '1', memory: '2Gi' },
  },
};

function merged(settings: Settings): WordPressStackProps {
  const laid = Object.entries(settings).map(([name, value]) => {
    const base = (BASE as unknown as Settings)[name];
    // A shared class takes the place of another one; all else adds to what is there.
    return [name, isPlain(base) && isPlain(value) && name !== 'sharedFiles' ? { ...base, ...value } : value];
  });
  return { ...BASE, ...(Object.fromEntries(laid) as Partial<WordPressStackProps>) };
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function textOf(page: string): string {
  return texts.get(page) ?? '';
}

/** The sentence that a page shows for an example. */
function sentenceAfter(example: Example): string {
  const rest = blocks.filter(({ page }) => page === example.page);
  const after = rest.slice(rest.findIndex(({ text }) => text === example.text) + 1);
  return after.find(({ kind }) => kind === 'text')?.text.trim() ?? 'none';
}

function messageOf(build: () => void): string {
  try {
    build();
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
}

function asExample(block: Block, index: number): Example {
  const file = join(ROOT, 'docs', `example-${index}.ts`);
  if (/^import /m.test(block.text)) {
    return { ...block, file, source: block.text, form: block.text.includes('app.synth()') ? 'app' : 'file' };
  }
  const names = Object.keys(library).filter((name) => new RegExp(`\\b${name}\\b`).test(block.text));
  const source = [
    `import { Cron, Duration } from 'cdk8s';`,
    `import { ${[...names, 'WordPressStackProps'].join(', ')} } from '${PACKAGE}';`,
    'type Some = { [K in keyof WordPressStackProps]?: Partial<WordPressStackProps[K]> };',
    'export const units = [Cron, Duration];',
    `export const settings: Some = {\n${block.text}};`,
  ].join('\n');
  return { ...block, file, source, form: 'settings' };
}

/** The examples beside the library, for the compiler. */
function exampleProgram(): ts.Program {
  const options = { ...compilerOptions(), paths: { [PACKAGE]: [join(ROOT, 'lib', 'index.ts')] } };
  const host = ts.createCompilerHost(options);
  const sources = new Map(examples.map(({ file, source }) => [file, source]));
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => sources.has(name) || fileExists(name);
  host.readFile = (name) => sources.get(name) ?? readFile(name);
  host.getSourceFile = (name, version, ...rest) => {
    const source = sources.get(name);
    return source === undefined ? getSourceFile(name, version, ...rest) : ts.createSourceFile(name, source, version);
  };
  return ts.createProgram([join(ROOT, 'lib', 'index.ts'), ...sources.keys()], options, host);
}

/** Runs an example and gives what it exports. */
function run({ source, file }: Example): unknown {
  const { outputText } = ts.transpileModule(source, {
    fileName: file,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true },
  });
  const exported = {};
  const load = (name: string): unknown => (name === PACKAGE ? library : jest.requireActual(name));
  new Function('require', 'exports', outputText)(load, exported);
  return exported;
}

interface Link {
  /** Path in the repository. */
  readonly file: string;
  readonly heading: string;
}

/** Links to files of this repository. */
function linksOf(page: string): Link[] {
  const prose = textOf(page).replace(/^ *```.*?^ *```$/gms, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
    if (/^[a-z]+:/.test(target)) return [];
    const [file = '', heading = ''] = target.split('#');
    return { file: file === '' ? page : relative(ROOT, join(ROOT, dirname(page), file)), heading };
  });
}

function leadsTo(file: string, heading: string): boolean {
  if (!existsSync(join(ROOT, file))) return false;
  return heading === '' || headingsOf(file).includes(heading);
}

/** Headings as GitHub makes anchors of them. */
function headingsOf(page: string): string[] {
  return [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}
