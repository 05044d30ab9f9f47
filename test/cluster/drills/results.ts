// What the drills measured, as a table.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pods } from './database';

/** Of one drill; times in milliseconds. */
export interface Result {
  readonly name: string;
  /** The longest time in which no write was acknowledged; undefined where nobody could write before. */
  readonly gap?: number;
  /** Attempts to write that failed, of all. */
  readonly failed?: number;
  readonly attempts?: number;
  /** From the beginning until the cause was gone, and until the database was whole. */
  readonly undoneAfter?: number;
  readonly wholeAfter: number;
  /** What became of each node. */
  readonly nodes: readonly string[];
}

const seconds = (milliseconds?: number): string => (milliseconds === undefined ? '' : (milliseconds / 1000).toFixed(1));

export class Results {
  private readonly all: Result[] = [];

  add(result: Result): void {
    this.all.push(result);
    process.stderr.write(`${result.name}: whole after ${seconds(result.wholeAfter)} s\n`);
  }

  table(): string {
    const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
    const head = ['drill', 'no write for, s', 'failed', 'attempts', 'cause gone after, s', 'whole after, s', ...pods];
    return [
      row(head),
      row(head.map(() => '---')),
      ...this.all.map(({ name, gap, failed, attempts, undoneAfter, wholeAfter, nodes }) =>
        row([name, seconds(gap), failed ?? '', attempts ?? '', seconds(undoneAfter), seconds(wholeAfter), ...nodes]),
      ),
      '',
    ].join('\n');
  }

  /** Writes the table to a file and to the terminal. */
  write(file: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, this.table());
    process.stdout.write(`\n${this.table()}\n`);
  }
}
