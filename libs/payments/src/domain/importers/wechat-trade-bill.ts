import { isCurrency, Money } from '@app/money';

import type { TextLine } from './decode-text';
import { lineFaultRefusal } from './line-faults';
import type { ImportedRow, PaymentRecord, RefundRecord, RefundStatus } from './payment-record';
import { readDescription, readId } from './read-text';
import { readShanghaiTime } from './read-time';
import { missingValue, orRejection, rejection, unknownCurrency } from './row-refusals';
import { notABillRow, unknownValue, wrongColumnCount } from './row-refusals';
import type { RowReader } from './row-reader';
import { paidByPayer, readBillAmounts, refundedToPayer } from './wechat-bill-amounts';
import type { BillAmounts } from './wechat-bill-amounts';
import { BILL_COLUMN_NAMES, readBillHeader } from './wechat-bill-header';
import type { BillColumn, BillHeader } from './wechat-bill-header';
import { BillTotals, isSummaryHeader, summaryRows } from './wechat-bill-summary';

/** The source of payments from WeChat's bills: its order numbers are unique for all merchants. */
export const WECHAT_PAY_SOURCE = 'wechat-pay';

export interface WechatBillOptions {
  readonly source?: string;
  /** From openid (per appid) to the payer's id with us. */
  readonly payerMap?: Readonly<Record<string, string>>;
}

const TRADE_STATES = ['SUCCESS', 'REFUND', 'REVOKED'];
const REFUND_STATES: Readonly<Record<string, RefundStatus>> = {
  SUCCESS: 'succeeded',
  PROCESSING: 'processing',
  FAIL: 'failed',
  CHANGE: 'abnormal',
};
/** 零钱 and 零钱通 pay from money kept in WeChat; `OTHERS` says nothing; the rest are banks. */
const RAILS: Readonly<Record<string, string>> = {
  CFT: 'balance',
  LQT: 'money_fund',
  OTHERS: 'wallet',
  '': 'wallet',
};

/**
 * Reads WeChat Pay's trade bill (交易账单) in its variants ALL, SUCCESS and REFUND, with the names of
 * today and of earlier years. Format: every field of a data line is preceded by a backtick and
 * nothing is quoted, so a line is cut at comma and backtick, never at a bare comma.
 *
 * - `SUCCESS` becomes a payment, `REFUND` a refund, `REVOKED` (a payment at the till that was taken
 *   back; it has a row of its own beside the payment's) a refund of everything.
 * - 用户标识 becomes the payer through `payerMap`; an openid that is not in it stays as
 *   `wechat:<openid>`, so that it can never be taken for an id of ours.
 * - The payee is the sub-merchant if there is one (`0` means none), else the merchant.
 * - Amounts are what the payer gave and got back without coupons: see `paidByPayer`.
 * - 付款银行 becomes the rail: CFT `balance`, LQT `money_fund`, a bank `quick_pay`, OTHERS `wallet`.
 */
export class WechatTradeBillReader implements RowReader {
  private readonly source: string;
  private readonly payerIds: ReadonlyMap<string, string>;
  private readonly totals = new BillTotals();
  private header: BillHeader | undefined;
  private summaryHeader: string | undefined;
  private isComplete = false;
  private lastLineNumber = 0;

  constructor(options: WechatBillOptions = {}) {
    this.source = options.source ?? WECHAT_PAY_SOURCE;
    this.payerIds = new Map(Object.entries(options.payerMap ?? {}));
  }

  read(lines: readonly TextLine[]): ImportedRow[] {
    const rows: ImportedRow[] = [];
    for (const line of lines) rows.push(...this.readLine(line));
    return rows;
  }

  finish(): ImportedRow[] {
    if (this.isComplete) return [];
    return summaryRows({ lineNumber: this.lastLineNumber, text: '' }, []);
  }

  private readLine(line: TextLine): readonly ImportedRow[] {
    this.lastLineNumber = line.lineNumber;
    if (line.text.trim() === '' && line.fault === undefined) return [];
    if (this.header === undefined) {
      if (line.fault !== undefined) throw lineFaultRefusal(line.fault);
      this.header = readBillHeader(line.text);
      return [];
    }
    if (this.isComplete) return [rejection(line, notABillRow(line.text))];
    if (this.summaryHeader !== undefined) return this.readSummary(this.summaryHeader, line);
    if (isSummaryHeader(line.text)) {
      this.summaryHeader = line.text;
      return [];
    }
    this.totals.addRow();
    if (line.fault !== undefined) return [rejection(line, lineFaultRefusal(line.fault))];
    const header = this.header;
    return [orRejection(line, () => this.readRow(header, line))];
  }

  private readSummary(summaryHeader: string, line: TextLine): ImportedRow[] {
    this.isComplete = true;
    const cells = line.text.startsWith('`') ? cellsOf(line.text) : [];
    return summaryRows(line, this.totals.check(summaryHeader, cells));
  }

