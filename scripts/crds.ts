/**
 * Writes the CustomResourceDefinitions that `imports/sources.json` names into a directory, one file each, as their projects publish them:
 *
 *   node -r ts-node/register/transpile-only scripts/crds.ts <directory>
 *
 * They are files of Go modules: a published version never changes, Go checks it against its checksum database, and one command fetches it.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** One Go module, and the CRDs of one API group in it. */
export interface Source {
  readonly group: string;
  readonly module: string;
  readonly version: string;
  /** The module's content hash, as `go.sum` has it. */
  readonly sum: string;
  readonly crds: readonly SourceCrd[];
}

export interface SourceCrd {
  readonly kind: string;
  /** The API version that the bindings write. */
  readonly version: string;
  /** The CRD's file inside the module. */
  readonly file: string;
}

export interface Crd extends SourceCrd {
  readonly group: string;
  /** The file as published. */
  readonly text: string;
  readonly definition: CustomResourceDefinition;
}

export interface CustomResourceDefinition {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
  };
}

/** What `go mod download -json` says about one module. */
interface DownloadedModule {
  readonly Path: string;
  readonly Version: string;
  readonly Error?: string;
  readonly Dir?: string;
  readonly Sum?: string;
}

export function readSources(): Source[] {
  return JSON.parse(readFileSync(join(__dirname, '..', 'imports', 'sources.json'), 'utf8')) as Source[];
}

/** Downloads the modules, or takes them from Go's cache, and reads the CRDs that the sources name. */
export function fetchCrds(sources: readonly Source[] = readSources(), go = 'go'): Crd[] {
  return download(sources, go).flatMap(({ source, folder }) =>
    source.crds.map((crd) => {
      const where = `${source.module}@${source.version}/${crd.file}`;
      const text = readText(join(folder, crd.file), where);
      return { ...crd, group: source.group, text, definition: parse(text, where, source, crd) };
    }),
  );
}

/** Writes each CRD into `<directory>/<its name>.yaml`, and returns the files' names. */
export function writeCrds(directory: string, crds: readonly Crd[] = fetchCrds()): string[] {
  mkdirSync(directory, { recursive: true });
  return crds.map(({ definition, text }) => {
    const file = `${definition.metadata.name}.yaml`;
    writeFileSync(join(directory, file), text);
    return file;
  });
}

function download(sources: readonly Source[], go: string): { source: Source; folder: string }[] {
  const versions = sources.map(({ module, version }) => `${module}@${version}`);
  // Outside of this folder, so that no go.mod or go.work around has a say in what is downloaded.
  const { error, stdout, stderr } = spawnSync(go, ['mod', 'download', '-json', ...versions], {
    cwd: tmpdir(),
    env: { ...process.env, GOWORK: 'off' },
    encoding: 'utf8',
  });
  if (error) {
    throw new Error(`${go} cannot be run (${error.message}): install Go 1.26.3 or newer and put it on the PATH`);
  }
  const modules = (stdout.match(/^{[^]*?^}/gm) ?? []).map((json) => JSON.parse(json) as DownloadedModule);
  return sources.map((source) => {
    const name = `${source.module}@${source.version}`;
    const found = modules.find(({ Path, Version }) => Path === source.module && Version === source.version);
    if (!found?.Dir || found.Error) {
      throw new Error(`${name} cannot be downloaded: ${oneLine(found?.Error ?? stderr) || 'go gave no reason'}`);
    }
    if (found.Sum !== source.sum) {
      throw new Error(`${name} has the sum ${found.Sum}, but imports/sources.json pins ${source.sum}`);
    }
    return { source, folder: found.Dir };
  });
}

function readText(path: string, where: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Error(`${where} does not exist: correct "file" in imports/sources.json`);
  }
}

function parse(text: string, where: string, { group }: Source, { kind, version }: SourceCrd): CustomResourceDefinition {
  const documents = [...parseAllDocuments(text)];
  const [document] = documents;
  if (!document || documents.length > 1) {
    throw new Error(`${where} holds ${documents.length} YAML documents, not one`);
  }
  if (document.errors[0]) {
    throw new Error(`${where} is not valid YAML: ${oneLine(document.errors[0].message)}`);
  }
  const definition = document.toJS() as CustomResourceDefinition | null;
  if (
    definition?.kind !== 'CustomResourceDefinition' ||
    definition.spec.group !== group ||
    definition.spec.names.kind !== kind ||
    !definition.spec.versions.some(({ name, served }) => name === version && served)
  ) {
    throw new Error(`${where} does not define ${kind} of ${group}/${version}: correct imports/sources.json`);
  }
  return definition;
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, ' ');
}

if (require.main === module) {
  const [directory, ...more] = process.argv.slice(2);
  try {
    if (!directory || more.length > 0) {
      throw new Error('usage: node -r ts-node/register/transpile-only scripts/crds.ts <directory>');
    }
    writeCrds(directory).forEach((file) => console.log(join(directory, file)));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
