import { headerRefused } from './file-refusals';
import type { HeaderFault } from './file-refusals';

/**
 * The columns of WeChat Pay's trade bill that matter to us, under every name they have had. Old
 * merchants still get `总金额` and `企业红包金额`; the description of 2014 spoke of
 * `代金券或立减优惠金额`. Source: pay.weixin.qq.com, 交易账单详细说明 (2024-11-25).
 */
export const BILL_COLUMN_NAMES = {
  tradedAt: ['交易时间'],
  merchantId: ['商户号'],
  subMerchantId: ['特约商户号', '子商户号'],
  orderId: ['微信订单号'],
  openId: ['用户标识'],
  tradeState: ['交易状态'],
  bank: ['付款银行'],
  currency: ['货币种类'],
  settlementAmount: ['应结订单金额', '总金额'],
  couponAmount: ['代金券金额', '企业红包金额', '代金券或立减优惠金额'],
  refundRequestedAt: ['退款申请时间'],
  refundId: ['微信退款单号'],
  refundAmount: ['退款金额'],
  couponRefundAmount: ['充值券退款金额', '企业红包退款金额', '代金券或立减优惠退款金额'],
  refundState: ['退款状态'],
  goods: ['商品名称'],
  orderAmount: ['订单金额'],
  appliedRefundAmount: ['申请退款金额'],
} as const;
export type BillColumn = keyof typeof BILL_COLUMN_NAMES;

const REQUIRED: readonly BillColumn[] = [
  'tradedAt',
  'merchantId',
  'orderId',
  'openId',
  'tradeState',
  'currency',
];

/** Where each column of one file stands, under the name that this file gives it. */
export interface BillHeader {
  readonly width: number;
  readonly columns: Readonly<Partial<Record<BillColumn, { index: number; name: string }>>>;
}

/** Whether a line looks like the header of a trade bill; `readBillHeader` looks closer. */
export function isBillHeader(line: string): boolean {
  const names = headerCells(line);
  return names.includes('交易时间') && names.includes('微信订单号');
}

/**
 * Reads the header of any variant (ALL, SUCCESS, REFUND, old names). Columns that we do not use,
 * and new ones that WeChat may add, are passed over. Throws a `DomainError` for a header that lacks
 * a column or has it twice.
 */
export function readBillHeader(line: string): BillHeader {
  const names = headerCells(line);
  const columns: Partial<Record<BillColumn, { index: number; name: string }>> = {};
  const refuse = (problem: HeaderFault['problem'], faulty: readonly string[]): never => {
    const known = Object.values(BILL_COLUMN_NAMES).flat();
    throw headerRefused({ problem, columns: faulty, header: line, known });
  };
  for (const [column, aliases] of Object.entries(BILL_COLUMN_NAMES)) {
    const found = names.flatMap((name, index) =>
      (aliases as readonly string[]).includes(name) ? [{ index, name }] : [],
    );
    if (found.length > 1)
      refuse(
        'repeated',
        found.map(({ name }) => name),
      );
    const only = found[0];
    if (only !== undefined) columns[column as BillColumn] = only;
  }
  const missing = REQUIRED.filter((column) => columns[column] === undefined);
  if (missing.length > 0)
    refuse(
      'missing',
      missing.map((column) => BILL_COLUMN_NAMES[column][0]),
    );
  if (columns.settlementAmount === undefined && columns.orderAmount === undefined) {
    refuse('missing', ['应结订单金额', '订单金额']);
  }
  return { width: names.length, columns };
}

/** Header lines carry no backticks in WeChat's files, but some tools that pass them on add them. */
export function headerCells(line: string): string[] {
  return line.split(',').map((cell) => cell.trim().replace(/^`/, '').trim());
}
