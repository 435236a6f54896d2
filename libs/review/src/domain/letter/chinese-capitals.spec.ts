import fc from 'fast-check';

import { AMOUNT_MINOR_MAX, Money } from '@app/money';

import { chineseCapitals } from './chinese-capitals';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const UNITS: Readonly<Record<string, bigint>> = { 拾: 10n, 佰: 100n, 仟: 1_000n };

/** Reads capital numerals as a bank clerk does: to check that what is written is what was meant. */
function numberRead(text: string): bigint {
  for (const [name, step] of [
    ['亿', 100_000_000n],
    ['万', 10_000n],
  ] as const) {
    const at = text.lastIndexOf(name);
    if (at >= 0) return numberRead(text.slice(0, at)) * step + numberRead(text.slice(at + 1));
  }
  let sum = 0n;
  let digit = 0n;
  for (const character of text) {
    const unit = UNITS[character];
    if (unit === undefined) digit = BigInt(DIGITS.indexOf(character));
    else {
      sum += digit * unit;
      digit = 0n;
    }
  }
  return sum + digit;
}

function renminbiRead(text: string): bigint {
  const [, yuan = '', jiao, fen] =
    /^人民币(?:(.+?)元)?(?:整|零?(?:(.)角)?(?:(.)分)?)$/.exec(text) ?? [];
  const small = (digit: string | undefined): bigint =>
    BigInt(digit === undefined ? 0 : DIGITS.indexOf(digit));
  return numberRead(yuan) * 100n + small(jiao) * 10n + small(fen);
}

describe('an amount of renminbi in capital numerals', () => {
  // The examples of the rules for filling in bills (《支付结算办法》, annex 1, 5).
  it.each([
    [140_950n, '人民币壹仟肆佰零玖元伍角'],
    [600_714n, '人民币陆仟零柒元壹角肆分'],
    [168_032n, '人民币壹仟陆佰捌拾元零叁角贰分'],
    [10_700_053n, '人民币壹拾万柒仟元零伍角叁分'],
    [1_640_902n, '人民币壹万陆仟肆佰零玖元零贰分'],
    [32_504n, '人民币叁佰贰拾伍元零肆分'],
  ])('%s cents is %s, as the rules show it', (cents, words) => {
    expect(chineseCapitals(Money.of(cents, 'CNY'))).toBe(words);
  });

  it.each([
    ['nothing', 0n, '人民币零元整'],
    ['one cent', 1n, '人民币壹分'],
    ['ten cents', 10n, '人民币壹角'],
    ['eleven cents', 11n, '人民币壹角壹分'],
    ['one yuan', 100n, '人民币壹元整'],
    ['one yuan and a cent', 101n, '人民币壹元零壹分'],
    ['one yuan and ten cents', 110n, '人民币壹元壹角'],
    ['ten yuan', 1_000n, '人民币壹拾元整'],
    ['ten yuan and ten cents', 1_010n, '人民币壹拾元零壹角'],
    ['a hundred and one', 10_100n, '人民币壹佰零壹元整'],
    ['a hundred and ten', 11_000n, '人民币壹佰壹拾元整'],
    ['9,999.99', 999_999n, '人民币玖仟玖佰玖拾玖元玖角玖分'],
    ['ten thousand', 1_000_000n, '人民币壹万元整'],
    ['ten thousand and one', 1_000_100n, '人民币壹万零壹元整'],
    ['ten thousand and ten', 1_001_000n, '人民币壹万零壹拾元整'],
    ['eleven thousand', 1_100_000n, '人民币壹万壹仟元整'],
    ['100,001.00', 10_000_100n, '人民币壹拾万零壹元整'],
    ['100,000.05', 10_000_005n, '人民币壹拾万元零伍分'],
    ['a million', 100_000_000n, '人民币壹佰万元整'],
    ['1,010,100.00', 101_010_000n, '人民币壹佰零壹万零壹佰元整'],
    ['a hundred million', 10_000_000_000n, '人民币壹亿元整'],
    ['100,000,001.00', 10_000_000_100n, '人民币壹亿零壹元整'],
    ['100,010,000.00', 10_001_000_000n, '人民币壹亿零壹万元整'],
    ['110,000,000.00', 11_000_000_000n, '人民币壹亿壹仟万元整'],
    ['a million million', 100_000_000_000_000n, '人民币壹万亿元整'],
    [
      'the most that is booked',
      AMOUNT_MINOR_MAX,
      '人民币玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零柒分',
    ],
  ])('of %s', (_, cents, words) => {
    expect(chineseCapitals(Money.of(cents, 'CNY'))).toBe(words);
  });

  it('reads back as the amount that it was written for, and never has two zeros in a row', () => {
    const amounts = fc.oneof(
      fc.bigInt({ min: 0n, max: 20_000_000n }),
      fc.bigInt({ min: 0n, max: AMOUNT_MINOR_MAX }),
      // Mostly zeros: where the rules are hard.
      fc
        .array(fc.constantFrom('0', '0', '0', '7'), { minLength: 1, maxLength: 18 })
        .map((digits) => BigInt(digits.join(''))),
    );
    fc.assert(
      fc.property(amounts, (cents) => {
        const words = chineseCapitals(Money.of(cents, 'CNY'));
        expect(renminbiRead(words)).toBe(cents);
        expect(words).not.toMatch(/零零|零[万亿]|一|[0-9]/);
      }),
    );
  });
});

describe('an amount of another currency in capital numerals', () => {
  it.each([
    ['GBP', 8_490_000n, '英镑捌万肆仟玖佰整'],
    ['GBP', 8_490_050n, '英镑捌万肆仟玖佰点伍零'],
    ['USD', 5n, '美元零点零伍'],
    ['JPY', 12_000n, '日元壹万贰仟整'],
    ['KWD', 12_345n, '科威特第纳尔壹拾贰点叁肆伍'],
  ])('%s %s', (currency, minor, words) => {
    expect(chineseCapitals(Money.of(minor, currency))).toBe(words);
  });
});
