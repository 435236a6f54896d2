import { DomainError } from '@app/kernel';

import type { TextLine } from './decode-text';
import type { ImportedRow, SummaryCheck } from './payment-record';
import { rejection } from './row-refusals';
import { BILL_AMOUNT_COLUMNS } from './wechat-bill-amounts';
import type { BillAmountColumn, BillAmounts } from './wechat-bill-amounts';
import { headerCells } from './wechat-bill-header';

const ROW_COUNT_NAME = '总交易单数';

/**
 * Which total belongs to which column, under the names of all times. The fees of the merchant are
 * left out: they are no part of what we take over, and have five decimals.
 */
const TOTAL_NAMES: Readonly<Record<string, BillAmountColumn>> = {
  应结订单总金额: 'settlementAmount',
  总交易额: 'settlementAmount',
  退款总金额: 'refundAmount',
  总退款金额: 'refundAmount',
  充值券退款总金额: 'couponRefundAmount',
  总企业红包退款金额: 'couponRefundAmount',
  总代金券或立减优惠退款金额: 'couponRefundAmount',
  订单总金额: 'orderAmount',
  申请退款总金额: 'appliedRefundAmount',
};

/** Whether a line begins the totals at the end of a bill. */
export function isSummaryHeader(text: string): boolean {
  return text.startsWith(ROW_COUNT_NAME) || text.startsWith(`\`${ROW_COUNT_NAME}`);
}

/** Adds up the rows of a bill, to hold the sums against the totals that the bill states. */
export class BillTotals {
  private rows = 0;
  private readonly sums = new Map<BillAmountColumn, bigint>();

  addRow(): void {
    this.rows += 1;
  }

  addAmounts(amounts: BillAmounts): void {
    for (const column of BILL_AMOUNT_COLUMNS) {
      const amount = amounts[column];
      if (amount === undefined || amount === 0n) continue;
      this.sums.set(column, (this.sums.get(column) ?? 0n) + amount);
    }
  }

  /** What the totals say, what the rows say. Totals that we do not know are passed over. */
  check(header: string, cells: readonly string[]): SummaryCheck[] {
    return headerCells(header).flatMap((name, index): SummaryCheck[] => {
      const counted = this.counted(name);
      if (counted === undefined) return [];
      const stated = (cells[index] ?? '').trim();
      return [{ name, stated, counted, matches: minorOf(stated) === minorOf(counted) }];
    });
  }

  private counted(name: string): string | undefined {
    if (name === ROW_COUNT_NAME) return String(this.rows);
    const column = Object.hasOwn(TOTAL_NAMES, name) ? TOTAL_NAMES[name] : undefined;
    return column === undefined ? undefined : inYuan(this.sums.get(column) ?? 0n);
  }
}

/**
 * The last rows of a bill: its summary, and before it, if something does not agree, a rejected row
 * that says what. Good rows stay good: totals that are wrong show that rows are missing.
 */
export function summaryRows(line: TextLine, checks: readonly SummaryCheck[]): ImportedRow[] {
  const wrong = checks.filter((check) => !check.matches);
  const matches = checks.length > 0 && wrong.length === 0;
  const summary: ImportedRow = { kind: 'summary', lineNumber: line.lineNumber, checks, matches };
  if (matches) return [summary];
  const refusal = checks.length === 0 ? summaryMissing() : summaryMismatch(wrong);
  return [rejection(line, refusal), summary];
}

function summaryMissing(): DomainError {
  return new DomainError('unprocessable', 'import.summary_missing', {
    en: 'The file ends without its totals ("总交易单数 …"), so it has probably been cut off. The rows up to here were read; download the bill again and import it as well.',
    'zh-CN':
      '文件末尾没有汇总行（总交易单数 …），可能被截断。此前的行已读取；请重新下载账单并再次导入。',
  });
}

function summaryMismatch(wrong: readonly SummaryCheck[]): DomainError {
  const pairs = wrong.map(({ name, stated, counted }) => ({
    en: `${name} states "${stated}", the rows give ${counted}`,
    'zh-CN': `${name} 汇总为“${stated}”，明细合计为 ${counted}`,
  }));
  return new DomainError('unprocessable', 'import.summary_mismatch', {
    en: `The totals do not agree with the rows: ${pairs.map((pair) => pair.en).join('; ')}. The good rows were read; look for missing or rejected ones.`,
    'zh-CN': `汇总与明细不一致：${pairs.map((pair) => pair['zh-CN']).join('；')}。正常的行已读取；请检查缺失或被拒绝的行。`,
  });
}

function inYuan(amountMinor: bigint): string {
  const digits = amountMinor.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `3.0`, `3.00` and `3` are the same total; what is no amount equals nothing. */
function minorOf(text: string): bigint | undefined {
  const parts = /^(\d{1,18})(?:\.(\d{1,2})0*)?$/.exec(text);
  if (parts === null) return undefined;
  return BigInt(`${parts[1] ?? ''}${(parts[2] ?? '').padEnd(2, '0')}`);
}
