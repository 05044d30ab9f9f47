// Writes the pages of docs/reference that come from the code: `npm run docs`.
import { writeFileSync } from 'fs';
import { join } from 'path';
import { ApiObject, App } from 'cdk8s';
import ts from 'typescript';
import {
  DEFAULT_IMAGES,
  EXCEPTION_PREFIX,
  Exposure,
  imageVersion,
  LogInput,
  RULES,
  Scale,
  StorageClass,
  Tls,
  WordPressStack,
  WordPressStackProps,
} from '../lib';

const ROOT = join(__dirname, '..');
const SOURCE = join(ROOT, 'lib', 'wordpress-stack.ts');
const FOLDER = join('docs', 'reference');
const WARNING = '<!-- Made from the code by "npm run docs": change the code, not this page. -->';

/** The pages by their path in the repository. */
export function referencePages(program: ts.Program): Map<string, string> {
  return new Map([
    [join(FOLDER, 'environments.md'), environmentsPage(program)],
    [join(FOLDER, 'rules.md'), rulesPage()],
    [join(FOLDER, 'images.md'), imagesPage(program)],
  ]);
}

/** The compiler's view of the library, with the options of the project. */
export function libraryProgram(): ts.Program {
  return ts.createProgram([SOURCE], compilerOptions());
}

/** The options of the project's own `tsconfig.json`. */
export function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  return { ...ts.parseJsonConfigFileContent(config, ts.sys, ROOT).options, noEmit: true };
}

function environmentsPage(program: ts.Program): string {
  const settings = new Settings(program);
  return page(
    'Settings of an environment',
    'Each file in [environments/](../../environments/) is one object of these settings. Settings without a default must be given. The same texts appear in your editor.',
    "Sizes are Kubernetes quantities: `500m` is half a core, `512Mi` memory, `30Gi` storage. `Cron` and `Duration` come from cdk8s: `Cron.schedule({ minute: '0', hour: '23', weekDay: '4' })`, `Duration.minutes(10)`.",
    ...settings.sections(),
  );
}

function rulesPage(): string {
  return page(
    'Rules',
    'What holds for everything that is rendered. All rules look at all environments at once, after they are built and before the first byte is written; a broken one stops the rendering with a sentence that says where, what, why and what to do. [How a refusal reads](errors.md).',
    table(
      ['rule', 'what holds'],
      [...RULES].map(({ name, description }) => [code(name), description]),
    ),
    '## Exceptions',
    `An annotation on an object makes an exception for that object and one rule. Its name is \`${EXCEPTION_PREFIX}\` with the rule's name behind it, and its value is the reason, which can't be empty.`,
    ['```yaml', `${EXCEPTION_PREFIX}pinned-images: 'the vendor publishes one tag'`, '```'].join('\n'),
  );
}

function imagesPage(program: ts.Program): string {
  const purposes = new Settings(program).purposes('Images');
  const used = usedImages();
  const rows = Object.entries(DEFAULT_IMAGES).map(([key, image]: [string, string]) => {
    const { users, folders } = used.get(image) ?? { users: new Set(), folders: new Set() };
    return [
      code(key),
      purposes.get(key) ?? '',
      code(image.slice(0, image.lastIndexOf(':'))),
      code(imageVersion(image)),
      [...users].sort().join(', '),
      [...folders].sort().map(code).join(', ') || 'none',
    ];
  });
  return page(
    'Images',
    'Every image that the stack runs, by its name in `images` of an environment. All of them run without root, with a read-only root file system and without capabilities. The user is a number, so that it does not matter whether the image knows it; a folder that can be written is a volume of its own.',
    table(['name', 'for', 'image', 'version', 'runs as user', 'folders that can be written'], rows),
    'To take them from a mirror, or in another version, see [change images or take them from a mirror](../how-to/change-images-or-mirror.md).',
  );
}

interface ImageUse {
  readonly users: Set<number>;
  readonly folders: Set<string>;
}

