import { spawnSync } from 'child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const ROOT = join(__dirname, '..');

// A project of two files, which scripts/typescript.js takes for its own.
let project: string;
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'typescript-'));
  for (const name of ['tsconfig.json', 'scripts/typescript.js']) cpSync(join(ROOT, name), join(project, name));
  mkdirSync(join(project, 'node_modules'));
  for (const name of ['ts-node', 'typescript', '@types']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(project, 'node_modules', name));
  }
  write('main.ts', "import { colour } from './colour';\n\ninterface Unused {}\n\nconsole.log(colour());\n");
});
afterAll(() => rmSync(project, { recursive: true }));

function write(name: string, text: string): void {
  writeFileSync(join(project, name), text);
}

function run() {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-r', './scripts/typescript.js', 'main.ts'], {
    cwd: project,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('a file runs as it is, also when it is another one than a moment ago', () => {
  write('colour.ts', "export const colour = (): string => 'blue';\n");
  expect(run()).toEqual({ status: 0, stdout: 'blue\n', stderr: '' });
  expect(run()).toEqual({ status: 0, stdout: 'blue\n', stderr: '' });
  write('colour.ts', "export const colour = (): string => 'red!';\n");
  expect(run()).toEqual({ status: 0, stdout: 'red!\n', stderr: '' });
});

test('one compiled file is kept of each, and only of this project', () => {
  expect(readdirSync(join(project, 'node_modules', '.cache', 'typescript')).sort()).toEqual([
    'colour.ts.js',
    'main.ts.js',
  ]);
});

test('other options give other code', () => {
  write('tsconfig.json', JSON.stringify({ compilerOptions: { module: 'commonjs', target: 'ES5', lib: ['ES2022'] } }));
  write('colour.ts', 'export const colour = () => String(() => 1);\n');
  expect(run().stdout).toBe('function () { return 1; }\n');
});

test('an error shows the line that its author wrote, whether the file was compiled now or before', () => {
  write(
    'colour.ts',
    "interface Unused {\n  readonly colour: string;\n}\n\nexport const colour = () => {\n  throw new Error('no colour');\n};\n",
  );
  for (let time = 0; time < 2; time += 1) {
    const { status, stderr } = run();
    expect(status).toBe(1);
    expect(stderr).toMatch(/Error: no colour\n\s+at .*colour\.ts:6:9/);
    expect(stderr).toMatch(/main\.ts:5:\d+/);
  }
});