  private readRow(header: BillHeader, line: TextLine): ImportedRow {
    if (!line.text.startsWith('`')) throw notABillRow(line.text);
    const cells = cellsOf(line.text);
    if (cells.length !== header.width) throw wrongColumnCount(cells.length, header.width);
    const row = new BillRow(header, cells);
    const currency = row.currency();
    const amounts = readBillAmounts(header, cells, currency);
    this.totals.addAmounts(amounts);
    const { lineNumber } = line;
    const state = row.text('tradeState');
    if (!TRADE_STATES.includes(state)) {
      throw unknownValue(row.name('tradeState'), state, TRADE_STATES);
    }
    return state === 'SUCCESS'
      ? { kind: 'payment', lineNumber, payment: this.paymentOf(row, amounts, currency) }
      : { kind: 'refund', lineNumber, refund: this.refundOf(row, amounts, currency) };
  }

  private paymentOf(row: BillRow, amounts: BillAmounts, currency: string): PaymentRecord {
    const description = readDescription(row.text('goods'), row.name('goods'));
    return {
      source: this.source,
      sourceId: row.id('orderId'),
      channel: 'wechat',
      rail: railOf(row.text('bank')),
      paidAt: readShanghaiTime(row.text('tradedAt'), row.name('tradedAt')),
      payer: { id: this.payerIdOf(row.id('openId')) },
      payee: { id: row.payeeId() },
      money: Money.of(paidByPayer(amounts), currency),
      status: 'settled',
      ...(description === undefined ? {} : { description }),
    };
  }

  private refundOf(row: BillRow, amounts: BillAmounts, currency: string): RefundRecord {
    const isRevoked = row.text('tradeState') === 'REVOKED';
    const paymentSourceId = row.id('orderId');
    const status = row.refundStatus();
    // In the REFUND variant 交易时间 has been seen to be the payment's own time.
    const timeColumn = row.text('refundRequestedAt') === '' ? 'tradedAt' : 'refundRequestedAt';
    return {
      source: this.source,
      paymentSourceId,
      refundId: row.refundId() ?? revokedId(row, isRevoked, paymentSourceId),
      money: Money.of(refundedToPayer(amounts, isRevoked), currency),
      refundedAt: readShanghaiTime(row.text(timeColumn), row.name(timeColumn)),
      ...(status === undefined ? {} : { status }),
    };
  }

  private payerIdOf(openId: string): string {
    return this.payerIds.get(openId) ?? `wechat:${openId}`;
  }
}

/** One data line under its header. */
class BillRow {
  constructor(
    private readonly header: BillHeader,
    private readonly cells: readonly string[],
  ) {}

  /** The trimmed content of a column; blank when the file has no such column. */
  text(column: BillColumn): string {
    const place = this.header.columns[column];
    return place === undefined ? '' : (this.cells[place.index] ?? '').trim();
  }

  /** The name that this file gives to the column. */
  name(column: BillColumn): string {
    return this.header.columns[column]?.name ?? BILL_COLUMN_NAMES[column][0];
  }

  id(column: BillColumn): string {
    return readId(this.text(column), this.name(column));
  }

  currency(): string {
    const currency = this.text('currency');
    if (!isCurrency(currency)) throw unknownCurrency(this.name('currency'), currency);
    return currency;
  }

  payeeId(): string {
    const subMerchantId = this.text('subMerchantId');
    return subMerchantId === '' || subMerchantId === '0'
      ? this.id('merchantId')
      : this.id('subMerchantId');
  }

  refundId(): string | undefined {
    const refundId = this.text('refundId');
    return refundId === '' || refundId === '0' ? undefined : this.id('refundId');
  }

  refundStatus(): RefundStatus | undefined {
    const state = this.text('refundState');
    if (state === '') return undefined;
    const status = Object.hasOwn(REFUND_STATES, state) ? REFUND_STATES[state] : undefined;
    if (status !== undefined) return status;
    throw unknownValue(this.name('refundState'), state, Object.keys(REFUND_STATES));
  }
}

/** The safe split of a data line: 商品名称 and 商户数据包 may hold commas. */
function cellsOf(text: string): string[] {
  const cells: string[] = [];
  let start = 1;
  // The same as `text.slice(1).split(',`')`, in two thirds of the time.
  for (let end = text.indexOf(',`', start); end >= 0; end = text.indexOf(',`', start)) {
    cells.push(text.slice(start, end));
    start = end + 2;
  }
  cells.push(text.slice(start));
  return cells;
}

function railOf(bank: string): string {
  return (Object.hasOwn(RAILS, bank) ? RAILS[bank] : undefined) ?? 'quick_pay';
}

/** Revoked payments often have no refund number; there can be only one per payment. */
function revokedId(row: BillRow, isRevoked: boolean, paymentSourceId: string): string {
  if (!isRevoked) throw missingValue(row.name('refundId'));
  return `revoked:${paymentSourceId}`;
}
