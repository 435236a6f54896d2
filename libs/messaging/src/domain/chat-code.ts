import { createHmac, timingSafeEqual } from 'node:crypto';

import { isId } from '@app/kernel';

/** Stands before what is signed, so that no other keyed hash of the installation fits. */
const PURPOSE = 'ganpei chat code 1';
/** Long enough to change to the chat and paste it, too short to pass it on. */
export const CHAT_CODE_LIFETIME_S = 3_600;
const SIGNATURE_CHARS = 20;
/** It may stand among words: people write what they like before it. */
const CODE = /(?<![\w.-])([0-7][0-9a-hjkmnp-tv-z]{25})\.([0-9a-z]{6,9})\.([0-9a-f]{20})(?![\w-])/;

/** The code by which a chat is joined to a claim: whoever is signed in to the claim gets it. */
export function signChatCode(claimId: string, expiresAt: Date, key: Buffer): string {
  const id = claimId.slice('clm_'.length);
  const expiry = Math.floor(expiresAt.getTime() / 1_000).toString(36);
  return `${id}.${expiry}.${signatureOf(`${id}.${expiry}`, key)}`;
}

/** The id of the claim whose code stands in a text; null without one, or when it has expired. */
export function readChatCode(text: string, key: Buffer, now: Date): string | null {
  const [, id = '', expiry = '', signature = ''] = CODE.exec(text) ?? [];
  const claimId = `clm_${id}`;
  if (!isId(claimId, 'clm')) return null;
  const right = Buffer.from(signatureOf(`${id}.${expiry}`, key));
  const isSigned = timingSafeEqual(Buffer.from(signature), right);
  return isSigned && now.getTime() < Number.parseInt(expiry, 36) * 1_000 ? claimId : null;
}

function signatureOf(text: string, key: Buffer): string {
  const hash = createHmac('sha256', key).update(`${PURPOSE}\n${text}`).digest('hex');
  return hash.slice(0, SIGNATURE_CHARS);
}
