import { Money } from '@app/money';

import { englishWords } from './english-words';

describe('an amount in English words', () => {
  it.each([
    ['CNY', 0n, 'zero and 00/100 CNY'],
    ['CNY', 5n, 'zero and 05/100 CNY'],
    ['CNY', 19_950n, 'one hundred ninety-nine and 50/100 CNY'],
    ['CNY', 1_300n, 'thirteen and 00/100 CNY'],
    ['CNY', 2_000n, 'twenty and 00/100 CNY'],
    ['CNY', 10_000_100n, 'one hundred thousand one and 00/100 CNY'],
    ['GBP', 8_500_000n, 'eighty-five thousand and 00/100 GBP'],
    ['EUR', 100_000_000_000n, 'one billion and 00/100 EUR'],
    ['JPY', 1_200n, 'one thousand two hundred JPY'],
    ['KWD', 12_345n, 'twelve and 345/1000 KWD'],
    ['USD', -101n, 'minus one and 01/100 USD'],
  ])('%s %s is "%s"', (currency, minor, words) => {
    expect(englishWords(Money.of(minor, currency))).toBe(words);
  });

  it('goes on to the most that can be booked', () => {
    expect(englishWords(Money.of(9_223_372_036_854_775_807n, 'JPY'))).toMatch(
      /^nine thousand two hundred twenty-three quadrillion .* eight hundred seven JPY$/,
    );
  });
});
