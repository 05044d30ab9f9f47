// What the tests measured, as a table.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Outcome } from './load';

const HEAD = [
  ...['load', 'for, s', 'answered', 'not answered', 'lost', 'of these left out by nginx', 'twice'],
  ...['dropped in RAM, bytes', 'peak in RAM, bytes'],
  ...['median, ms', 'p99, ms', 'load average'],
];

export class Results {
  private readonly rows: string[] = [];
  private readonly notes: string[] = [];

  add(name: string, outcome: Outcome): void {
    const { seconds, answered, requests, lost, leftOut, twice, shed, peak, median, p99, loadAverage } = outcome;
    const cells = [
      ...[name, seconds.toFixed(0), answered, requests - answered, lost, leftOut, twice, shed, peak],
      ...[median.toFixed(1), p99.toFixed(1), loadAverage.toFixed(0)],
    ];
    this.rows.push(row(cells));
    process.stderr.write(
      `  measured: ${this.rows.at(-1)}\n${outcome.errors.map((error) => `    ${error}\n`).join('')}`,
    );
  }

  /** Something that is in no column. */
  note(text: string): void {
    this.notes.push(`- ${text}`);
    process.stderr.write(`  measured: ${text}\n`);
  }

  /** Writes the table to a file. */
  write(file: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, [row(HEAD), row(HEAD.map(() => '---')), ...this.rows, '', ...this.notes, ''].join('\n'));
  }
}

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
