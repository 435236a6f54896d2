import { CsvError, parse } from 'csv-parse/sync';

import { isCalendarDay } from '@app/kernel';
import { isCurrency, parseDecimal } from '@app/money';
import type { Money } from '@app/money';

import { payoutIdOfKey } from '../../domain/payout-order';
import { STATEMENT_LINE_KINDS } from '../../domain/statement-line';
import type { Statement, StatementLine } from '../../domain/statement-line';
import { excerpt } from '../../rails/excerpt';
import { unreadableCsv } from './statement-refusal';

const COLUMNS = [
  'line_id',
  'booked_at',
  'direction',
  'amount',
  'currency',
  'kind',
  'key',
  'transfer_id',
  'text',
] as const;
const CSV_HEADER = COLUMNS.join(',');

type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * Reads our own CSV (README, "Statements"): UTF-8, one line of an account per row, and rows of the
 * kinds `opening` and `closing` that state a balance and with it the span. One statement for each
 * currency. Throws `statement.unreadable_csv` for the whole file.
 */
export function readStatementCsv(
  text: string,
  { source, account }: { readonly source: string; readonly account: string },
): readonly Statement[] {
  const rows = rowsOf(text);
  const currencies = [...new Set(rows.map(({ row }) => row.currency))];
  return currencies.map((currency) => ({
    ...{ source, account },
    ...contentOf(rows.filter(({ row }) => row.currency === currency)),
  }));
}

/** The lines and balances of one currency, and the span that they fill. */
function contentOf(rows: readonly NumberedRow[]): Omit<Statement, 'source' | 'account'> {
  const lines = rows.filter(({ row }) => !isBalance(row)).map(lineOf);
  const [opening, closing] = [balanceOf(rows, 'opening'), balanceOf(rows, 'closing')];
  const times = lines.map(({ bookedAt }) => bookedAt.getTime());
  for (const balance of [opening, closing]) if (balance) times.push(balance.at.getTime());
  return {
    from: new Date(times.reduce((first, at) => Math.min(first, at), Infinity)),
    to: new Date(times.reduce((last, at) => Math.max(last, at), -Infinity)),
    ...{ opening: opening?.money ?? null, closing: closing?.money ?? null, lines },
  };
}

interface NumberedRow {
  readonly row: Row;
  readonly number: number;
}

function rowsOf(text: string): NumberedRow[] {
  const [header, ...rest] = recordsOf(text);
  if (header?.record.join(',') !== CSV_HEADER) {
    throw unreadableCsv(
      1,
      { en: `the header has to be ${CSV_HEADER}`, 'zh-CN': `表头应为 ${CSV_HEADER}` },
      header?.record.join(','),
    );
  }
  return rest.map(({ record, info }) => {
    if (record.length !== COLUMNS.length) {
      throw unreadableCsv(info.lines, { en: 'it has other columns', 'zh-CN': '列数不符' });
    }
    const cells = COLUMNS.map((name, index) => [name, record[index]?.trim() ?? ''] as const);
    const row = Object.fromEntries(cells) as Row;
    if (!isCurrency(row.currency)) {
      const problem = { en: 'its currency is none of ISO 4217', 'zh-CN': '币种有误' };
      throw unreadableCsv(info.lines, problem, row.currency);
    }
    return { row, number: info.lines };
  });
}

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function recordsOf(text: string): readonly CsvRecord[] {
  try {
    const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true };
    return parse(text, options) as unknown as readonly CsvRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    throw unreadableCsv(line, { en: 'it is no CSV', 'zh-CN': '不是有效的 CSV' });
  }
}

function isBalance({ kind }: Row): boolean {
  return kind === 'opening' || kind === 'closing';
}

/** The one row that states such a balance, with its moment. */
function balanceOf(
  rows: readonly NumberedRow[],
  kind: 'opening' | 'closing',
): { readonly at: Date; readonly money: Money } | undefined {
  const [first, second] = rows.filter(({ row }) => row.kind === kind);
  if (second !== undefined) {
    const problem = { en: `there are two ${kind} balances`, 'zh-CN': '期初或期末余额重复' };
    throw unreadableCsv(second.number, problem);
  }
  return first && { at: instantOf(first), money: moneyOf(first) };
}

function lineOf(numbered: NumberedRow): StatementLine {
  const { row, number } = numbered;
  const money = moneyOf(numbered);
  const kind = STATEMENT_LINE_KINDS.find((one) => one === row.kind);
  const direction = row.direction === 'in' || row.direction === 'out' ? row.direction : null;
  if (row.line_id === '' || kind === undefined || direction === null || money.amountMinor < 0n) {
    const problem = {
      en: 'it has no line_id, another kind or direction, or an amount below zero',
      'zh-CN': '缺少 line_id，kind 或 direction 有误，或金额为负',
    };
    throw unreadableCsv(number, problem, `${row.line_id} ${row.kind} ${row.direction}`);
  }
  const isOurs = payoutIdOfKey(row.key) !== null;
  const words = [row.text, isOurs ? '' : row.key].filter((word) => word !== '');
  return {
    lineId: row.line_id,
    ...{ kind, direction, money, bookedAt: instantOf(numbered), key: isOurs ? row.key : null },
    transferId: row.transfer_id === '' ? null : row.transfer_id,
    text: excerpt(words.join(' · ')),
  };
}

function instantOf({ row, number }: NumberedRow): Date {
  const at = new Date(row.booked_at);
  const isTime = INSTANT.test(row.booked_at) && isCalendarDay(row.booked_at.slice(0, 10));
  if (isTime && !Number.isNaN(at.getTime())) return at;
  const problem = {
    en: 'booked_at is no time of RFC 3339 with its zone',
    'zh-CN': 'booked_at 须为带时区的 RFC 3339 时间',
  };
  throw unreadableCsv(number, problem, row.booked_at);
}

function moneyOf({ row, number }: NumberedRow): Money {
  try {
    return parseDecimal(row.amount, row.currency);
  } catch {
    throw unreadableCsv(number, { en: 'its amount is none', 'zh-CN': '金额有误' }, row.amount);
  }
}
