import { headerRefused } from './file-refusals';
import type { HeaderFault } from './file-refusals';

/** Every column of our own CSV. Their order in the file is free. */
export const CSV_COLUMNS = [
  'source',
  'source_id',
  'channel',
  'rail',
  'paid_at',
  'settled_at',
  'payer_id',
  'payer_name',
  'payer_account',
  'payee_id',
  'payee_name',
  'payee_account',
  'currency',
  'amount_minor',
  'amount',
  'refunded_minor',
  'refunded',
  'status',
  'description',
] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];

const REQUIRED: readonly CsvColumn[] = [
  'source_id',
  'channel',
  'rail',
  'paid_at',
  'payer_id',
  'currency',
  'status',
];

export interface CsvHeader {
  readonly width: number;
  readonly indexes: Readonly<Partial<Record<CsvColumn, number>>>;
}

/** Whether cells look like the header of our CSV; `readCsvHeader` looks closer. */
export function isCsvHeader(cells: readonly string[]): boolean {
  const names = cells.map((cell) => cell.trim());
  return names.filter((name) => isColumn(name)).length >= 2;
}

/**
 * Reads the header. A column that we do not know refuses the file, because a typing error in
 * `payee_account` would otherwise lose data without a word. `source` may be absent only if the
 * caller names one for the whole file.
 */
export function readCsvHeader(
  cells: readonly string[],
  line: string,
  isSourceRequired: boolean,
): CsvHeader {
  const names = cells.map((cell) => cell.trim());
  const refuseIf = (problem: HeaderFault['problem'], columns: readonly string[]): void => {
    if (columns.length === 0) return;
    throw headerRefused({ problem, columns, header: line, known: CSV_COLUMNS });
  };
  refuseIf(
    'unknown',
    names.filter((name) => !isColumn(name)),
  );
  refuseIf(
    'repeated',
    names.filter((name, index) => names.indexOf(name) !== index),
  );
  const required = isSourceRequired ? (['source', ...REQUIRED] as const) : REQUIRED;
  refuseIf(
    'missing',
    required.filter((column) => !names.includes(column)),
  );
  const hasMinor = names.includes('amount_minor');
  if (hasMinor === names.includes('amount')) refuseIf('contradictory', ['amount_minor', 'amount']);
  if (names.includes('refunded_minor') && names.includes('refunded')) {
    refuseIf('contradictory', ['refunded_minor', 'refunded']);
  }
  const indexes = Object.fromEntries(names.map((name, index) => [name, index]));
  return { width: names.length, indexes };
}

function isColumn(name: string): name is CsvColumn {
  return (CSV_COLUMNS as readonly string[]).includes(name);
}
