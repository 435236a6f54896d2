import { IBAN_LENGTHS } from './iban-lengths';

/** Country, two check digits, and at most thirty characters of the country's own (ISO 13616). */
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/** What stands between the characters of an account number on paper. */
const GAPS = /[\s.-]/g;

/** An account number as machines write it: without gaps, in capitals. */
export function compactAccount(account: string): string {
  return account.replace(GAPS, '').toUpperCase();
}

/** Whether somebody meant to write an IBAN, right or wrong. `account` is compact. */
export function looksLikeIban(account: string): boolean {
  return /^[A-Z]{2}\d{2}/.test(account);
}

/** How long the IBANs of the country of an account are; undefined where we know of none. */
export function ibanLength(account: string): number | undefined {
  return IBAN_LENGTHS.get(account.slice(0, 2));
}

/**
 * Whether a compact account number is an IBAN: as long as those of its country are, with check
 * digits that are right (ISO 7064, 97-10). Of a country that we do not know these decide alone.
 */
export function isIban(account: string): boolean {
  if (!IBAN.test(account)) return false;
  const length = ibanLength(account);
  if (length !== undefined && account.length !== length) return false;
  const turned = `${account.slice(4)}${account.slice(0, 4)}`;
  const digits = turned.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(digits) % 97n === 1n;
}
