import { timingSafeEqual } from 'node:crypto';

import { DomainError } from '@app/kernel';
import type { Webhook } from 'standardwebhooks';

import type { RailHeaders, RailNotice, RailNoticeType } from './payout-rail';
import { asFields, parseJson, readTransfer } from './read-rail-body';

/** Standard Webhooks' own tolerance, for clocks that differ and for slow delivery. */
const TOLERANCE_SECONDS = 300;

/** While keys rotate, a rail signs with the old and the new one; more is an attempt to busy us. */
const SIGNATURES_MAX = 8;

const NOTICE_ID = /^[A-Za-z0-9_-]{1,128}$/;
const NOTICE_TYPES: readonly string[] = [
  'transfer.settled',
  'transfer.failed',
  'transfer.returned',
] satisfies readonly RailNoticeType[];

/**
 * Checks a Standard Webhooks delivery against the secrets in force (several while they rotate) and
 * reads it. The package's own `verify` is bound to the system clock, so only its signing is used.
 */
export function verifyNotice(
  delivery: { readonly headers: RailHeaders; readonly rawBody: Buffer },
  secrets: readonly Webhook[],
  now: Date,
): RailNotice {
  const { headers, rawBody } = delivery;
  const id = header(headers, 'webhook-id');
  if (!NOTICE_ID.test(id)) throw badSignature('webhook-id', id);
  const sentAt = readTimestamp(header(headers, 'webhook-timestamp'), now);
  const given = header(headers, 'webhook-signature').split(' ').slice(0, SIGNATURES_MAX);
  const isSigned = secrets.some((secret) => {
    const expected = secret.sign(id, sentAt, rawBody);
    return given.some((signature) => equalTexts(signature, expected));
  });
  if (!isSigned) throw badSignature('webhook-signature', 'no matching signature');
  return { id, sentAt, ...readNotice(rawBody.toString('utf8')) };
}

function readTimestamp(text: string, now: Date): Date {
  if (!/^\d{1,12}$/.test(text)) throw badSignature('webhook-timestamp', text);
  const sentAt = new Date(Number(text) * 1000);
  const ageSeconds = Math.round((now.getTime() - sentAt.getTime()) / 1000);
  if (Math.abs(ageSeconds) > TOLERANCE_SECONDS) {
    throw badSignature('webhook-timestamp', `${String(ageSeconds)} s old`);
  }
  return sentAt;
}

function readNotice(body: string): Pick<RailNotice, 'type' | 'transfer'> {
  const payload = asFields(parseJson(body));
  const type = payload?.type;
  const transfer = readTransfer(payload?.data);
  if (!isNoticeType(type))
    throw malformedNotice('type', typeof type === 'string' ? type : typeof type);
  if (transfer === undefined) throw malformedNotice('data', 'fields missing');
  return { type, transfer };
}

function isNoticeType(type: unknown): type is RailNoticeType {
  return typeof type === 'string' && NOTICE_TYPES.includes(type);
}

function header(headers: RailHeaders, name: string): string {
  const value = headers[name];
  // A header that came twice is nobody's signature.
  return typeof value === 'string' ? value : '';
}

function equalTexts(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** For a notice that the rail did not sign, or not now: `saw` is cut to 60 characters. */
export function badSignature(field: string, saw: string): DomainError {
  return new DomainError(
    'unauthenticated',
    'rail.bad_signature',
    {
      en: `This notice is not signed by the rail, or is too old (${field}). Sign it afresh and send it again.`,
      'zh-CN': `该通知未经通道正确签名，或已过期（${field}）。请重新签名后再发送。`,
    },
    { field, saw: saw.slice(0, 60) },
  );
}

/** For a notice that is signed, but not as agreed: `saw` is cut to 60 characters. */
export function malformedNotice(field: string, saw: string): DomainError {
  return new DomainError(
    'invalid',
    'rail.malformed_notice',
    {
      en: `The notice is signed, but "${field}" is not as agreed. Ask the rail what it means.`,
      'zh-CN': `通知签名正确，但字段“${field}”不符合约定。请向通道核实。`,
    },
    { field, saw: saw.slice(0, 60) },
  );
}
