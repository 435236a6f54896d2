import type { RailTransfer } from '../payout-rail';
import { asFields, readInstant } from '../read-rail-body';

import type { WechatBillKind } from './transfer-request';

/**
 * A transfer as WeChat Pay tells it, from an answer or a notice. The answer to a send tells only
 * its numbers, its state and when it was made. Texts as they came: they are compared, not used.
 */
export interface WechatBill {
  readonly kind: WechatBillKind;
  /** Our key. */
  readonly key: string;
  /** WeChat Pay's own number. */
  readonly transferId: string;
  readonly state: string;
  readonly mchid?: string;
  readonly appid?: string;
  readonly amountMinor?: string;
  /** The openid, or the transaction whose payer is paid. */
  readonly payee?: string;
  readonly createdAt?: Date;
  readonly changedAt?: Date;
  readonly failReason?: string;
  /** What the payee's app opens the page of confirmation with. */
  readonly packageInfo?: string;
}

/** A bill in the words of the port. WeChat Pay pays in CNY alone. */
export function transferOf(bill: WechatBill, reference: string): RailTransfer {
  const { transferId, key, kind, state, amountMinor = '', payee = '' } = bill;
  return {
    transferId,
    key,
    reference,
    money: { currency: 'CNY', amountMinor },
    payee: { [kind === 'transfer' ? 'openid' : 'transaction']: payee },
    status: state,
    ...(bill.failReason === undefined ? {} : { code: bill.failReason }),
    ...(bill.changedAt === undefined ? {} : { settledAt: bill.changedAt }),
  };
}

/** Numbers of WeChat Pay, which we keep: no database stores a NUL in a text. */
const LABEL = /^[\x21-\x7e]{1,128}$/;

type Fields = NonNullable<ReturnType<typeof asFields>>;

/** The names of the same facts in the two kinds of bill. */
const NAMES = {
  transfer: {
    transferId: ['transfer_bill_no'],
    mchid: ['mch_id', 'mchid'],
    amount: ['transfer_amount'],
    createdAt: ['create_time'],
    changedAt: ['update_time'],
  },
  compensate: {
    transferId: ['bill_id'],
    mchid: ['sp_mchid'],
    amount: ['amount'],
    createdAt: ['accept_time'],
    changedAt: ['success_time'],
  },
} as const;

/** Reads a bill out of parsed JSON; `undefined` without its numbers and its state. */
export function readBill(kind: WechatBillKind, value: unknown): WechatBill | undefined {
  const fields = asFields(value);
  if (fields === undefined) return undefined;
  const names = NAMES[kind];
  const text = textsOf(fields);
  const key = text(['out_bill_no']);
  const transferId = text(names.transferId);
  const state = text(['state']);
  if (key === undefined || transferId === undefined || state === undefined) return undefined;
  if (!LABEL.test(transferId)) return undefined;
  return {
    kind,
    key,
    transferId,
    state,
    ...defined({
      mchid: text(names.mchid),
      appid: text(['appid']),
      amountMinor: wholeNumber(fields, names.amount),
      payee: kind === 'transfer' ? text(['openid']) : transactionOf(fields),
      createdAt: readInstant(text(names.createdAt)),
      changedAt: readInstant(text(names.changedAt)),
      failReason: text(['fail_reason']) ?? closeReason(fields),
      packageInfo: text(['package_info']),
    }),
  };
}

function textsOf(fields: Fields): (names: readonly string[]) => string | undefined {
  return (names) => {
    const found = names.map((name) => fields[name]).find((value) => typeof value === 'string');
    return found === '' ? undefined : found;
  };
}

/** JSON has no integers: a number beyond 2^53 has been rounded already, and is nobody's amount. */
function wholeNumber(fields: Fields, names: readonly string[]): string | undefined {
  const [value] = names.map((name) => fields[name]);
  return Number.isSafeInteger(value) ? String(value) : undefined;
}

/** `receiver_detail.receiver.transaction_info`; the receiver also comes without its wrapping. */
function transactionOf(fields: Fields): string | undefined {
  const detail = asFields(fields.receiver_detail);
  const receiver = asFields(detail?.receiver) ?? detail ?? asFields(fields.receiver);
  const id = asFields(receiver?.transaction_info)?.transaction_id;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** Why a compensation was closed; mostly prose. */
function closeReason(fields: Fields): string | undefined {
  const reason = asFields(fields.close_info)?.close_reason;
  return typeof reason === 'string' ? reason : undefined;
}

type Defined<Shape> = { [Name in keyof Shape]?: Exclude<Shape[Name], undefined> };

/** Without the fields that are not there. */
function defined<Shape extends object>(shape: Shape): Defined<Shape> {
  const there = Object.entries(shape).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as Defined<Shape>;
}
