// The page about promotion, word for word: its commands in a repository as a team's, with a server that protects branches.
import { spawnSync } from 'child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { DEFAULT_IMAGES } from '../../lib/kubernetes/image';

const ROOT = join(__dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/how-to/promote-a-change.md'), 'utf8');
const SYNTH = 120_000;

/** Commands of the page's blocks of a kind below a heading. */
const commands = (heading: string, kind = 'sh'): string[] => {
  const section = PAGE.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^( *)```([^\n]*)\n(.*?)^ *```$/gms)]
    .filter(([, , found]) => found === kind)
    .flatMap(([, , , text = '']) => text.split('\n').map((line) => line.trim()))
    .filter((line) => line !== '');
};

let folder: string;
let server: string;
let team: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'promotion-'));
  server = join(folder, 'server.git');
  team = join(folder, 'team');
  run(folder, `git init --quiet --bare --initial-branch=main ${server}`);
  run(folder, `git clone --quiet ${server} ${team}`);
  for (const name of [
    'cdk8s.yaml',
    'main.ts',
    'tsconfig.json',
    'dist',
    'environments',
    'images.lock',
    'imports',
    'lib',
    'scripts',
  ]) {
    cpSync(join(ROOT, name), join(team, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(team, 'node_modules'));
  writeFileSync(join(team, '.gitignore'), 'node_modules\n');
  run(team, 'git add --all && git commit --quiet --message "What production runs" && git push --quiet origin main');
}, SYNTH);
afterAll(() => rmSync(folder, { recursive: true }));

/** What a command says; fails where it fails. */
function run(where: string, command: string): string {
  const { status, stdout, stderr } = tryRun(where, command);
  if (status !== 0) throw new Error(`${command}\n${stdout}${stderr}`);
  return stdout;
}

function tryRun(where: string, command: string): { status: number | null; stdout: string; stderr: string } {
  const who = ['AUTHOR', 'COMMITTER'].flatMap((role) => [
    [`GIT_${role}_NAME`, 'Platform team'],
    [`GIT_${role}_EMAIL`, 'platform@example.org'],
  ]);
  // Bash takes Node's standard input for a network connection, and would read the machine's own settings then.
  return spawnSync('bash', ['--norc', '-euo', 'pipefail', '-c', command], {
    cwd: where,
    encoding: 'utf8',
    env: {
      ...process.env,
      ...(Object.fromEntries(who) as Record<string, string>),
      GIT_CONFIG_GLOBAL: '/dev/null',
      CDK8S_CHECK_UPGRADE: 'false',
    },
  });
}

/** Runs a section's commands; `edit` is done where the page says that something is to be changed. */
function follow(heading: string, edit?: () => void): void {
  for (const command of commands(heading)) {
    if (command.startsWith('# ...')) edit?.();
    else run(team, command);
  }
}

function replaceIn(name: string, what: string, by: string): void {
  const path = join(team, name);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(what);
  writeFileSync(path, text.replaceAll(what, by));
}

const commitOf = (branch: string): string => run(server, `git rev-parse ${branch}`).trim();
const filesIn = (branch: string, environment: string, text: string): boolean =>
  tryRun(server, `git grep --quiet --fixed-strings '${text}' ${branch} -- dist/${environment}`).status === 0;
/** The environments whose branch has manifests with a text. */
const environmentsWith = (text: string): string[] =>
  ['testing', 'preproduction', 'production'].filter((name) => filesIn(name, name, text));

const NEWER = DEFAULT_IMAGES.mariadb.replace(/:.*/, ':11.8.9');

test('every environment that Argo CD applies follows the branch of its name', () => {
  follow('Set it up');
  for (const name of ['testing', 'preproduction', 'production']) {
    expect(commitOf(name)).toBe(commitOf('main'));
    expect(readFileSync(join(team, `dist/argo-cd/${name}.k8s.yaml`), 'utf8')).toContain(`targetRevision: ${name}\n`);
  }
  const protection = commands('Set it up', 'sh server');
  expect(protection).toHaveLength(2);
  protection.forEach((command) => run(server, command));
});

test('what has owners is there', () => {
  const owners = /```text\n(.*?)```/s.exec(PAGE)?.[1] ?? '';
  const paths = owners
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/)[0] ?? '');
  expect(paths.length).toBeGreaterThan(3);
  expect(paths.filter((path) => !existsSync(join(team, path)))).toEqual([]);
});

test(
  'a change is made once, and reaches nobody before it is promoted',
  () => {
    follow('Make the change', () => {
      for (const file of ['lib/kubernetes/image.ts', 'images.lock']) replaceIn(file, DEFAULT_IMAGES.mariadb, NEWER);
    });
    // Somebody has reviewed it.
    run(team, 'git switch --quiet main && git merge --quiet --ff-only new-database && git push --quiet origin main');
    expect(filesIn('main', 'production', NEWER)).toBe(true);
    expect(environmentsWith(NEWER)).toEqual([]);
  },
  SYNTH,
);

test('it walks from station to station as the same commit', () => {
  const steps = commands('Promote it').join('\n').split('git fetch origin\n').slice(1);
  expect(steps).toHaveLength(3);
  const reached = steps.map((step) => {
    const said = run(team, `git fetch origin\n${step}`);
    return { has: environmentsWith(NEWER), said: said.includes(`+          image: ${NEWER}`) };
  });
  expect(reached).toEqual([
    { has: ['testing'], said: false },
    { has: ['testing', 'preproduction'], said: true },
    { has: ['testing', 'preproduction', 'production'], said: true },
  ]);
  expect(commitOf('production')).toBe(commitOf('main'));
});

test('the server refuses to lose history: no force, no deletion', () => {
  const before = commitOf('production');
  for (const command of ['git push --force origin main~1:production', 'git push origin :production']) {
    expect(tryRun(team, command)).toMatchObject({ status: 1, stderr: expect.stringContaining('rejected') });
  }
  expect(commitOf('production')).toBe(before);
});

test('a change that was wrong is undone by one that walks the same way', () => {
  follow('Go back');
  expect(filesIn('main', 'production', NEWER)).toBe(false);
  expect(environmentsWith(NEWER)).toHaveLength(3);
  follow('Promote it');
  expect(environmentsWith(NEWER)).toEqual([]);
});

test(
  'a fix that can not wait reaches production at once, and is never lost',
  () => {
    replaceIn('environments/testing.ts', "cpu: '8'", "cpu: '9'");
    run(
      team,
      'npx cdk8s synth && git commit --quiet --all --message "More for the testers" && git push --quiet origin main',
    );
    const [first = [], second = []] = commands("A fix that can't wait")
      .join('\n')
      .split(/(?=^git switch main$)/m)
      .map((text) => text.split('\n'));
    for (const command of first) {
      if (command.startsWith('# ...'))
        replaceIn('environments/production.ts', "title: 'Our blog'", "title: 'The blog'");
      else run(team, command);
    }
    expect(filesIn('production', 'production', 'The blog')).toBe(true);
    expect(filesIn('main', 'production', 'The blog')).toBe(false);
    // Production has it alone: the next promotion would take it away.
    const overwritten = tryRun(team, 'git fetch --quiet && git push origin origin/preproduction:production');
    expect(overwritten).toMatchObject({ status: 1, stderr: expect.stringContaining('rejected') });
    second.filter((command) => command !== '').forEach((command) => run(team, command));
    follow('Promote it');
    expect(commitOf('production')).toBe(commitOf('main'));
    expect(filesIn('production', 'production', 'The blog')).toBe(true);
  },
  2 * SYNTH,
);
