import { DomainError } from '@app/kernel';
import fc from 'fast-check';

import { exponentOf } from './currency';
import { parseDecimal } from './decimal';
import { Money } from './money';

describe('an amount as bills write it', () => {
  it.each([
    ['12.30', 'CNY', 1230n],
    ['12.3', 'CNY', 1230n],
    ['12', 'CNY', 1200n],
    ['0.10', 'CNY', 10n],
    ['12.3000', 'CNY', 1230n],
    [' 12.30 ', 'CNY', 1230n],
    ['-12.30', 'CNY', -1230n],
    ['-0.00', 'CNY', 0n],
    ['007', 'CNY', 700n],
    ['1200', 'JPY', 1200n],
    ['1200.00', 'JPY', 1200n],
    ['1.234', 'KWD', 1234n],
    ['90071992547409.93', 'CNY', 9007199254740993n],
  ])('%s %s is %s minor units', (text, currency, amountMinor) => {
    expect(parseDecimal(text, currency).amountMinor).toBe(amountMinor);
  });

  it.each([
    ['12.345', 'CNY'],
    ['12.301', 'CNY'],
    ['0.5', 'JPY'],
    ['1,234.00', 'CNY'],
    ['¥12.30', 'CNY'],
    ['12.', 'CNY'],
    ['.5', 'CNY'],
    ['+1', 'CNY'],
    ['1e3', 'CNY'],
    ['--1', 'CNY'],
    ['NaN', 'CNY'],
    ['１２', 'CNY'],
    ['', 'CNY'],
    ['123456789012345678', 'CNY'],
  ])('refuses "%s" in %s and says what it saw', (text, currency) => {
    expect(() => parseDecimal(text, currency)).toThrow(
      expect.objectContaining({ code: 'money.malformed_amount', details: { saw: text } }),
    );
  });

  it('shows only the beginning of a long text', () => {
    expect(() => parseDecimal('9'.repeat(500), 'CNY')).toThrow(
      expect.objectContaining({ details: { saw: '9'.repeat(40) } }),
    );
  });

  it('refuses a currency that does not exist', () => {
    expect(() => parseDecimal('1.00', 'RMB')).toThrow(DomainError);
  });

  it('comes back from what people are shown, in any currency', () => {
    const currencies = fc.constantFrom('CNY', 'JPY', 'KWD', 'EUR', 'VND');
    fc.assert(
      fc.property(currencies, fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), (currency, n) => {
        fc.pre(n.toString().length - exponentOf(currency) <= 17);
        const shown = Money.of(n, currency).toString().replace(` ${currency}`, '');
        expect(parseDecimal(shown, currency).amountMinor).toBe(n);
      }),
    );
  });
});
