import { PACKS_FOLDER, PackLibrary } from '@app/programs';

import { choosePack } from './choose-pack';
import type { ClaimToCover, PackWish } from './choose-pack';

const WALLET = 'cn-wallet-theft-guarantee';
const FIRST = 'cn-pay-first-rule';
const SHOP = 'marketplace-30-day-money-back';
const BUYER = 'paypal-like-buyer-protection';
const DEPOSIT = 'cn-seller-deposit-pay-first';

const claimOn = (...payments: ClaimToCover['payments']): ClaimToCover => ({
  paidAt: new Date('2026-11-01T04:30:00Z'),
  filedAt: new Date('2026-11-20T02:00:00Z'),
  payments,
});
const YUAN = { currency: 'CNY', rail: 'balance' };
const DOLLARS = { currency: 'USD', rail: 'wallet' };
const chosen = (
  offered: readonly string[],
  wish: PackWish,
  claim: ClaimToCover = claimOn(YUAN),
): string => choosePack(PackLibrary.read(PACKS_FOLDER, offered), wish, claim).packId;
const wishFor = (lossType: string, packId: string | null = null): PackWish => ({
  lossType,
  packId,
});

describe('a claim falls under', () => {
  it('the one programme that is offered, whatever others are known', () => {
    expect(chosen([WALLET], wishFor('account_theft'))).toBe(WALLET);
  });

  it('the one that the claimant names', () => {
    expect(chosen([WALLET, DEPOSIT, SHOP], wishFor('not_received', DEPOSIT))).toBe(DEPOSIT);
  });

  it.each([
    ['by the kind of loss', [WALLET, FIRST], 'loss_not_proven_customer_fault', YUAN, FIRST],
    ['by the currency of the payment', [SHOP, DEPOSIT], 'not_received', YUAN, DEPOSIT],
    ['by the way it was paid', [BUYER, SHOP], 'not_received', { ...DOLLARS, rail: 'card' }, SHOP],
    ['and else the first that is offered', [SHOP, BUYER], 'not_received', DOLLARS, SHOP],
  ])('the one that fits, %s', (_, offered, lossType, payment, packId) => {
    expect(chosen(offered, wishFor(lossType), claimOn(payment))).toBe(packId);
  });

  it('one that reaches all payments rather than some', () => {
    const claim = claimOn(DOLLARS, { ...DOLLARS, rail: 'card' });
    expect(chosen([BUYER, SHOP], wishFor('not_received'), claim)).toBe(SHOP);
  });

  it('the first that knows the loss when none reaches the payment, and is told why', () => {
    expect(chosen([WALLET], wishFor('account_theft'), claimOn(DOLLARS))).toBe(WALLET);
  });
});

describe('a claim is refused', () => {
  it('for dates on which no programme that is offered was in force', () => {
    const early = { ...claimOn(YUAN), paidAt: new Date('2024-10-01T04:30:00Z') };
    expect(() => chosen(['gb-app-reimbursement'], wishFor('malicious_payee'), early)).toThrow(
      'No version of gb-app-reimbursement was in force for a payment of 2024-10-01T04:30:00.000Z',
    );
  });

  it('for a loss that only a programme covers which is not offered', () => {
    expect(() => chosen([WALLET], wishFor('not_received'))).toThrow(
      '"not_received" is not a kind of loss that this guarantee knows. It knows: account_theft, payment_code_theft, payee_qr_swapped.',
    );
  });

  it('under a programme that is not offered, naming those that are', () => {
    expect(() => chosen([WALLET, SHOP], wishFor('unauthorised', 'eu-psd2-73-74'))).toThrow(
      `The programme "eu-psd2-73-74" is not offered here. Choose one of: ${WALLET}, ${SHOP};`,
    );
  });

  it('under a programme that there is not', () => {
    expect(() => chosen([WALLET], wishFor('account_theft', 'gb-app'))).toThrow(
      'There is no programme "gb-app"',
    );
  });

  it('under one that did not apply yet when the money went', () => {
    const claim = { ...claimOn(YUAN), paidAt: new Date('2024-10-01T12:00:00Z') };
    const wish = wishFor('malicious_payee', 'gb-app-reimbursement');
    expect(() => chosen(['gb-app-reimbursement'], wish, claim)).toThrow('was in force');
  });
});
