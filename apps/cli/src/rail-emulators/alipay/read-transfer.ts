import { parseDecimal } from '@app/money';

import type { TransferRequest } from '../../simulated-rail/booked-transfer';
import { RailError } from '../../simulated-rail/rail-error';

type Fields = Readonly<Record<string, unknown>>;

const PRODUCT = { product_code: 'TRANS_ACCOUNT_NO_PWD', biz_scene: 'DIRECT_TRANSFER' };
const KEY = /^[A-Za-z0-9_-]{1,64}$/;
const AMOUNT = /^\d{1,9}(\.\d{1,2})?$/;
const IDENTITY_TYPES: readonly unknown[] = ['ALIPAY_USER_ID', 'ALIPAY_LOGON_ID'];

/** Reads the content of a transfer; throws RailError INVALID_PARAMETER that names the field. */
export function readTransfer(content: Fields): TransferRequest {
  requireProduct(content);
  const { trans_amount: amount, remark, passback_params: passback } = content;
  if (typeof amount !== 'string' || !AMOUNT.test(amount)) throw invalid('trans_amount');
  const money = parseDecimal(amount, 'CNY');
  if (money.amountMinor < 10n)
    throw new RailError(200, 'EXCEED_LIMIT_SM_MIN_AMOUNT', 'Too little.');
  return {
    key: readKey(content),
    reference: typeof remark === 'string' ? remark : '',
    money: money.toJson(),
    payee: readPayee(content.payee_info),
    requestDigest: typeof passback === 'string' ? passback : '',
  };
}

/** Reads which order a query is about. */
export function readQueriedKey(content: Fields): string {
  requireProduct(content);
  return readKey(content);
}

function requireProduct(content: Fields): void {
  for (const [field, expected] of Object.entries(PRODUCT)) {
    if (content[field] !== expected) throw invalid(field);
  }
}

function readKey({ out_biz_no: key }: Fields): string {
  if (typeof key !== 'string' || !KEY.test(key)) throw invalid('out_biz_no');
  return key;
}

function readPayee(value: unknown): Readonly<Record<string, string>> {
  const { identity, identity_type: type, name } = (value ?? {}) as Fields;
  if (typeof identity !== 'string' || identity === '') throw invalid('payee_info.identity');
  if (!IDENTITY_TYPES.includes(type)) throw invalid('payee_info.identity_type');
  const isNamed = typeof name === 'string' && name !== '';
  if (type === 'ALIPAY_LOGON_ID' && !isNamed) throw invalid('payee_info.name');
  return { identity, identity_type: String(type), ...(isNamed ? { name } : {}) };
}

function invalid(field: string): RailError {
  return new RailError(200, 'INVALID_PARAMETER', `${field} is missing or wrong.`);
}
