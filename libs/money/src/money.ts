import { DomainError } from '@app/kernel';

import { exponentOf, isCurrency } from './currency';

/** Money as it travels: digits in a string, because a JSON number rounds above 2^53. */
export interface MoneyJson {
  readonly currency: string;
  readonly amountMinor: string;
}

/** PostgreSQL's `bigint` ends here; a larger amount is a typing error or an attack. */
export const AMOUNT_MINOR_MAX = 9_223_372_036_854_775_807n;

const MINOR_UNITS = /^-?(0|[1-9]\d{0,18})$/;

/** An exact amount in minor units of one currency. Immutable; may be negative inside a sum. */
export class Money {
  private constructor(
    readonly amountMinor: bigint,
    readonly currency: string,
  ) {}

  static of(amountMinor: bigint, currency: string): Money {
    if (!isCurrency(currency)) {
      throw new DomainError(
        'invalid',
        'money.unknown_currency',
        {
          en: `"${currency}" is not a currency code of ISO 4217, such as CNY or EUR.`,
          'zh-CN': `“${currency}”不是 ISO 4217 货币代码（例如 CNY、EUR）。`,
        },
        { saw: currency },
      );
    }
    if (amountMinor > AMOUNT_MINOR_MAX || amountMinor < -AMOUNT_MINOR_MAX) {
      throw new DomainError('invalid', 'money.out_of_range', {
        en: 'The amount is larger than any amount we can book.',
        'zh-CN': '金额超出可记账的最大值。',
      });
    }
    return new Money(amountMinor, currency);
  }

  static zero(currency: string): Money {
    return Money.of(0n, currency);
  }

  /** Reads what `toJson` wrote. Anything but digits is refused: `BigInt('')` would be zero. */
  static fromJson(json: MoneyJson): Money {
    if (!MINOR_UNITS.test(json.amountMinor)) {
      throw new DomainError(
        'invalid',
        'money.malformed_amount',
        {
          en: `"${json.amountMinor.slice(0, 40)}" is not an amount in minor units: send digits only, such as "19900".`,
          'zh-CN': `“${json.amountMinor.slice(0, 40)}”不是以最小货币单位表示的金额：只能填写数字，例如 "19900"。`,
        },
        { field: 'amountMinor', saw: json.amountMinor.slice(0, 40) },
      );
    }
    return Money.of(BigInt(json.amountMinor), json.currency);
  }

  toJson(): MoneyJson {
    return { currency: this.currency, amountMinor: this.amountMinor.toString() };
  }

  plus(other: Money): Money {
    return Money.of(this.amountMinor + this.sameCurrency(other).amountMinor, this.currency);
  }

  minus(other: Money): Money {
    return Money.of(this.amountMinor - this.sameCurrency(other).amountMinor, this.currency);
  }

  isZero(): boolean {
    return this.amountMinor === 0n;
  }

  isPositive(): boolean {
    return this.amountMinor > 0n;
  }

  equals(other: Money): boolean {
    return this.currency === other.currency && this.amountMinor === other.amountMinor;
  }

  isGreaterThan(other: Money): boolean {
    return this.amountMinor > this.sameCurrency(other).amountMinor;
  }

  /** For people: `199.00 CNY`. Never parse it back. */
  toString(): string {
    const exponent = exponentOf(this.currency);
    const sign = this.amountMinor < 0n ? '-' : '';
    const digits = (this.amountMinor < 0n ? -this.amountMinor : this.amountMinor)
      .toString()
      .padStart(exponent + 1, '0');
    const whole = digits.slice(0, digits.length - exponent);
    const fraction = digits.slice(digits.length - exponent);
    return `${sign}${whole}${exponent === 0 ? '' : `.${fraction}`} ${this.currency}`;
  }

  private sameCurrency(other: Money): Money {
    if (other.currency !== this.currency) {
      throw new DomainError('unprocessable', 'money.currency_mismatch', {
        en: `Amounts in ${this.currency} and ${other.currency} cannot be put together.`,
        'zh-CN': `${this.currency} 与 ${other.currency} 的金额不能合并计算。`,
      });
    }
    return other;
  }
}

/** Sums amounts of one currency; the sum of nothing is zero of that currency. */
export function sumOf(amounts: readonly Money[], currency: string): Money {
  return amounts.reduce((sum, amount) => sum.plus(amount), Money.zero(currency));
}
