import { DomainError } from '@app/kernel';
import fc from 'fast-check';

import { exponentOf, isCurrency } from './currency';
import { AMOUNT_MINOR_MAX, Money, sumOf } from './money';

const amounts = fc.bigInt({ min: -AMOUNT_MINOR_MAX / 2n, max: AMOUNT_MINOR_MAX / 2n });

/** The code of the error that an action ends in, or `none`. */
function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
  return 'none';
}

describe('a currency', () => {
  it.each([
    ['CNY', true, 2],
    ['JPY', true, 0],
    ['KWD', true, 3],
    ['cny', false, 2],
    ['RMB', false, 2],
    ['', false, 2],
    ['constructor', false, 2],
  ])(
    '%s is known: %s, and has %i digits after the point otherwise or not',
    (code, known, exponent) => {
      expect(isCurrency(code)).toBe(known);
      expect(exponentOf(code)).toBe(exponent);
    },
  );
});

describe('an amount of money', () => {
  it('adds and subtracts exactly, far above what a float can hold', () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        const [one, other] = [Money.of(a, 'CNY'), Money.of(b, 'CNY')];
        expect(one.plus(other).amountMinor).toBe(a + b);
        expect(one.plus(other).minus(other).equals(one)).toBe(true);
        expect(one.isGreaterThan(other)).toBe(a > b);
      }),
    );
  });

  it('travels through JSON unchanged', () => {
    fc.assert(
      fc.property(amounts, (amountMinor) => {
        const money = Money.of(amountMinor, 'EUR');
        const back = Money.fromJson(JSON.parse(JSON.stringify(money.toJson())));
        expect(back.equals(money)).toBe(true);
      }),
    );
  });

  it.each(['', ' 1', '1 ', '+1', '1.0', '1e3', '0x10', '007', '-', '１', '12345678901234567890'])(
    'does not take "%s" for digits of minor units',
    (amountMinor) => {
      expect(codeOf(() => Money.fromJson({ currency: 'CNY', amountMinor }))).toBe(
        'money.malformed_amount',
      );
    },
  );

  it.each([
    ['the largest amount', AMOUNT_MINOR_MAX, 'CNY', 'none'],
    ['its opposite', -AMOUNT_MINOR_MAX, 'CNY', 'none'],
    ['one more', AMOUNT_MINOR_MAX + 1n, 'CNY', 'money.out_of_range'],
    ['one less than its opposite', -AMOUNT_MINOR_MAX - 1n, 'CNY', 'money.out_of_range'],
    ['no currency of ISO 4217', 1n, 'YUAN', 'money.unknown_currency'],
  ])('has limits: %s', (_, amountMinor, currency, code) => {
    expect(codeOf(() => Money.of(amountMinor, currency))).toBe(code);
  });

  it('does not grow past its limit by adding', () => {
    const most = Money.of(AMOUNT_MINOR_MAX, 'CNY');
    expect(codeOf(() => most.plus(Money.of(1n, 'CNY')))).toBe('money.out_of_range');
  });

  it.each([
    ['plus', (a: Money, b: Money) => a.plus(b)],
    ['minus', (a: Money, b: Money) => a.minus(b)],
    ['isGreaterThan', (a: Money, b: Money) => a.isGreaterThan(b)],
  ])('of two currencies cannot be put together by %s', (_, combine) => {
    const code = codeOf(() => combine(Money.of(1n, 'CNY'), Money.of(1n, 'JPY')));
    expect(code).toBe('money.currency_mismatch');
  });

  it('equals only the same amount of the same currency', () => {
    expect(Money.of(1n, 'CNY').equals(Money.of(1n, 'CNY'))).toBe(true);
    expect(Money.of(1n, 'CNY').equals(Money.of(2n, 'CNY'))).toBe(false);
    expect(Money.of(1n, 'CNY').equals(Money.of(1n, 'JPY'))).toBe(false);
  });

  it.each([
    [-1n, false, false],
    [0n, true, false],
    [1n, false, true],
  ])('of %s is zero: %s, positive: %s', (amountMinor, zero, positive) => {
    expect(Money.of(amountMinor, 'CNY').isZero()).toBe(zero);
    expect(Money.of(amountMinor, 'CNY').isPositive()).toBe(positive);
  });

  it.each([
    [19900n, 'CNY', '199.00 CNY'],
    [5n, 'CNY', '0.05 CNY'],
    [-5n, 'CNY', '-0.05 CNY'],
    [0n, 'CNY', '0.00 CNY'],
    [1200n, 'JPY', '1200 JPY'],
    [1n, 'KWD', '0.001 KWD'],
  ])('of %s minor units of %s reads %s', (amountMinor, currency, text) => {
    expect(Money.of(amountMinor, currency).toString()).toBe(text);
  });
});

describe('a sum', () => {
  it('of nothing is zero of the asked currency', () => {
    expect(sumOf([], 'KWD').toJson()).toEqual({ currency: 'KWD', amountMinor: '0' });
  });

  it('adds up', () => {
    const three = [1n, 2n, -5n].map((amountMinor) => Money.of(amountMinor, 'CNY'));
    expect(sumOf(three, 'CNY').amountMinor).toBe(-2n);
  });

  it('refuses a part in another currency', () => {
    expect(codeOf(() => sumOf([Money.of(1n, 'JPY')], 'CNY'))).toBe('money.currency_mismatch');
  });
});
