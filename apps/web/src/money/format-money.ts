import type { Language } from '../language/language';
import { exponentOf } from './currency-exponent';

/** Money as the service sends it: digits of the smallest unit in a string, never a JSON number. */
export interface MoneyJson {
  readonly currency: string;
  readonly amountMinor: string;
}

/**
 * An amount with its currency code, written in the manner of a language: `CNY 1,234.50`. Exact for
 * any number of digits: the whole part goes through Intl as a bigint, and the digits after the
 * point are put in as they came.
 */
export function formatMoney({ currency, amountMinor }: MoneyJson, language: Language): string {
  const exponent = exponentOf(currency);
  const isNegative = amountMinor.startsWith('-');
  const digits = amountMinor.replace('-', '').padStart(exponent + 1, '0');
  const whole = BigInt(digits.slice(0, digits.length - exponent));
  const fraction = digits.slice(digits.length - exponent);
  const format = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'code',
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  });
  return format
    .formatToParts(isNegative ? negative(whole) : whole)
    .map(({ type, value }) => (type === 'fraction' ? fraction : value))
    .join('');
}

/** A bigint has no negative zero, but the whole part of -0.50 needs one to keep its sign. */
function negative(whole: bigint): bigint | number {
  return whole === 0n ? -0 : -whole;
}
