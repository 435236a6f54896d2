import { DomainError } from '@app/kernel';

import { exponentOf } from './currency';
import { Money } from './money';

const DECIMAL = /^(-?)(\d{1,17})(?:\.(\d+))?$/;

/**
 * Reads an amount in major units as bills write it (`12.30` yuan) by string arithmetic alone, so
 * that no cent is ever rounded by a float. Refuses more digits than the currency has, unless they
 * are zeros.
 */
export function parseDecimal(text: string, currency: string): Money {
  const parts = DECIMAL.exec(text.trim());
  const exponent = exponentOf(currency);
  const fraction = parts?.[3] ?? '';
  const surplus = fraction.slice(exponent);
  if (parts === null || /[1-9]/.test(surplus)) {
    throw new DomainError(
      'invalid',
      'money.malformed_amount',
      {
        en: `"${text.slice(0, 40)}" is not an amount in ${currency} with at most ${String(exponent)} decimals.`,
        'zh-CN': `“${text.slice(0, 40)}”不是合法的 ${currency} 金额（最多 ${String(exponent)} 位小数）。`,
      },
      { saw: text.slice(0, 40) },
    );
  }
  const digits = `${parts[2] ?? ''}${fraction.slice(0, exponent).padEnd(exponent, '0')}`;
  return Money.of(BigInt(`${parts[1] ?? ''}${digits}`), currency);
}
