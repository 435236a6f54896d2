import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

import type { Measurement } from './measure';

const FOLDER = join(__dirname, '..', 'results');

/** What was wanted, and how near we came. */
export interface Target {
  readonly what: string;
  readonly wanted: string;
  readonly found: string;
  readonly reached: boolean;
}

export interface Sitting {
  readonly packs: readonly Measurement[];
  /** Ours first: the others are compared with it. */
  readonly engines: readonly Measurement[];
  readonly targets: readonly Target[];
}

/** The table of a sitting: figures of this machine on this day, and ratios that travel. */
export function tableOf({ packs, engines, targets }: Sitting): string {
  const machine = `${String(cpus().length)} × ${cpus()[0]?.model.trim() ?? '?'}, Node ${process.versions.node}`;
  const ours = engines[0]?.perCoreS ?? Number.NaN;
  return [
    `# Programmes, ${today()}`,
    '',
    `${machine}. One process, all in one sitting; the best of three rounds each. “Per core” is by processor time,`,
    'with all threads of the process counted; “by the clock” has whatever else the machine was doing in it.',
    '',
    '## Whole assessments, of the facts of each pack’s golden cases',
    '',
    row(['pack', 'per second and core', 'by the clock']),
    row(['---', '--:', '--:']),
    ...packs.map(({ name, perS, perCoreS }) => row([name, whole(perCoreS), whole(perS)])),
    '',
    '## One question, “is the claim eligible?”, asked of each engine about the same claims',
    '',
    'All of them gave the same answers before they were measured. The others were handed the days since the',
    'payment ready-made and answer yes or no; ours reads times and amounts, works out the whole assessment with',
    'money, reasons in two languages and approvals, and is asked for one field of it.',
    '',
    row(['engine', 'per second and core', '× ours', 'by the clock']),
    row(['---', '--:', '--:', '--:']),
    ...engines.map(({ name, perS, perCoreS }) =>
      row([name, whole(perCoreS), (perCoreS / ours).toFixed(2), whole(perS)]),
    ),
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
  const file = join(FOLDER, `programs-${today()}.md`);
  writeFileSync(file, table);
  return file;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}
