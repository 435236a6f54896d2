import { parseDecimal } from '@app/money';

import { readShanghaiTime } from '../../domain/shanghai-time';
import { unknown } from '../classify-answer';
import type { RailAnswer, RailOrder, RailTransfer } from '../payout-rail';
import { ALIPAY_ERRORS } from './alipay-errors';

/** The fields of an answer that Alipay has signed. */
export type AlipayFields = Readonly<Record<string, unknown>>;

/** Which call was answered, and when. */
export interface AlipayCall {
  readonly call: 'send' | 'query';
  readonly now: Date;
}

const DONE = '10000';
const BUSINESS_FAILURE = '40004';
const LABEL = /^[\x21-\x7e]{1,128}$/;

/**
 * Decides what a signed answer of Alipay means for an order (RELIABILITY §2.1, rule 4). The answer
 * to a transfer states no amount, so it settles nothing: only a query does, which states it.
 */
export function classifyAlipay(
  order: RailOrder,
  fields: AlipayFields,
  call: AlipayCall,
): RailAnswer {
  const differences = echoDifferences(order, fields);
  if (differences.length > 0) return unknown('echo_mismatch', differences.join('; '));
  return fields.code === DONE ? classifyState(order, fields, call) : refusal(fields, call);
}

/** What Alipay states of an order and we had otherwise. What it leaves out cannot differ. */
function echoDifferences(order: RailOrder, fields: AlipayFields): string[] {
  const asked: readonly (readonly [string, string])[] = [
    ['out_biz_no', order.key],
    ['passback_params', order.requestDigest],
    ['trans_amount', order.money.toString()],
  ];
  return asked.flatMap(([field, expected]) => {
    const stated = fields[field];
    if (stated === undefined || stated === '') return [];
    const saw = field === 'trans_amount' ? amountOf(said(stated)) : said(stated);
    return saw === expected ? [] : [`${field}: asked ${expected}, Alipay says ${saw.slice(0, 60)}`];
  });
}

/** An amount of yuan as our own texts write it; what is none stays as it came. */
function amountOf(stated: string): string {
  try {
    return parseDecimal(stated, 'CNY').toString();
  } catch {
    return stated;
  }
}

function classifyState(order: RailOrder, fields: AlipayFields, call: AlipayCall): RailAnswer {
  const transferId = text(fields.order_id);
  const status = text(fields.status) ?? 'none';
  if (fields.out_biz_no !== order.key || transferId === undefined || !LABEL.test(transferId)) {
    return unknown('unparsable', JSON.stringify(fields));
  }
  const echo = echoOf(order, { transferId, status });
  if (call.call === 'send' && status !== 'FAIL') return { outcome: 'pending', transferId, echo };
  switch (status) {
    case 'SUCCESS':
      return settled(fields, echo);
    case 'DEALING':
      return { outcome: 'pending', transferId, echo };
    case 'FAIL':
      return finalCode(text(fields.error_code) ?? 'FAIL without a code');
    case 'REFUND':
      return returned(fields, echo, call.now);
    default:
      return unknown('unlisted_code', `status ${status}`);
  }
}

/** Paid, as a query says: with the amount, which was compared, and the time. */
function settled(fields: AlipayFields, echo: RailTransfer): RailAnswer {
  const settledAt = readShanghaiTime(text(fields.pay_date) ?? '');
  if (text(fields.trans_amount) === undefined || settledAt === null) {
    return unknown('unparsable', 'SUCCESS without trans_amount or pay_date');
  }
  // Paid, and given back by a partial order of it: Alipay's second status word.
  const second = text(fields.sub_order_status) ?? text(fields.sub_status) ?? 'SUCCESS';
  if (second !== 'SUCCESS') return unknown('unlisted_code', `status SUCCESS, then ${second}`);
  const { transferId } = echo;
  return { outcome: 'confirmed', transferId, settledAt, echo: { ...echo, settledAt } };
}

/** Alipay does not say when money came back, so it came when we heard of it. */
function returned(fields: AlipayFields, echo: RailTransfer, returnedAt: Date): RailAnswer {
  const { transferId } = echo;
  const code = text(fields.error_code);
  const named = code === undefined ? {} : { code };
  return {
    outcome: 'returned',
    transferId,
    returnedAt,
    ...named,
    echo: { ...echo, ...named, returnedAt },
  };
}

function finalCode(code: string): RailAnswer {
  const listed = ALIPAY_ERRORS.get(code);
  if (listed?.meaning !== 'final') return unknown('unlisted_code', code);
  return { outcome: 'rejected', code, text: listed.text };
}

function refusal(fields: AlipayFields, { call }: AlipayCall): RailAnswer {
  const code = text(fields.sub_code) ?? `code ${said(fields.code)}`;
  const seen = `${code} ${said(fields.sub_msg)}`;
  const meaning = ALIPAY_ERRORS.get(code)?.meaning ?? 'unlisted_code';
  if (meaning === 'retry_later') return unknown(call === 'send' ? meaning : 'not_answered', seen);
  if (meaning !== 'final' && meaning !== 'not_found') return unknown(meaning, seen);
  return fields.code === BUSINESS_FAILURE
    ? definite(meaning, code, { call, seen })
    : unknown('unparsable', seen);
}

/** Both open the door to another payment, so they count only as what they are documented for. */
function definite(
  meaning: 'final' | 'not_found',
  code: string,
  { call, seen }: { readonly call: AlipayCall['call']; readonly seen: string },
): RailAnswer {
  if (meaning === 'final' && call === 'send') return finalCode(code);
  if (meaning === 'not_found' && call === 'query') return { outcome: 'not_found' };
  return unknown('unlisted_code', seen);
}

/**
 * The transfer as Alipay reports it. Amount and payee are ours: what Alipay states of them was
 * compared, and the rest is bound to the key, which it takes with one content only.
 */
function echoOf(
  { key, reference, money, payee }: RailOrder,
  said: Pick<RailTransfer, 'transferId' | 'status'>,
): RailTransfer {
  return { ...said, key, reference, money: money.toJson(), payee: { ...payee } };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whatever stands in a field, as a text for people. */
function said(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
