import { createHmac, timingSafeEqual } from 'node:crypto';

import { isId } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

/** What a link in a mail opens. */
export interface LetterLink {
  readonly decisionId: string;
  readonly locale: keyof Bilingual;
}

/** As long as a claimant's link may open something without their being asked who they are. */
const LIFETIME_DAYS = 30;
const DAY_S = 24 * 3_600;
/** Stands before what is signed, so that no other keyed hash of the installation fits. */
const PURPOSE = 'ganpei letter link 1';
const TOKEN = /^(dec_[0-9a-z]{26})\.(zh-CN|en)\.(\d{1,12})\.([\w-]{43})$/;

/**
 * The token by which whoever has the mail opens the letter that it speaks of, for 30 days from
 * `sentAt`. The mail tells the decision already; the token tells no more than ids.
 */
export function signLetterLink(
  { decisionId, locale }: LetterLink,
  sentAt: Date,
  key: Buffer,
): string {
  const expiryS = Math.floor(sentAt.getTime() / 1_000) + LIFETIME_DAYS * DAY_S;
  const body = `${decisionId}.${locale}.${String(expiryS)}`;
  return `${body}.${signatureOf(body, key)}`;
}

/** What a token opens at this time; null when it was changed, has expired or never was one. */
export function readLetterLink(token: string, key: Buffer, now: Date): LetterLink | null {
  const parts = TOKEN.exec(token);
  if (parts === null || !isSigned(token, key)) return null;
  const [, decisionId = '', locale, expiryS] = parts;
  if (now.getTime() >= Number(expiryS) * 1_000 || !isId(decisionId, 'dec')) return null;
  return { decisionId, locale: locale === 'en' ? 'en' : 'zh-CN' };
}

function isSigned(token: string, key: Buffer): boolean {
  const end = token.lastIndexOf('.');
  const given = Buffer.from(token.slice(end + 1));
  const right = Buffer.from(signatureOf(token.slice(0, end), key));
  return given.length === right.length && timingSafeEqual(given, right);
}

function signatureOf(body: string, key: Buffer): string {
  return createHmac('sha256', key).update(`${PURPOSE}\n${body}`).digest('base64url');
}