/** Who runs each image and where it writes, as the manifests say. */
function usedImages(): Map<string, ImageUse> {
  const used = new Map<string, ImageUse>();
  const stack = new WordPressStack(new App(), 'all', EVERYTHING);
  for (const object of stack.node.findAll().filter((construct) => construct instanceof ApiObject)) {
    const { spec } = object.toJson() as RenderedWorkload;
    const pod = (spec?.jobTemplate?.spec ?? spec)?.template?.spec;
    const shared = pod?.securityContext?.runAsUser;
    for (const container of [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])]) {
      const use = used.get(container.image) ?? { users: new Set(), folders: new Set() };
      used.set(container.image, use);
      const user = container.securityContext?.runAsUser ?? shared;
      if (user !== undefined) use.users.add(user);
      for (const mount of container.volumeMounts ?? []) {
        const volume = pod?.volumes?.find(({ name }) => name === mount.name);
        if (!mount.readOnly && !volume?.configMap && !volume?.secret) use.folders.add(mount.mountPath);
      }
    }
  }
  return used;
}

interface RenderedWorkload {
  readonly spec?: RenderedSpec & { readonly jobTemplate?: { readonly spec: RenderedSpec } };
}

interface RenderedSpec {
  readonly template?: {
    readonly spec?: {
      readonly securityContext?: { readonly runAsUser?: number };
      readonly initContainers?: readonly RenderedContainer[];
      readonly containers?: readonly RenderedContainer[];
      readonly volumes?: readonly { readonly name: string; readonly configMap?: object; readonly secret?: object }[];
    };
  };
}

interface RenderedContainer {
  readonly image: string;
  readonly securityContext?: { readonly runAsUser?: number };
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
}

/** An environment with all that is optional, so that every image is in use. */
const EVERYTHING: WordPressStackProps = {
  tenant: { quota: { cpu: '20', memory: '40Gi', storage: '200Gi' }, administrators: ['platform-team'], developers: [] },
  sharedFiles: { className: 'shared', server: 'nfs.example.org', path: '/exports/all' },
  site: { host: 'blog.example.org', adminEmail: 'editor@example.org', filesSize: '20Gi' },
  front: {
    exposure: Exposure.ingress({ className: 'any', controllerNamespace: 'ingress' }),
    tls: Tls.terminatedUpstream(),
  },
  web: {
    scale: Scale.fixed(2),
    content: { repository: 'https://git.example.org/site.git', revision: 'v1.0.0', mountPath: '/srv/content' },
  },
  logs: { to: LogInput.standardOutput() },
  database: {
    size: 3,
    volume: { size: '30Gi', class: StorageClass.block('fast') },
    resources: { cpu: '1', memory: '2Gi' },
    metrics: {},
  },
  backup: { size: '50Gi', drill: {}, copyTo: { endpoint: 'https://s3.example.org', bucket: 'backups' } },
};

/** Reads settings out of the library's interfaces: names, types, defaults and meanings. */
class Settings {
  private readonly checker: ts.TypeChecker;
  private readonly exports: ReadonlyMap<string, ts.Symbol>;
  /** Types that a setting has, in the order in which they are met: each gets a section. */
  private readonly met: string[] = [];

