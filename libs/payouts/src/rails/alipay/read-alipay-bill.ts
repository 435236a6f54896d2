import { parseDecimal } from '@app/money';
import type { Money } from '@app/money';

import { payoutIdOfKey } from '../../domain/payout-order';
import { readShanghaiTime } from '../../domain/shanghai-time';
import { balancesAround, sumOfLines } from '../../domain/statement-balances';
import type { BookedLine } from '../../domain/statement-balances';
import type { Statement, StatementLine, StatementLineKind } from '../../domain/statement-line';
import { excerpt } from '../excerpt';
import { billRefusal, readBillText } from './alipay-bill-text';
import type { BillRow, BillText } from './alipay-bill-text';

/** The columns that we read, whatever others there are and wherever they stand. */
const REQUIRED = [
  '账务流水号',
  '业务流水号',
  '商户订单号',
  '发生时间',
  '收入金额(+元)',
  '支出金额(-元)',
  '账户余额(元)',
  '业务类型',
] as const;

/**
 * Reads Alipay's account bill (账务明细), the CSV in GBK that a merchant downloads. Its own totals
 * have to agree with its lines, every line has to lie in its span and no number may come twice;
 * else the whole file is refused (`statement.unreadable_alipay_bill`).
 */
export function readAlipayBill(bytes: Buffer): Statement {
  const bill = readBillText(bytes);
  const booked = bill.rows.map((row) => readRow(row, bill));
  const lines = booked.map(({ line }) => line);
  requireTotals(lines, bill);
  requireDistinct(lines, bill.rows);
  const [first, last] = [lines.at(0), lines.at(-1)];
  // Alipay writes the latest line first or last, as it was asked.
  const isBackwards = first !== undefined && last !== undefined && first.bookedAt > last.bookedAt;
  const inOrder = isBackwards ? booked.toReversed() : booked;
  const { account, from, to } = bill;
  return {
    source: 'alipay',
    account,
    from,
    to,
    ...balancesAround(inOrder),
    lines: inOrder.map(({ line }) => line),
  };
}

function readRow({ lineNumber, cells }: BillRow, { from, to }: BillText): BookedLine {
  const missing = REQUIRED.find((name) => !cells.has(name));
  if (missing !== undefined) {
    throw billRefusal(lineNumber, {
      en: `there is no column "${missing}"`,
      zh: `缺少列“${missing}”`,
    });
  }
  const cell = (name: string): string => cells.get(name) ?? '';
  const bookedAt = readShanghaiTime(cell('发生时间'));
  if (bookedAt === null || bookedAt < from || bookedAt > to) {
    const problem = { en: 'its time is outside of the span', zh: '发生时间不在起止日期内' };
    throw billRefusal(lineNumber, problem, cell('发生时间'));
  }
  const moved = movementOf(cell('收入金额(+元)'), cell('支出金额(-元)'), lineNumber);
  const [lineId, transferId, key] = [cell('账务流水号'), cell('业务流水号'), cell('商户订单号')];
  if (lineId === '')
    throw billRefusal(lineNumber, { en: 'it has no number', zh: '缺少账务流水号' });
  const isOurs = payoutIdOfKey(key) !== null;
  const [type, remark] = [cell('业务类型'), cell('备注')];
  const line: StatementLine = {
    lineId,
    kind: kindOf(isOurs, moved.direction, type),
    ...moved,
    bookedAt,
    key: isOurs ? key : null,
    transferId: transferId === '' ? null : transferId,
    text: excerpt([type, cell('对方账号'), remark, isOurs ? '' : key].filter(Boolean).join(' · ')),
  };
  return { line, balanceAfter: yuan(cell('账户余额(元)'), lineNumber) };
}

/** One of the two columns says what moved; the minus of what went out is there or not. */
function movementOf(
  income: string,
  expense: string,
  lineNumber: number,
): Pick<StatementLine, 'direction' | 'money'> {
  const [came, went] = [yuan(income || '0', lineNumber), yuan(withoutMinus(expense), lineNumber)];
  if (came.isPositive() && went.isZero()) return { direction: 'in', money: came };
  if (came.isZero() && went.isPositive()) return { direction: 'out', money: went };
  const problem = { en: 'it does not say what moved', zh: '收支金额有误' };
  throw billRefusal(lineNumber, problem, `${income} ${expense}`);
}

function withoutMinus(expense: string): string {
  return expense === '' ? '0' : expense.replace(/^-/, '');
}

/** The words of a business change; our own number on a line does not. */
function kindOf(isOurs: boolean, direction: 'in' | 'out', type: string): StatementLineKind {
  if (/收费|服务费|手续费/.test(type)) return 'fee';
  if (isOurs) return direction === 'out' ? 'payout' : 'return';
  return direction === 'in' && /充值|转入/.test(type) ? 'top_up' : 'other';
}

function yuan(text: string, lineNumber: number): Money {
  try {
    return parseDecimal(text, 'CNY');
  } catch {
    throw billRefusal(lineNumber, { en: 'an amount is none', zh: '金额有误' }, text);
  }
}

function requireTotals(lines: readonly StatementLine[], bill: BillText): void {
  for (const direction of ['out', 'in'] as const) {
    const { count, sum } = bill[direction];
    const found = lines.filter((line) => line.direction === direction).length;
    const isEqual = found === count && yuan(sum, 1).amountMinor === sumOfLines(lines, direction);
    if (isEqual) continue;
    const problem = { en: 'the totals do not agree with the lines', zh: '合计与明细不符' };
    throw billRefusal(1, problem, `${String(count)} ${sum}`);
  }
}

function requireDistinct(lines: readonly StatementLine[], rows: readonly BillRow[]): void {
  const seen = new Set<string>();
  for (const [index, { lineId }] of lines.entries()) {
    if (seen.has(lineId)) {
      const problem = { en: 'its number came before', zh: '账务流水号重复' };
      throw billRefusal(rows[index]?.lineNumber ?? 1, problem, lineId);
    }
    seen.add(lineId);
  }
}
