import { parseDecimal } from '@app/money';
import type { Money } from '@app/money';

import { payoutIdOfKey } from '../../domain/payout-order';
import { readShanghaiTime } from '../../domain/shanghai-time';
import { balancesAround, sumOfLines } from '../../domain/statement-balances';
import type { BookedLine } from '../../domain/statement-balances';
import type { Statement, StatementLine, StatementLineKind } from '../../domain/statement-line';
import { excerpt } from '../excerpt';

import { fundBillRefusal } from './fund-bill-refusal';

const DAY_MS = 24 * 3_600_000;

const COLUMNS = [
  '记账时间',
  '微信支付业务单号',
  '资金流水单号',
  '业务名称',
  '业务类型',
  '收支类型',
  '收支金额(元)',
  '账户结余(元)',
  '资金变更提交申请人',
  '备注',
  '业务凭证号',
] as const;
const SUMMARY = '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额';

/** Which bill it is: the file itself says neither whose it is nor of which day. */
export interface FundBillOf {
  /** The merchant and its account, such as `1900000109 OPERATION`. */
  readonly account: string;
  /** The day in Shanghai that was asked for, `2026-11-26`. */
  readonly day: string;
}

const DIRECTIONS: ReadonlyMap<string, 'in' | 'out'> = new Map([
  ['收入', 'in'],
  ['支出', 'out'],
]);

/**
 * Reads WeChat Pay's fund bill (资金账单), CSV with a backtick before every field, for one day and
 * account. Its own totals have to agree with its lines, every line has to be of the day and no
 * number may come twice; else the whole file is refused (`statement.unreadable_fund_bill`).
 */
export function readFundBill(text: string, { account, day }: FundBillOf): Statement {
  const from = readShanghaiTime(`${day} 00:00:00`);
  if (from === null) throw new RangeError('A fund bill is of one day, such as 2026-11-26.');
  const span = { from, to: new Date(from.getTime() + DAY_MS) };
  const { details, totals } = partsOf(text);
  const booked = details.map((row) => readLine(row, span));
  const lines = booked.map(({ line }) => line);
  requireTotals(lines, totals);
  requireDistinct(lines);
  return { source: 'wechat', account, ...span, ...balancesAround(booked), lines };
}

interface Row {
  readonly text: string;
  /** Counted from 1, as editors do. */
  readonly number: number;
}

/** The lines between the header and the two of the totals, and the totals. */
function partsOf(file: string): { readonly details: readonly Row[]; readonly totals: Row } {
  const [header, ...rest] = file
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((text, index): Row => ({ text, number: index + 1 }))
    .filter(({ text }) => text.trim() !== '');
  if (header?.text !== COLUMNS.join(',')) {
    throw fundBillRefusal(1, { en: 'the header is another one', zh: '表头不符' }, header?.text);
  }
  const [title, totals] = rest.slice(-2);
  if (title?.text !== SUMMARY || totals === undefined) {
    const { number } = rest.at(-1) ?? header;
    throw fundBillRefusal(number, { en: 'the totals are missing', zh: '缺少汇总' });
  }
  return { details: rest.slice(0, -2), totals };
}

function readLine(row: Row, { from, to }: { readonly from: Date; readonly to: Date }): BookedLine {
  const cell = cellsOf(row);
  const bookedAt = readShanghaiTime(cell('记账时间'));
  if (bookedAt === null || bookedAt < from || bookedAt >= to) {
    throw fundBillRefusal(row.number, { en: 'its time is not of the day', zh: '记账时间不在当日' });
  }
  const direction = DIRECTIONS.get(cell('收支类型'));
  const money = yuan(cell('收支金额(元)'), row);
  const lineId = cell('资金流水单号');
  if (direction === undefined || money.amountMinor < 0n || lineId === '') {
    throw fundBillRefusal(row.number, { en: 'it does not say what moved', zh: '收支信息有误' });
  }
  const voucher = cell('业务凭证号');
  const isOurs = payoutIdOfKey(voucher) !== null;
  const words = [cell('业务名称'), cell('业务类型')];
  const told = [...words, cell('备注'), isOurs ? '' : voucher];
  const line: StatementLine = {
    lineId,
    kind: kindOf({ isOurs, direction, words: words.join(' ') }),
    direction,
    money,
    bookedAt,
    key: isOurs ? voucher : null,
    transferId: cell('微信支付业务单号') || null,
    text: excerpt(told.filter((part) => part !== '').join(' · ')),
  };
  return { line, balanceAfter: yuan(cell('账户结余(元)'), row) };
}

/** The words of a business change; our own number on a line does not. */
function kindOf(seen: {
  readonly isOurs: boolean;
  readonly direction: 'in' | 'out';
  readonly words: string;
}): StatementLineKind {
  if (seen.words.includes('手续费')) return 'fee';
  if (seen.isOurs) return seen.direction === 'out' ? 'payout' : 'return';
  return seen.direction === 'in' && seen.words.includes('充值') ? 'top_up' : 'other';
}

/** The cells of a line by column. It is cut at comma and backtick: a remark may hold commas. */
function cellsOf(row: Row): (column: (typeof COLUMNS)[number]) => string {
  const cells = split(row);
  if (cells.length !== COLUMNS.length) {
    throw fundBillRefusal(row.number, { en: 'it has other columns', zh: '列数不符' }, row.text);
  }
  const byColumn = new Map(COLUMNS.map((column, index) => [column, (cells[index] ?? '').trim()]));
  return (column) => byColumn.get(column) ?? '';
}

function split({ text }: Row): string[] {
  return text.startsWith('`') ? text.slice(1).split(',`') : [];
}

function yuan(text: string, { number }: Row): Money {
  try {
    return parseDecimal(text, 'CNY');
  } catch {
    throw fundBillRefusal(number, { en: 'an amount is none', zh: '金额有误' }, text);
  }
}

function requireTotals(lines: readonly StatementLine[], totals: Row): void {
  const income = lines.filter(({ direction }) => direction === 'in');
  const expense = lines.filter(({ direction }) => direction === 'out');
  const found = [
    ...[lines.length, income.length],
    sumOfLines(lines, 'in'),
    expense.length,
    sumOfLines(lines, 'out'),
  ].map(String);
  // Counts have been seen with a fraction of nought, `20.0`.
  const told = split(totals).map((cell, index) =>
    index === 2 || index === 4
      ? yuan(cell, totals).amountMinor.toString()
      : cell.replace(/\.0+$/, ''),
  );
  if (told.join() !== found.join()) {
    const problem = { en: 'the totals do not agree with the lines', zh: '汇总与明细不符' };
    throw fundBillRefusal(totals.number, problem, totals.text);
  }
}

function requireDistinct(lines: readonly StatementLine[]): void {
  const seen = new Set<string>();
  for (const [index, { lineId }] of lines.entries()) {
    if (seen.has(lineId)) {
      throw fundBillRefusal(
        index + 2,
        { en: 'its number came before', zh: '资金流水单号重复' },
        lineId,
      );
    }
    seen.add(lineId);
  }
}