  constructor(program: ts.Program) {
    this.checker = program.getTypeChecker();
    const sources = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(join(ROOT, 'lib')));
    this.exports = new Map(
      sources.flatMap((source) => {
        const module = this.checker.getSymbolAtLocation(source);
        return module ? this.checker.getExportsOfModule(module).map((symbol) => [symbol.name, symbol] as const) : [];
      }),
    );
  }

  /** A heading and a table for each top-level setting, and then for each type that it uses. */
  sections(): string[] {
    const properties = this.checker.getPropertiesOfType(this.typeOf('WordPressStackProps'));
    const overview = table(
      ['setting', 'default', 'meaning'],
      properties.map((property) => [
        link(property.name, property.name),
        this.defaultOf(property),
        this.meaningOf(property),
      ]),
    );
    const groups = properties.flatMap((property) => [`## ${property.name}`, ...this.group(property)]);
    const types: string[] = [];
    // A section may mention types that come after it.
    for (let index = 0; index < this.met.length; index++) types.push(...this.typeSection(this.met[index] ?? ''));
    return [overview, ...groups, ...types];
  }

  /** The properties of an interface, and what each is for. */
  purposes(name: string): Map<string, string> {
    return new Map(this.propertiesOf(this.typeOf(name)).map((each) => [each.name, this.meaningOf(each)]));
  }

  private group(property: ts.Symbol): string[] {
    const type = this.checker.getNonNullableType(this.checker.getTypeOfSymbol(property));
    const given = this.defaultOf(property);
    const note = sentence(this.meaningOf(property)) + (given === '**required**' ? '' : ` Default: ${given}.`);
    if (!type.isUnion()) return [note, this.settingsTable(type)];
    const names = type.types.map((each) => each.symbol.name).sort();
    names.forEach((name) => this.meet(name));
    return [note, `One of ${names.map((name) => link(name, name)).join(' and ')}.`];
  }

  private typeSection(name: string): string[] {
    const symbol = this.exports.get(name);
    if (!symbol) return [];
    const about = this.meaningOf(symbol);
    const factories = this.factoriesOf(symbol);
    return [
      `## ${name}`,
      ...(about ? [about] : []),
      ...(factories.length > 0
        ? [this.factoryTable(name, factories)]
        : [...this.ready(name), this.settingsTable(this.typeOf(name))]),
    ];
  }

  /** Which classes give one, for an interface that nobody fills in by hand. */
  private ready(name: string): string[] {
    const classes = [...this.exports.values()].filter(
      (symbol) =>
        this.factoriesOf(symbol).length > 0 &&
        symbol.declarations?.some((each) => ts.isClassDeclaration(each) && implementing(each).includes(name)),
    );
    const names = classes.map((symbol) => symbol.name).sort();
    names.forEach((each) => this.meet(each));
    return names.map((each) => `Write one by ${link(each, each)}.`);
  }

  private settingsTable(type: ts.Type): string {
    return table(
      ['setting', 'type', 'default', 'meaning'],
      this.propertiesOf(type).map((property) => [
        code(property.name),
        this.typeText(property),
        this.defaultOf(property),
        this.meaningOf(property),
      ]),
    );
  }

  private factoryTable(name: string, factories: readonly ts.Symbol[]): string {
    return table(
      ['write', 'meaning'],
      factories.map((factory) => {
        const [signature] = this.checker.getTypeOfSymbol(factory).getCallSignatures();
        const declaration = signature?.getDeclaration();
        const parameters = (declaration?.parameters ?? []).map((parameter) => {
          this.meetIn(parameter.type);
          return `${parameter.name.getText()}${parameter.initializer || parameter.questionToken ? '?' : ''}`;
        });
        const names = (declaration?.parameters ?? []).flatMap(({ type }) => this.namesIn(type));
        const given = names.length > 0 ? ` Takes ${names.map((each) => link(each, each)).join(', ')}.` : '';
        const notes = factory
          .getJsDocTags(this.checker)
          .filter(({ name: tag }) => tag === 'param')
          .map(({ text }) => ` \`${flat(ts.displayPartsToString(text)).replace(/ /, '`: ')}.`);
        const shown = parameters.map((parameter) => parameter.replace(/^\{.*\}/s, '{ … }')).join(', ');
        return [code(`${name}.${factory.name}(${shown})`), sentence(this.meaningOf(factory)) + notes.join('') + given];
      }),
    );
  }

  private factoriesOf(symbol: ts.Symbol): ts.Symbol[] {
    if (!(symbol.flags & ts.SymbolFlags.Class)) return [];
    return this.checker
      .getPropertiesOfType(this.checker.getTypeOfSymbol(symbol))
      .filter((member) => !isPrivate(member) && this.givesOne(member, symbol));
  }

  private givesOne(method: ts.Symbol, symbol: ts.Symbol): boolean {
    const [signature] = this.checker.getTypeOfSymbol(method).getCallSignatures();
    return signature?.getReturnType().symbol === symbol;
  }

  private typeOf(name: string): ts.Type {
    const symbol = this.exports.get(name);
    if (!symbol) throw new Error(`lib/ exports no ${name}`);
    return this.checker.getDeclaredTypeOfSymbol(symbol);
  }

  private propertiesOf(type: ts.Type): ts.Symbol[] {
    return this.checker
      .getPropertiesOfType(type)
      .filter((property) => !isPrivate(property))
      .sort(byPlaceInSource);
  }

  /** The type as it is written, with links to those that have a section. */
  private typeText(property: ts.Symbol): string {
    const node = typeNodeOf(property);
    if (!node) return '';
    const names = this.meetIn(node);
    const text = flat(node.getText()).replace(/\breadonly /g, '');
    const [name] = names;
    const links = names.length === 1 && text === name ? link(text, text) : code(text);
    return names.length > 0 && text !== name ? `${links} (${names.map((each) => link(each, each)).join(', ')})` : links;
  }

  private meetIn(node: ts.TypeNode | undefined): string[] {
    const names = this.namesIn(node);
    names.forEach((name) => this.meet(name));
    return names;
  }

  /** Types of ours in a type's text. */
  private namesIn(node: ts.TypeNode | undefined): string[] {
    return (node?.getText().match(/\b[A-Z]\w+\b/g) ?? []).filter((name) => this.hasSection(name));
  }

  private hasSection(name: string): boolean {
    const symbol = this.exports.get(name);
    if (!symbol) return false;
    return Boolean(symbol.flags & ts.SymbolFlags.Interface) || this.factoriesOf(symbol).length > 0;
  }

  private meet(name: string): void {
    if (!this.met.includes(name)) this.met.push(name);
  }

  private defaultOf(property: ts.Symbol): string {
    const tag = property.getJsDocTags(this.checker).find(({ name }) => name === 'default');
    if (!tag) {
      if (!(property.flags & ts.SymbolFlags.Optional)) return '**required**';
      return isOptionalHereOnly(property) ? 'see above' : 'none';
    }
    const text = flat(ts.displayPartsToString(tag.text));
    return text.startsWith('- ') ? text.slice(2) : code(text.replaceAll('`', ''));
  }

  private meaningOf(symbol: ts.Symbol): string {
    const see = symbol.getJsDocTags(this.checker).filter(({ name }) => name === 'see');
    const links = see.map(
      ({ text }) => ` ([more](${flat(ts.displayPartsToString(text)).replace(/^(https?) :/, '$1:')}))`,
    );
    return flat(ts.displayPartsToString(symbol.getDocumentationComment(this.checker))) + links.join('');
  }
}

