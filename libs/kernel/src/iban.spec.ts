import fc from 'fast-check';

import { compactAccount, ibanLength, isIban, looksLikeIban } from './iban';

const EXAMPLES = [
  'DE89370400440532013000',
  'GB29NWBK60161331926819',
  'FR1420041010050500013M02606',
  'NO9386011117947',
  'MT84MALT011000012345MTLCAST001S',
];

describe('an account number', () => {
  it.each([
    ['de89 3704 0044 0532 0130 00', 'DE89370400440532013000'],
    ['6222 0202-0011.2233', '6222020200112233'],
  ])('is compact without its gaps: %s', (written, compact) => {
    expect(compactAccount(written)).toBe(compact);
  });

  it.each(EXAMPLES)('is an IBAN where its check digits are right: %s', (iban) => {
    expect([looksLikeIban(iban), isIban(iban)]).toEqual([true, true]);
  });

  it('is none with any one digit of it wrong', () => {
    const wrong = fc
      .record({
        iban: fc.constantFrom(...EXAMPLES),
        at: fc.nat(),
        digit: fc.integer({ min: 0, max: 9 }),
      })
      .map(({ iban, at, digit }) => {
        const places = [...iban].flatMap((letter, place) => (/\d/.test(letter) ? [place] : []));
        const place = places[at % places.length] ?? 0;
        return { iban, other: `${iban.slice(0, place)}${String(digit)}${iban.slice(place + 1)}` };
      })
      .filter(({ iban, other }) => iban !== other);
    fc.assert(
      fc.property(wrong, ({ other }) => {
        expect(isIban(other)).toBe(false);
      }),
    );
  });

  it.each([
    ['a domestic number', '6222020200112233', false],
    ['an IBAN that is too short', 'DE8937040044', true],
    ['an IBAN that is too long', `DE89${'0'.repeat(31)}`, true],
    ['letters where the check digits belong', 'DEAA370400440532013000', false],
    ['a foreign letter', 'DE8937040044053201300Ö', true],
  ])('is no IBAN as %s', (_what, account, looks) => {
    expect([looksLikeIban(account), isIban(account)]).toEqual([looks, false]);
  });

  it.each([
    ['shorter', 'DE22370400440532'],
    ['longer', 'NO30938601111794700'],
  ])(
    'is none where it is %s than those of its country, whatever its check digits',
    (_, account) => {
      const turned = `${account.slice(4)}${account.slice(0, 4)}`;
      const digits = turned.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
      expect(BigInt(digits) % 97n).toBe(1n);
      expect(isIban(account)).toBe(false);
    },
  );

  it('of a country that is not known is judged by its check digits alone', () => {
    expect(ibanLength('ZZ')).toBeUndefined();
    expect([isIban('ZZ39000000000000001'), isIban('ZZ40000000000000001')]).toEqual([true, false]);
  });
});
