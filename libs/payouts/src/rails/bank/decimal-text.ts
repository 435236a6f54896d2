import { exponentOf } from '@app/money';
import type { Money } from '@app/money';

/** A positive amount as ISO 20022 writes it: `199.00`, in yen `199`; `parseDecimal` reads it. */
export function decimalText({ amountMinor, currency }: Money): string {
  const exponent = exponentOf(currency);
  const digits = amountMinor.toString().padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  return exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`;
}
