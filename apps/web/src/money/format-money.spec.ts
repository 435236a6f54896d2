import fc from 'fast-check';

import { LANGUAGES } from '../language/language';
import { exponentOf } from './currency-exponent';
import { formatMoney } from './format-money';

/** Intl puts a no-break space between code and amount; tests are easier to read without. */
function shown(amountMinor: string, currency: string): string {
  return formatMoney({ amountMinor, currency }, 'en').replaceAll('\u00a0', ' ');
}

describe('an amount of money on the page', () => {
  it.each([
    ['19900', 'CNY', 'CNY 199.00'],
    ['123456789', 'CNY', 'CNY 1,234,567.89'],
    ['0', 'CNY', 'CNY 0.00'],
    ['5', 'CNY', 'CNY 0.05'],
    ['-5', 'CNY', '-CNY 0.05'],
    ['-19901', 'CNY', '-CNY 199.01'],
    ['1200', 'JPY', 'JPY 1,200'],
    ['0', 'JPY', 'JPY 0'],
    ['-7', 'JPY', '-JPY 7'],
    ['1234', 'KWD', 'KWD 1.234'],
    ['7', 'KWD', 'KWD 0.007'],
    ['1234', 'IQD', 'IQD 1.234'],
    ['12345', 'CLF', 'CLF 1.2345'],
    ['900719925474099301', 'CNY', 'CNY 9,007,199,254,740,993.01'],
    ['9223372036854775807', 'CNY', 'CNY 92,233,720,368,547,758.07'],
    ['123456789012345678901234567890', 'KWD', 'KWD 123,456,789,012,345,678,901,234,567.890'],
    ['99999999999999999999', 'JPY', 'JPY 99,999,999,999,999,999,999'],
  ])('of %s minor units of %s reads %s', (amountMinor, currency, text) => {
    expect(shown(amountMinor, currency)).toBe(text);
  });

  it('loses no digit and no sign, however many there are', () => {
    const currencies = fc.constantFrom('CNY', 'JPY', 'KWD', 'CLF', 'IQD');
    const amounts = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n });
    fc.assert(
      fc.property(
        amounts,
        currencies,
        fc.constantFrom(...LANGUAGES),
        (amount, currency, language) => {
          const text = formatMoney({ amountMinor: amount.toString(), currency }, language);
          expect(BigInt(text.replace(/[^\d-]/g, ''))).toBe(amount);
          expect(text.includes('-')).toBe(amount < 0n);
          const fraction = text.split('.')[1] ?? '';
          expect(fraction).toHaveLength(exponentOf(currency));
        },
      ),
    );
  });
});
