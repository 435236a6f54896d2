import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

import type { Measurement } from './measure';

const FOLDER = join(__dirname, '..', 'results');

/** A target, and how near we came. */
export interface Target {
  readonly what: string;
  readonly wanted: string;
  readonly found: string;
  readonly reached: boolean;
}

export interface Sitting {
  readonly settings: readonly string[];
  readonly measurements: readonly Measurement[];
  readonly tpcB: Measurement | null;
  readonly targets: readonly Target[];
}

/** The table of a sitting: figures of this machine on this day, and ratios that travel. */
export function tableOf({ settings, measurements, tpcB, targets }: Sitting): string {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? '?'}, Node ${process.versions.node}`;
  const rows = measurements.map(({ name, perS, p50Ms, p99Ms, nodeUs, postgresUs, stolen }) =>
    row([
      name,
      whole(perS),
      tpcB === null ? '–' : (perS / tpcB.perS).toFixed(2),
      decimals(p50Ms),
      decimals(p99Ms),
      decimals(nodeUs),
      decimals(postgresUs),
      `${(stolen * 100).toFixed(0)} %`,
    ]),
  );
  return [
    `# Ledger, ${new Date().toISOString().slice(0, 10)}`,
    '',
    `${machine}. PostgreSQL: ${settings.join(' ')}.`,
    'All in one sitting on one server. µs are processor time per journal (or row); stolen is what the host took away meanwhile.',
    '',
    row([
      'what',
      'per second',
      '× TPC-B',
      'p50 ms',
      'p99 ms',
      'Node µs',
      'PostgreSQL µs',
      'stolen',
    ]),
    row(['---', '--:', '--:', '--:', '--:', '--:', '--:', '--:']),
    ...rows,
    '',
    row(['target', 'wanted', 'found', '']),
    row(['---', '--:', '--:', '---']),
    ...targets.map(({ what, wanted, found, reached }) =>
      row([what, wanted, found, reached ? 'reached' : 'missed']),
    ),
    '',
  ].join('\n');
}

/** Keeps the table beside those of other days. Returns the file. */
export function keep(table: string): string {
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `ledger-${new Date().toISOString().slice(0, 10)}.md`);
  writeFileSync(file, table);
  return file;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function decimals(value: number): string {
  if (Number.isNaN(value)) return '–';
  return value < 10 ? value.toFixed(2) : value.toFixed(0);
}
