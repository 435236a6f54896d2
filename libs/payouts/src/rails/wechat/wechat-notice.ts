import { createDecipheriv } from 'node:crypto';

import { payoutIdOfKey } from '../../domain/payout-order';
import type { RailHeaders, RailNotice, RailNoticeType } from '../payout-rail';
import { asFields, parseJson } from '../read-rail-body';
import { badSignature, malformedNotice } from '../verify-notice';

import { readBill, transferOf } from './read-bill';
import { signatureFault } from './v3-signature';
import type { WechatMerchant } from './v3-signature';

const NOTICE_ID = /^[A-Za-z0-9_-]{1,128}$/;
const TAG_BYTES = 16;

/** What a finished bill means; a notice of any other state is none that we know. */
const TYPES: ReadonlyMap<string, RailNoticeType> = new Map<string, RailNoticeType>([
  ['SUCCESS', 'transfer.settled'],
  ['FAIL', 'transfer.failed'],
  ['CANCELLED', 'transfer.failed'],
]);

/** What a notice is checked and decrypted with. */
export interface NoticeKeys {
  readonly merchant: Pick<WechatMerchant, 'platformKeyId' | 'platformKey'>;
  /** The APIv3 key: 32 bytes. */
  readonly apiV3Key: Buffer;
}

/**
 * Checks a notice of a merchant transfer (MCHTRANSFER.BILL.FINISHED) and decrypts it. WeChat Pay
 * also sends notices with a wrong signature on purpose, to see them refused; they are.
 */
export function verifyWechatNotice(
  delivery: { readonly headers: RailHeaders; readonly rawBody: Buffer },
  { merchant, apiV3Key }: NoticeKeys,
  now: Date,
): RailNotice {
  const { headers, rawBody } = delivery;
  const fault = signatureFault({ headers, body: rawBody }, merchant, now);
  if (fault !== null) throw badSignature('wechatpay-signature', fault);
  const { id, resource } = asFields(parseJson(rawBody.toString('utf8'))) ?? {};
  if (typeof id !== 'string' || !NOTICE_ID.test(id)) throw malformedNotice('id', typeof id);
  const bill = readBill('transfer', parseJson(decrypted(resource, apiV3Key)));
  if (bill === undefined) throw malformedNotice('resource', 'fields missing');
  const type = TYPES.get(bill.state);
  if (type === undefined) throw malformedNotice('state', bill.state);
  const sentAt = new Date(Number(headers['wechatpay-timestamp']) * 1000);
  // A number of somebody else's stays as it is: no payout will be found by it.
  const reference = payoutIdOfKey(bill.key) ?? bill.key;
  return { id, type, sentAt, transfer: transferOf(bill, reference) };
}

/** AES-256-GCM with the tag behind the ciphertext; refuses what our key does not open. */
function decrypted(resource: unknown, key: Buffer): string {
  const { ciphertext, nonce, associated_data: extra = '' } = asFields(resource) ?? {};
  if (typeof ciphertext !== 'string' || typeof nonce !== 'string' || typeof extra !== 'string') {
    throw malformedNotice('resource', 'fields missing');
  }
  const bytes = Buffer.from(ciphertext, 'base64');
  try {
    const opened = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce), {
      authTagLength: TAG_BYTES,
    });
    opened.setAAD(Buffer.from(extra));
    opened.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([opened.update(bytes.subarray(0, -TAG_BYTES)), opened.final()]).toString();
  } catch {
    throw malformedNotice('resource', 'our key does not open it');
  }
}
