import type { Pack } from '@app/programs';

import {
  accountNumber,
  bankNumber,
  coolingOffEndsAt,
  endingOf,
  openid,
  requireOwnAccountAllowed,
} from './payout-method';
import { endOf } from './testing/refusals';

describe('an account number', () => {
  it.each([
    ['6222 0202 0011 2233 445', '6222020200112233445'],
    ['GB33-BUKB-2020-1555-5555-55', 'GB33BUKB20201555555555'],
    ['６２２２０２０２', '62220202'],
    ['lin@example.com', 'lin@example.com'],
    ['  400123  ', '400123'],
    ['5119.3141.5911.3648', '5119314159113648'],
    ['5119314159113648.', '5119314159113648'],
    ['a_b-c.d+e@wallet.example', 'a_b-c.d+e@wallet.example'],
  ])('is read as people type it: %s', (typed, number) => {
    expect(accountNumber(typed)).toBe(number);
  });

  it.each([
    ...['12345', '', '6222;DROP', '六二二二零二零二', '1'.repeat(65), '6222/0202'],
    ...[
      '6222_0202',
      '6222+0202',
      'a@b@c.example',
      '@wallet.example',
      `${'a'.repeat(60)}@b.example`,
    ],
  ])('is not "%s"', (typed) => {
    expect(endOf(() => accountNumber(typed))).toBe('payee.number_malformed');
  });

  it.each([
    ['6222020200112233445', '3445'],
    ['GB33BUKB20201555555555', '5555'],
    ['12345678', '678'],
    ['123456', '56'],
  ])('is shown by its end, and never by half of it: %s', (number, ending) => {
    expect(endingOf(number)).toBe(ending);
    expect(ending.length).toBeLessThan(number.length / 2);
  });
});

describe('a bank account', () => {
  it.each([
    ['gb33 bukb 2020 1555 5555 55', 'GB33BUKB20201555555555'],
    ['GB33BUKB20201555555555', 'GB33BUKB20201555555555'],
    ['6222 0202 0011 2233 445', '6222020200112233445'],
    ['a1234567', 'a1234567'],
  ])('is an IBAN in capitals, or the number of its bank: %s', (typed, number) => {
    expect(bankNumber(typed)).toBe(number);
  });

  it.each([
    ['a wrong digit', 'GB33 BUKB 2020 1555 5555 56', /check digits/],
    ['two digits in each other’s place', 'GB33 BUKB 2020 5155 5555 55', /check digits/],
    ['a digit too few', 'GB33 BUKB 2020 1555 5555 5', /has 22 characters, and this one has 21/],
    ['a digit too many', 'GB33 BUKB 2020 1555 5555 555', /has 22 characters, and this one has 23/],
  ])('is no IBAN with %s', (_what, typed, why) => {
    expect(() => bankNumber(typed)).toThrow(
      expect.objectContaining({
        code: 'payee.iban_malformed',
        details: { field: 'account.number' },
        text: { en: expect.stringMatching(why), 'zh-CN': expect.stringMatching(/IBAN/) },
      }),
    );
  });
});

describe('a WeChat account', () => {
  it('is an openid, in which every character counts', () => {
    expect(openid(' oUpF8uMuAJO_M2pxb1Q9zNjWeS6o ')).toBe('oUpF8uMuAJO_M2pxb1Q9zNjWeS6o');
    expect(openid('o-pF8uMuAJO-M2pxb1Q9-_jWeS6o')).toBe('o-pF8uMuAJO-M2pxb1Q9-_jWeS6o');
  });

  it.each(['lin_xiaoman', '13800000000', '', 'oUpF8uMuAJO M2pxb1Q9zNj', 'o'.repeat(65)])(
    'is not "%s"',
    (given) => {
      expect(endOf(() => openid(given))).toBe('payee.openid_malformed');
    },
  );
});

describe('an account of the claimant', () => {
  const pack = (payout: Pack['payout']): Pack =>
    ({ payout, name: { en: 'A guarantee', 'zh-CN': '保障' } }) as Pack;

  it.each<[Pack['payout'], string]>([
    [{ route: 'original', else: 'same_name_only' }, 'fine'],
    [{ route: 'claimant_account', else: null }, 'fine'],
    [{ route: 'claimant_account', else: 'same_name_only' }, 'fine'],
    [{ route: 'original', else: null }, 'payee.not_allowed'],
  ])('under %j: %s', (payout, end) => {
    expect(endOf(() => requireOwnAccountAllowed(pack(payout)))).toBe(end);
  });

  it('waits a day after it was named', () => {
    const named = new Date('2026-11-01T10:00:00Z');
    expect(coolingOffEndsAt(named)).toEqual(new Date('2026-11-02T10:00:00Z'));
  });
});
