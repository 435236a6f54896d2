import { createHmac, timingSafeEqual } from 'node:crypto';

import { isId } from '@app/kernel';

/** Stands before what is signed, so that no other keyed hash of the installation fits. */
const PURPOSE = 'ganpei inbound mail link 1';
const TOKEN = /^([0-7][0-9a-hjkmnp-tv-z]{25})\.([\w-]{22})$/;
const SIGNATURE_BYTES = 16;

/**
 * The word in the link by which somebody who wrote to us goes on with their claim. It needs no row:
 * whoever has the answer that we sent them has the link.
 */
export function signMailToken(inboundMailId: string, key: Buffer): string {
  const id = inboundMailId.slice('iml_'.length);
  return `${id}.${signatureOf(id, key)}`;
}

/** The id of the mail that a token was made for; null for every other text. */
export function readMailToken(token: string, key: Buffer): string | null {
  const [, id = '', signature = ''] = TOKEN.exec(token) ?? [];
  const inboundMailId = `iml_${id}`;
  if (!isId(inboundMailId, 'iml')) return null;
  const right = Buffer.from(signatureOf(id, key));
  return timingSafeEqual(Buffer.from(signature), right) ? inboundMailId : null;
}

function signatureOf(id: string, key: Buffer): string {
  const hash = createHmac('sha256', key).update(`${PURPOSE}\n${id}`).digest();
  return hash.subarray(0, SIGNATURE_BYTES).toString('base64url');
}

/** As long as drafts are kept. */
const LINK_DAYS = 30;

/** When the link to a mail that came at a time leads nowhere any more. */
export function linkEndsAt(receivedAt: Date): Date {
  return new Date(receivedAt.getTime() + LINK_DAYS * 24 * 3_600_000);
}

/** Whether the link to a mail that came at a time can still be gone on with. */
export function isLinkGood(receivedAt: Date | null, now: Date): boolean {
  return receivedAt !== null && now < linkEndsAt(receivedAt);
}