function implementing({ heritageClauses }: ts.ClassDeclaration): string[] {
  return [...(heritageClauses ?? [])].flatMap(({ types }) => types.map(({ expression }) => expression.getText()));
}

function typeNodeOf({ declarations = [] }: ts.Symbol): ts.TypeNode | undefined {
  for (const declaration of declarations) {
    if (ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration) || ts.isParameter(declaration)) {
      return declaration.type;
    }
  }
  return undefined;
}

/** What is required comes first; the compiler's own order depends on what it has looked at before. */
function byPlaceInSource(one: ts.Symbol, other: ts.Symbol): number {
  const [place, otherPlace] = [one, other].map(({ flags, declarations: [declaration] = [] }) => ({
    optional: Number((flags & ts.SymbolFlags.Optional) !== 0),
    file: declaration?.getSourceFile().fileName ?? '',
    position: declaration?.pos ?? 0,
  }));
  if (!place || !otherPlace) return 0;
  return (
    place.optional - otherPlace.optional ||
    Number(place.file > otherPlace.file) - Number(place.file < otherPlace.file) ||
    place.position - otherPlace.position
  );
}

/** Whether a setting that its own interface requires may be left out of an environment. */
function isOptionalHereOnly({ declarations = [] }: ts.Symbol): boolean {
  return declarations.some((declaration) => ts.isPropertySignature(declaration) && !declaration.questionToken);
}

function isPrivate({ declarations = [] }: ts.Symbol): boolean {
  return declarations.some(
    (declaration) => ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected),
  );
}

function page(title: string, ...parts: readonly string[]): string {
  return `${[WARNING, `# ${title}`, ...parts].join('\n\n')}\n`;
}

/** A table with even columns, as Prettier writes it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const padded = all.map((row) => line(row.map((cell, column) => cell.padEnd(widths[column] ?? 0))));
  return [padded[0], line(widths.map((width) => '-'.repeat(width))), ...padded.slice(1)].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}

/** A link to a heading of the same page. */
function link(text: string, heading: string): string {
  return `[\`${text}\`](#${heading.toLowerCase()})`;
}

function flat(text: string): string {
  return text
    .replace(/\{@link (\w+)\}/g, '`$1`')
    .replace(/\s+/g, ' ')
    .trim();
}

function sentence(text: string): string {
  return /[.)]$/.test(text) ? text : `${text}.`;
}

if (require.main === module) {
  for (const [path, text] of referencePages(libraryProgram())) {
    writeFileSync(join(ROOT, path), text);
    console.log(path);
  }
}
