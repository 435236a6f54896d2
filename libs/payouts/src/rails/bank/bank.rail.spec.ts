import { SystemClock } from '@app/kernel';
import { Money } from '@app/money';
import type { UnitOfWork } from '@app/platform';

import { TEST_BANK } from '../../../../../test/support/bank-steps';
import type { RailPayee } from '../payout-rail';
import { BankFileRail } from './bank.rail';

const ACCOUNT = {
  ...{ route: 'account', kind: 'bank', account: '6222 0202 0011 2233', name: '林小满' },
  bank: '工商银行',
} as const satisfies RailPayee;
const BACK = {
  ...{ route: 'original', channel: 'bank', paymentSource: 'a-bank', paymentSourceId: '1' },
} as const satisfies RailPayee;
const YUAN = Money.of(100n, 'CNY');

/** What the rail says of an order needs no database. */
const rail = new BankFileRail(TEST_BANK, {} as UnitOfWork, new SystemClock());
const refusal = (payee: RailPayee, money = YUAN): string | null =>
  rail.refusal({ money, payee })?.en ?? null;

describe('the bank file rail', () => {
  it.each<[string, RailPayee]>([
    ['a domestic number at a bank', ACCOUNT],
    ['an IBAN, whatever its bank', { ...ACCOUNT, account: 'gb29 NWBK 6016 1331 9268 19' }],
    ['a name of 140 characters', { ...ACCOUNT, name: '林'.repeat(140) }],
  ])('carries an order to %s', (_what, payee) => {
    expect(refusal(payee)).toBeNull();
  });

  it.each<[string, RailPayee, RegExp]>([
    ['the way the payment came', BACK, /accounts that claimants have named/],
    ['a wallet', { ...ACCOUNT, kind: 'wallet' }, /accounts that claimants have named/],
    ['an IBAN with a wrong digit', { ...ACCOUNT, account: 'GB28NWBK60161331926819' }, /no IBAN/],
    ['a number of 35 digits', { ...ACCOUNT, account: '6'.repeat(35) }, /no IBAN/],
    ['a number with other letters', { ...ACCOUNT, account: '6222<01>' }, /no IBAN/],
    ['nobody', { ...ACCOUNT, name: ' ' }, /names the holder/],
    ['a name of 141 characters', { ...ACCOUNT, name: 'L'.repeat(141) }, /names the holder/],
    ['a name with a control character', { ...ACCOUNT, name: 'Li\u0000n' }, /names the holder/],
    ['a name with half a character', { ...ACCOUNT, name: 'Li\ud83d' }, /names the holder/],
    ['a domestic number without its bank', { ...ACCOUNT, bank: '' }, /name of its bank/],
  ])('refuses an order to %s, and repeats nothing of it', (_what, payee, reason) => {
    const said = refusal(payee);
    expect(said).toMatch(reason);
    expect(said).not.toContain(payee.route === 'account' ? payee.account : payee.paymentSource);
  });

  it('refuses another currency than those of the account, and what has too many digits', () => {
    expect(refusal(ACCOUNT, Money.of(1n, 'USD'))).toMatch(/pays CNY, EUR, not USD/);
    expect(refusal(ACCOUNT, Money.of(10n ** 18n, 'CNY'))).toMatch(/more digits/);
    expect(refusal(ACCOUNT, Money.of(10n ** 18n - 1n, 'CNY'))).toBeNull();
  });

  it('takes no notices: a bank sends none', () => {
    expect(() => rail.verifyWebhook()).toThrow(
      expect.objectContaining({ code: 'rail.bad_signature' }),
    );
  });
});
