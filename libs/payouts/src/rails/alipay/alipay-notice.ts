import { parseDecimal } from '@app/money';
import type { MoneyJson } from '@app/money';
import type { AlipaySdk } from 'alipay-sdk';

import { payoutIdOfKey } from '../../domain/payout-order';
import { readShanghaiTime } from '../../domain/shanghai-time';
import type { RailNotice, RailNoticeType } from '../payout-rail';
import { asFields, parseJson } from '../read-rail-body';
import { badSignature, malformedNotice } from '../verify-notice';

const NOTICE_ID = /^[A-Za-z0-9_-]{1,128}$/;

const TYPES: ReadonlyMap<string, RailNoticeType> = new Map<string, RailNoticeType>([
  ['SUCCESS', 'transfer.settled'],
  ['FAIL', 'transfer.failed'],
  ['REFUND', 'transfer.returned'],
]);

type Form = Readonly<Record<string, string>>;

/**
 * Checks a message of Alipay (`alipay.fund.trans.order.changed`, form encoded) and reads it. Alipay
 * repeats a message for a day, as it was: its age proves nothing, its id is applied once, and all
 * that it does is make us ask. A message about somebody else's order names no payout.
 */
export function verifyAlipayNotice(rawBody: Buffer, sdk: AlipaySdk, now: Date): RailNotice {
  const form = readForm(rawBody);
  requireSignature(form, sdk);
  if (form.app_id !== sdk.config.appId) throw badSignature('app_id', form.app_id ?? '');
  const id = form.notify_id ?? '';
  if (!NOTICE_ID.test(id)) throw malformedNotice('notify_id', id);
  return { id, sentAt: sentAtOf(form) ?? now, ...readContent(form.biz_content ?? '') };
}

function readContent(text: string): Pick<RailNotice, 'type' | 'transfer'> {
  const content = asFields(parseJson(text)) ?? {};
  const { out_biz_no: key, order_id: transferId, trans_amount: amount } = content;
  const status = typeof content.status === 'string' ? content.status : typeof content.status;
  const type = TYPES.get(status);
  if (type === undefined) throw malformedNotice('biz_content.status', status);
  if (typeof key !== 'string') throw malformedNotice('biz_content.out_biz_no', typeof key);
  return {
    type,
    transfer: {
      transferId: typeof transferId === 'string' ? transferId : '',
      key,
      reference: payoutIdOfKey(key) ?? '',
      money: moneyOf(amount),
      payee: {},
      status,
    },
  };
}

function readForm(rawBody: Buffer): Form {
  const fields = [...new URLSearchParams(rawBody.toString('utf8'))];
  const form = Object.fromEntries(fields);
  // A field that stands twice is signed once and read the other time.
  if (Object.keys(form).length !== fields.length) throw badSignature('body', 'repeated field');
  return form;
}

/** The message itself names how it is signed, so only the way that we agreed on counts. */
function requireSignature(form: Form, sdk: AlipaySdk): void {
  if (form.sign_type !== 'RSA2') throw badSignature('sign_type', form.sign_type ?? '');
  if (!/^utf-?8$/i.test(form.charset ?? '')) throw badSignature('charset', form.charset ?? '');
  if (!sdk.checkNotifySignV2(form)) throw badSignature('sign', 'no matching signature');
}

function sentAtOf(form: Form): Date | null {
  const atMs = Number(form.utc_timestamp);
  if (Number.isSafeInteger(atMs) && atMs > 0) return new Date(atMs);
  return readShanghaiTime(form.notify_time ?? '');
}

/** What the message says of the amount; nobody acts on it. */
function moneyOf(stated: unknown): MoneyJson {
  try {
    return parseDecimal(typeof stated === 'string' ? stated : '', 'CNY').toJson();
  } catch {
    return { currency: 'CNY', amountMinor: '' };
  }
}
