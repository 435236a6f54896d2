import { createHmac, timingSafeEqual } from 'node:crypto';

import type { EvidenceVariant } from './evidence-state';

/** What a link opens, for whom, and until when. */
export interface EvidenceLink {
  readonly evidenceId: string;
  readonly variant: EvidenceVariant;
  readonly userId: string;
  readonly expiresAt: Date;
}

/** Long enough to open a file, too short to pass it on. */
export const LINK_LIFETIME_S = 300;
/** Stands before what is signed, so that no other keyed hash of the installation fits. */
const PURPOSE = 'ganpei evidence link 1';
const TOKEN = /^([\w-]{20,400})\.([\w-]{43})$/;

/**
 * The token of a link: what it opens, a random word that makes each link another one, and an
 * HMAC-SHA-256 over both. It needs no row and tells nothing but ids.
 */
export function signLink(link: EvidenceLink, nonce: Buffer, key: Buffer): string {
  const { evidenceId, variant, userId, expiresAt } = link;
  const expiryS = String(Math.floor(expiresAt.getTime() / 1_000));
  const words = [evidenceId, variant, userId, expiryS, nonce.toString('base64url')];
  const body = Buffer.from(words.join(' ')).toString('base64url');
  return `${body}.${signatureOf(body, key).toString('base64url')}`;
}

/** What a token opens at this time; null when it was changed, has expired or never was one. */
export function readLink(token: string, key: Buffer, now: Date): EvidenceLink | null {
  const body = signedBody(token, key);
  if (body === null) return null;
  const words = Buffer.from(body, 'base64url').toString().split(' ');
  const [evidenceId = '', variant = '', userId = '', expiryS = ''] = words;
  const expiresAt = new Date(Number(expiryS) * 1_000);
  return isVariant(variant) && now < expiresAt ? { evidenceId, variant, userId, expiresAt } : null;
}

/** The part of a token that was signed, if it was signed with this key. */
function signedBody(token: string, key: Buffer): string | null {
  const [, body, signature] = TOKEN.exec(token) ?? [];
  if (body === undefined || signature === undefined) return null;
  // The texts are compared, not the bits: four last characters of a base64 text mean the same bits.
  const given = Buffer.from(signature);
  const right = Buffer.from(signatureOf(body, key).toString('base64url'));
  return given.length === right.length && timingSafeEqual(given, right) ? body : null;
}

function isVariant(text: string): text is EvidenceVariant {
  return text === 'copy' || text === 'original';
}

function signatureOf(body: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(`${PURPOSE}\n${body}`).digest();
}
