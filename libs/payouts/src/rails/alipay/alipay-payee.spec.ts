import { Money } from '@app/money';

import type { RailPayee } from '../payout-rail';
import { alipayPayee, alipayRefusal } from './alipay-payee';

const ACCOUNT = { route: 'account', kind: 'alipay', name: '林小满' } as const;
const ORIGINAL = {
  route: 'original',
  channel: 'alipay',
  paymentSource: 'alipay',
  paymentSourceId: '2026',
} as const;
const USER_ID = '2088123412341234';

describe('whom Alipay pays', () => {
  it.each<[string, RailPayee, object]>([
    [
      'a user by number, with the name to compare',
      { ...ACCOUNT, account: USER_ID },
      { identity: USER_ID, identity_type: 'ALIPAY_USER_ID', name: '林小满' },
    ],
    [
      'a sign-in name that is a telephone number',
      { ...ACCOUNT, account: '13800138000' },
      { identity: '13800138000', identity_type: 'ALIPAY_LOGON_ID', name: '林小满' },
    ],
    [
      'a sign-in name that is an address',
      { ...ACCOUNT, account: 'lin@example.com' },
      { identity: 'lin@example.com', identity_type: 'ALIPAY_LOGON_ID', name: '林小满' },
    ],
    [
      'the payer of an Alipay payment, whose number the payment carries',
      { ...ORIGINAL, account: USER_ID },
      { identity: USER_ID, identity_type: 'ALIPAY_USER_ID' },
    ],
    [
      'the payer of an Alipay payment, without a name that has asterisks in it',
      { ...ORIGINAL, account: USER_ID, name: '**满' },
      { identity: USER_ID, identity_type: 'ALIPAY_USER_ID' },
    ],
  ])('is %s', (_what, payee, expected) => {
    expect(alipayPayee(payee)).toEqual(expected);
    expect(alipayRefusal({ money: Money.of(10n, 'CNY'), payee })).toBeNull();
  });

  it.each<[string, RailPayee]>([
    ['a payment that carries no account', ORIGINAL],
    ['a sign-in name without the name of its holder', { ...ORIGINAL, account: 'lin@example.com' }],
    [
      'a sign-in name with half the name of its holder',
      { ...ORIGINAL, account: '13800138000', name: '**满' },
    ],
    ['half a telephone number', { ...ACCOUNT, account: '138****8000' }],
    ['a number that is no user', { ...ACCOUNT, account: '2089123412341234' }],
    ['a payment of another channel', { ...ORIGINAL, channel: 'wechat', account: USER_ID }],
    ['an account of a bank', { ...ACCOUNT, kind: 'bank', account: USER_ID }],
  ])('is not %s', (_what, payee) => {
    expect(alipayRefusal({ money: Money.of(19_900n, 'CNY'), payee })).not.toBeNull();
  });

  it.each([
    [9n, 'CNY', false],
    [10n, 'CNY', true],
    [10_000_000_000n, 'CNY', true],
    [10_000_000_001n, 'CNY', false],
    [19_900n, 'USD', false],
  ])('gets %s minor units of %s: %s', (amountMinor, currency, isPaid) => {
    const payee = { ...ACCOUNT, account: USER_ID };
    const refusal = alipayRefusal({ money: Money.of(amountMinor, currency), payee });
    expect(refusal === null).toBe(isPaid);
  });
});
