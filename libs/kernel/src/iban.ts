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

/** Whether a compact account number is an IBAN whose check digits are right (ISO 7064, 97-10). */
export function isIban(account: string): boolean {
  if (!IBAN.test(account)) return false;
  const turned = `${account.slice(4)}${account.slice(0, 4)}`;
  const digits = turned.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(digits) % 97n === 1n;
}
