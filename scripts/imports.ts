/**
 * `npm run imports` generates `imports/` anew from `imports/sources.json`: `cdk8s import` writes `<group>.ts`, and the compiler `<group>.js` beside it.
 *
 * Node and Jest prefer the `.js`, so that a synth loads a binding in a millisecond instead of transpiling it for hundreds;
 * `tsc` and editors see the `.ts`. `imports/README.md` says more.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as ts from 'typescript';
import { type Crd, fetchCrds, readSources } from './crds';

const IMPORTS = join(__dirname, '..', 'imports');

/** The JavaScript that is committed beside a generated binding. */
export function compile(group: string, typescript: string): string {
  const { outputText } = ts.transpileModule(typescript, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, removeComments: true },
  });
  return `// compiled from ${group}.ts by npm run imports\n${outputText}`;
}

/** Lets `cdk8s import` write one `<group>.ts` per API group into a directory. */
function generate(crds: readonly Crd[], directory: string): void {
  writeFileSync(join(directory, 'crds.yaml'), crds.map(oneVersion).join('\n---\n'));
  const cli = join(dirname(require.resolve('cdk8s-cli/package.json')), 'bin', 'cdk8s');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cli, 'import', 'crds.yaml', '--language', 'typescript', '--output', directory, '--no-save'],
    { cwd: directory, env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' }, encoding: 'utf8' },
  );
  if (status !== 0) {
    throw new Error(`cdk8s import failed:\n${stdout}${stderr}`);
  }
}

/**
 * The definition with only the API version that we write, because `cdk8s import` makes classes of every version it finds.
 * It is JSON, in which no reader of YAML can take a string such as `on` for something else.
 */
function oneVersion({ definition, version }: Crd): string {
  const versions = definition.spec.versions.filter(({ name }) => name === version);
  return JSON.stringify({ ...definition, spec: { ...definition.spec, versions } });
}

function main(): void {
  const sources = readSources();
  const directory = mkdtempSync(join(tmpdir(), 'cdk8s-imports-'));
  try {
    generate(fetchCrds(sources), directory);
    const bindings = sources.map(({ group }) => ({
      group,
      code: readFileSync(join(directory, `${group}.ts`), 'utf8'),
    }));
    readdirSync(IMPORTS)
      .filter((file) => /\.(ts|js)$/.test(file))
      .forEach((file) => rmSync(join(IMPORTS, file)));
    for (const { group, code } of bindings) {
      writeFileSync(join(IMPORTS, `${group}.ts`), code);
      writeFileSync(join(IMPORTS, `${group}.js`), compile(group, code));
      console.log(`imports/${group}.ts`);
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
}

if (require.main === module) {
  try {
    main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
