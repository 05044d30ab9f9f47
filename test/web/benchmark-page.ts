// Writes docs/reference/web-speed.md: benchmark-page.ts FIGURES ROUNDS SECONDS CLIENTS, where FIGURES has a JSON object a
// line. Fails when a goal is missed.
import { readFileSync, writeFileSync } from 'fs';
import { cpus } from 'os';
import { join } from 'path';

const [, , figures = '', rounds = '', seconds = '', clients = ''] = process.argv;

interface Figure {
  readonly name: string;
  readonly rate: number;
  readonly load: number;
}

const [head = '', ...lines] = readFileSync(figures, 'utf8').trim().split('\n');
const { bytes, stockQuestions, podQuestions, versions } = JSON.parse(head) as {
  readonly bytes: number;
  readonly stockQuestions: number;
  readonly podQuestions: number;
  readonly versions: string;
};
const measured = lines.map((line) => JSON.parse(line) as Figure);

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
const rates = (name: string): readonly number[] =>
  measured.filter((each) => each.name === name).map(({ rate }) => rate);
const rate = (name: string): number => median(rates(name));
/** The geometric mean of the rounds' ratios, and its standard error: rounds are minutes apart, and machines' rates differ. */
const ratio = (name: string, other: string): { readonly mean: number; readonly error: number } => {
  const logarithms = rates(name).map((value, round) => Math.log(value / (rates(other)[round] ?? NaN)));
  const mean = logarithms.reduce((sum, value) => sum + value, 0) / logarithms.length;
  const variance = logarithms.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (logarithms.length - 1);
  return { mean: Math.exp(mean), error: Math.exp(mean) * Math.sqrt(variance / logarithms.length) };
};
const loads = measured.map(({ load }) => load);

const number = (value: number): string =>
  value.toLocaleString('en', {
    maximumFractionDigits: value < 100 ? 1 : 0,
    minimumFractionDigits: value < 100 ? 1 : 0,
  });
const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [header = [], ...body] = rows;
  return [line(header), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n');
};

const stock = rate('apache-page') > rate('nginx-page') ? 'apache-page' : 'nginx-page';
const goals = [
  ['a page that is kept, to Apache rendering it', ratio('pod-kept', 'apache-page'), 500],
  ['a page that is kept, to the same page as a file', ratio('pod-kept-plain', 'pod-file-plain'), 0.6],
  ['a page that is rendered, to the better of the two others', ratio('pod-page', stock), 1.15],
] as const;

const page = `# How fast the web tier is

<!-- Written by "npm run benchmark:web": run it again, don't change it. -->

The home page of a new WordPress (${versions}), ${number(bytes)} bytes, from three servers with the same database server and
the same WordPress on the same machine: Apache with mod_php and nginx with php-fpm, as their packages leave them, on a
site that WordPress itself installed, and a web pod with the very configuration and installation that ship. ${clients} clients without a pause for ${seconds} seconds at a time, ${rounds} rounds in turn,
after one that warms up; rates are medians, and ratios the mean of the rounds', with its standard error. The machine had ${cpus().length} processors for all of it, and a load of ${Math.min(...loads).toFixed(0)} to ${Math.max(...loads).toFixed(0)} meanwhile: the
ratios say more than the rates.

${table([
  ['what', 'requests a second'],
  ['Apache renders the page', number(rate('apache-page'))],
  ['nginx and php-fpm render it', number(rate('nginx-page'))],
  ['a web pod renders it, for visitors who are logged in', number(rate('pod-page'))],
  ['a web pod has kept it, for all others', number(rate('pod-kept'))],
  ['a web pod has kept it, for who takes no gzip', number(rate('pod-kept-plain'))],
  ['a web pod sends the same page as a file, without gzip', number(rate('pod-file-plain'))],
])}

${table([
  ['ratio', 'measured', 'goal'],
  ...goals.map(([name, { mean, error }, goal]) => [
    name,
    `${number2(mean)} ± ${number2(error)}`,
    `at least ${number2(goal)}`,
  ]),
])}

Most of a rendered page is WordPress' own work. A pod has less of it: what runs often becomes machine code, and the
database is asked ${podQuestions} times for a page instead of ${stockQuestions}, because a connection is set up in one go, options that each page
asks for have rows from the beginning and come with all others, and what can only be answered with nothing is not asked.
What a theme says in its JSON files is read and decoded once. All of this is on one disk here: where themes are on a volume
behind a network, it also spares a page the way to each of these files.

All pages are compressed, as browsers ask for them, by each server with the settings that it comes with. What a pod keeps is
kept compressed, so that nobody compresses it for each visitor.
`;

function number2(value: number): string {
  return value < 10 ? value.toFixed(2) : number(Math.round(value)).replace('.0', '');
}

writeFileSync(join(__dirname, '..', '..', 'docs', 'reference', 'web-speed.md'), page);
console.log(page);
const missed = goals.filter(([, { mean }, goal]) => !(mean >= goal)).map(([name]) => name);
for (const name of missed) console.error(`missed: ${name}`);
process.exitCode = missed.length === 0 ? 0 : 1;
