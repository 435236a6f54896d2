import { createHmac } from 'node:crypto';

/** What of a claim may turn up in another one, and is looked for across claims. */
export const LINK_KINDS = ['device', 'email', 'phone', 'payout_account'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** The country of a telephone number that names none: the service's own. */
const HOME_CODE = '86';
/** Mainland mobile numbers: eleven digits, written with or without the country. */
const HOME_MOBILE = /^1\d{10}$/;

/**
 * One form for all ways of writing the same thing, or null when nothing is left of it.
 *
 * - `email`: NFKC, lower case. Aliases (`name+shop@`) stay: what they mean is up to the provider.
 * - `phone`: digits with the country, as E.164 has them; without a country it is 86, and a leading
 *   zero (the trunk prefix) goes.
 * - `payout_account`: letters and digits in lower case; what people type between groups goes. The
 *   address of a wallet (with `@`) is another one with each other character.
 * - `device`: as the app or the browser says it; it is opaque.
 */
export function normalised(kind: LinkKind, text: string): string | null {
  const plain = text.normalize('NFKC').trim();
  const form = FORMS[kind](plain);
  return form === '' ? null : form;
}

const FORMS: Readonly<Record<LinkKind, (plain: string) => string>> = {
  device: (plain) => plain,
  email: (plain) => plain.toLowerCase(),
  phone: phoneOf,
  payout_account: (plain) =>
    plain.toLowerCase().replace(plain.includes('@') ? /\s/gu : /[^\p{L}\p{N}]/gu, ''),
};

function phoneOf(plain: string): string {
  const digits = plain.replace(/\D/g, '');
  if (plain.startsWith('+')) return digits;
  if (digits.startsWith('00')) return digits.slice(2);
  // The country in front of a mobile number, by somebody who left the plus out.
  if (digits.startsWith(HOME_CODE) && HOME_MOBILE.test(digits.slice(2))) return digits;
  const national = digits.replace(/^0/, '');
  return national === '' ? '' : `${HOME_CODE}${national}`;
}

/**
 * The key under which a text is found again in other claims without keeping it: HMAC-SHA-256 with
 * the installation's secret over kind and normal form, as 64 hex digits. Null for a text of which
 * nothing is left. Who does not have the secret cannot try out telephone numbers against the keys.
 */
export function linkKey(kind: LinkKind, text: string, secret: Buffer): string | null {
  const form = normalised(kind, text);
  if (form === null) return null;
  return createHmac('sha256', secret).update(`claim-link\n${kind}\n${form}`).digest('hex');
}
