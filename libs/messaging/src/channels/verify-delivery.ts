import { timingSafeEqual } from 'node:crypto';

import type { Webhook } from 'standardwebhooks';

import { DomainError } from '@app/kernel';

/** A request as it came, with its bytes as they were signed. */
export interface SignedDelivery {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly rawBody: Buffer;
}

/** Standard Webhooks' own tolerance, for clocks that differ and for slow delivery. */
const TOLERANCE_S = 300;
/** While keys rotate two signatures come; more is an attempt to busy us. */
const SIGNATURES_MAX = 4;
const DELIVERY_ID = /^[\w.-]{1,128}$/;

/**
 * Refuses a delivery that is not signed as Standard Webhooks asks, or is older than five minutes:
 * `channel.bad_signature`. The package's own check is bound to the clock of the system.
 */
export function verifyDelivery(
  { headers, rawBody }: SignedDelivery,
  webhook: Webhook,
  now: Date,
): void {
  const id = header(headers, 'webhook-id');
  const seconds = header(headers, 'webhook-timestamp');
  if (!DELIVERY_ID.test(id)) throw badSignature('webhook-id');
  if (!/^\d{1,12}$/.test(seconds)) throw badSignature('webhook-timestamp');
  const sentAt = new Date(Number(seconds) * 1_000);
  if (Math.abs(now.getTime() - sentAt.getTime()) > TOLERANCE_S * 1_000) {
    throw badSignature('webhook-timestamp');
  }
  const right = Buffer.from(webhook.sign(id, sentAt, rawBody.toString('utf8')));
  const given = header(headers, 'webhook-signature').split(' ').slice(0, SIGNATURES_MAX);
  const isSigned = given.some((signature) => isSame(Buffer.from(signature), right));
  if (!isSigned) throw badSignature('webhook-signature');
}

/** A header that came twice is nobody's signature. */
function header(headers: SignedDelivery['headers'], name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}

function isSame(given: Buffer, right: Buffer): boolean {
  return given.length === right.length && timingSafeEqual(given, right);
}

function badSignature(field: string): DomainError {
  return new DomainError(
    'unauthenticated',
    'channel.bad_signature',
    {
      en: `This message is not signed with the secret of the channel, or is too old (${field}). Sign it afresh and send it again.`,
      'zh-CN': `该消息未用渠道密钥正确签名，或已过期（${field}），请重新签名后再发送。`,
    },
    { field },
  );
}
