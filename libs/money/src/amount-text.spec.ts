import { amountText, amountTexts, withReadableAmounts, withUnbrokenAmounts } from './amount-text';
import { Money } from './money';

describe('an amount for people', () => {
  it.each([
    ['CNY', 19_900n, '199.00 元', '199.00 CNY'],
    ['CNY', 100n, '1.00 元', '1.00 CNY'],
    ['CNY', 123_456_789n, '1,234,567.89 元', '1,234,567.89 CNY'],
    ['GBP', 8_500_000n, '85,000.00 GBP', '85,000.00 GBP'],
    ['JPY', 1_234_567n, '1,234,567 JPY', '1,234,567 JPY'],
    ['KWD', 1_234_567n, '1,234.567 KWD', '1,234.567 KWD'],
  ])('%s %s reads "%s" in Chinese and "%s" in English', (currency, minor, zh, en) => {
    const money = Money.of(minor, currency);
    expect(amountText(money, 'zh-CN')).toBe(zh);
    expect(amountText(money, 'en')).toBe(en);
    expect(amountTexts(money)).toEqual({ en, 'zh-CN': zh });
  });

  it.each([
    ['今年已核定 1000000.00 CNY，剩余 0.00 CNY。', '今年已核定 1,000,000.00 元，剩余 0.00 元。'],
    ['At most 1,000,000.00 CNY a year.', 'At most 1,000,000.00 CNY a year.'],
    ['Until 2026-11-26 for 5BD', 'Until 2026-11-26 for 5BD'],
  ])('is made readable where it stands in a text: %s', (text, readable) => {
    expect(withReadableAmounts(text, /\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en')).toBe(readable);
  });

  it('stays on one line with its currency', () => {
    expect(withUnbrokenAmounts('199.00 元 and 5 GBP a day')).toBe(
      '199.00\u00a0元 and 5\u00a0GBP a day',
    );
  });
});
