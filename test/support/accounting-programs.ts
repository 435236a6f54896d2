import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import { parse } from 'csv-parse/sync';

import { parseDecimal } from '@app/money';

/** Totals in minor units by account and currency, without those that are zero. */
export type Totals = ReadonlyMap<string, bigint>;

/** A program of plain text accounting, and how to ask it for the total of each account. */
export interface AccountingProgram {
  readonly format: 'hledger' | 'ledger' | 'beancount';
  /** What has to be on the PATH. */
  readonly commands: readonly string[];
  /** Throws when the program finds anything wrong with the file. */
  readonly totals: (file: string, currencies: readonly string[]) => Totals;
}

export const ACCOUNTING_PROGRAMS: readonly AccountingProgram[] = [
  { format: 'hledger', commands: ['hledger'], totals: hledgerTotals },
  { format: 'ledger', commands: ['ledger'], totals: ledgerTotals },
  { format: 'beancount', commands: ['bean-check', 'bean-query'], totals: beancountTotals },
];

/** `it` for a test that needs a program; where that is absent it says so, and skips the test. */
export function itWith({ commands }: AccountingProgram): jest.It {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const missing = commands.filter(
    (command) => !folders.some((folder) => isExecutable(join(folder, command))),
  );
  if (missing.length === 0) return it;
  process.stdout.write(`Not installed, so that a test is skipped: ${missing.join(', ')}\n`);
  return it.skip;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function hledgerTotals(file: string): Totals {
  run('hledger', ['-f', file, 'check', '--strict']);
  const csv = run('hledger', [
    ...['-f', file, 'balance', '--flat', '--no-total', '--layout=bare'],
    ...['--output-format=csv'],
  ]);
  const rows = parse<Record<string, string>>(csv, { columns: true });
  return totalsOf(rows.map((row) => [row.account ?? '', row.commodity ?? '', row.balance ?? '']));
}

/** ledger-cli writes several currencies of an account in several lines: it is asked one by one. */
function ledgerTotals(file: string, currencies: readonly string[]): Totals {
  return totalsOf(
    currencies.flatMap((currency) => {
      const lines = run('ledger', [
        ...['--args-only', '-f', file, '--pedantic', 'balance', '--flat', '--no-total'],
        ...['--limit', `commodity == "${currency}"`],
        ...['--balance-format', '%(account)\t%(quantity(display_total))\n'],
      ]);
      return lines
        .split('\n')
        .filter((line) => line !== '')
        .map((line): [string, string, string] => {
          const [account = '', amount = ''] = line.split('\t');
          return [account, currency, amount];
        });
    }),
  );
}

function beancountTotals(file: string): Totals {
  const complaints = run('bean-check', [file]);
  if (complaints !== '') throw new Error(complaints);
  const csv = run('bean-query', [
    ...['-f', 'csv', file],
    'SELECT account, currency, sum(number) AS total GROUP BY account, currency',
  ]);
  const rows = parse<Record<string, string>>(csv, { columns: true, trim: true });
  return totalsOf(rows.map((row) => [row.account ?? '', row.currency ?? '', row.total ?? '']));
}

function run(command: string, words: readonly string[]): string {
  // Each of them reads files in the encoding of the locale.
  const env = { ...process.env, LC_ALL: 'C.UTF-8', HOME: '/nonexistent' };
  return execFileSync(command, words, { env, encoding: 'utf8', maxBuffer: 64 * 1_048_576 });
}

function totalsOf(
  rows: readonly (readonly [account: string, currency: string, amount: string])[],
): Totals {
  const totals = rows.map(([account, currency, amount]): [string, bigint] => {
    const minor = parseDecimal(amount, currency).amountMinor;
    return [`${account} ${currency}`, minor];
  });
  return new Map(totals.filter(([, minor]) => minor !== 0n).sort());
}
