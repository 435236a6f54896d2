import { exponentOf } from './currency-exponent';

const PLAIN = /^(\d{1,12})(?:\.(\d*))?$/;
const MINOR_UNITS = /^\d+$/;

/**
 * The minor units that somebody means by an amount such as `1,234.5`. What is no amount stays as it
 * was typed: nothing typed is lost, and the service says what is wrong with it.
 */
export function minorOfTyped(typed: string, currency: string): string {
  const exponent = exponentOf(currency);
  const [, whole, fraction = ''] = PLAIN.exec(typed.trim().replace(/[,，\s]/g, '')) ?? [];
  if (whole === undefined || fraction.length > exponent) return typed;
  const digits = `${whole}${fraction.padEnd(exponent, '0')}`;
  return digits.replace(/^0+(?=\d)/, '');
}

/** Minor units as somebody would type them: `1234.50`; anything else as it is. */
export function typedOfMinor(amountMinor: string, currency: string): string {
  const exponent = exponentOf(currency);
  if (!MINOR_UNITS.test(amountMinor)) return amountMinor;
  if (exponent === 0) return amountMinor;
  const digits = amountMinor.padStart(exponent + 1, '0');
  return `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
