/**
 * `npm run benchmark` shows how long `npx cdk8s synth` takes beside `npx cdk8s --version`, which is the CLI's own start,
 * and fails when it takes more than twice as long.
 *
 * The commands take turns, so that whatever else the machine does hits all of them; of each, the median counts. Only
 * the CLI's question for a newer version of itself is left out of the goal: it takes as long as the registry takes.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const RUNS = 7;
const GOAL = 2;

interface Cost {
  /** Seconds on the clock. */
  readonly wall: number;
  /** Seconds of processors at work, which are the same on a busy machine. */
  readonly cpu: number;
}

/** What `npx cdk8s` costs with these parameters. */
function measure(parameters: readonly string[], checkUpgrade: boolean): Cost {
  const { status, stderr } = spawnSync(
    'bash',
    ['-c', 'TIMEFORMAT="%R %U %S"; time npx cdk8s "$@" >/dev/null 2>&1', 'bash', ...parameters],
    { cwd: ROOT, env: { ...process.env, CDK8S_CHECK_UPGRADE: String(checkUpgrade) }, encoding: 'utf8' },
  );
  const [wall = NaN, user = NaN, system = NaN] = stderr.trim().split(' ').map(Number);
  if (status !== 0) throw new Error(`npx cdk8s ${parameters.join(' ')} ended with ${status}`);
  return { wall, cpu: user + system };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function main(): boolean {
  const output = mkdtempSync(join(tmpdir(), 'benchmark-'));
  try {
    const commands = [false, true].flatMap((checkUpgrade) =>
      [['--version'], ['synth', '--output', join(output, 'dist')]].map((parameters) => ({
        checkUpgrade,
        parameters,
        costs: [] as Cost[],
      })),
    );
    // The first synthesis after a change compiles what has changed; it is measured by nobody.
    for (const { parameters } of commands) measure(parameters, false);
    for (let run = 0; run < RUNS; run += 1) {
      for (const { parameters, checkUpgrade, costs } of commands) costs.push(measure(parameters, checkUpgrade));
    }

    const [version, synth, versionChecked, synthChecked] = commands.map(({ costs }) => ({
      wall: median(costs.map(({ wall }) => wall)),
      cpu: median(costs.map(({ cpu }) => cpu)),
    })) as [Cost, Cost, Cost, Cost];
    const rows = [
      row('without asking for updates', version, synth),
      row('asking, as the CLI does by itself', versionChecked, synthChecked),
    ];
    console.log(`Median of ${RUNS} runs in turn, seconds on the clock and of processors at work:`);
    console.table(Object.assign({}, ...rows));
    const ratio = synth.wall / version.wall;
    console.log(`npx cdk8s synth takes ${ratio.toFixed(2)} times as long as npx cdk8s --version; the goal is ${GOAL}`);
    return ratio <= GOAL;
  } finally {
    rmSync(output, { recursive: true });
  }
}

function row(name: string, version: Cost, synth: Cost): Record<string, Record<string, string>> {
  return {
    [name]: {
      '--version': `${version.wall.toFixed(2)} / ${version.cpu.toFixed(2)}`,
      synth: `${synth.wall.toFixed(2)} / ${synth.cpu.toFixed(2)}`,
      ratio: `${(synth.wall / version.wall).toFixed(2)} / ${(synth.cpu / version.cpu).toFixed(2)}`,
    },
  };
}

process.exitCode = main() ? 0 : 1;
