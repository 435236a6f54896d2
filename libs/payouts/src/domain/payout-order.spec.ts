import fc from 'fast-check';

import { newId } from '@app/kernel';
import { Money } from '@app/money';

import { railKey, railOrder } from './payout-order';

const ID = 'pyo_01kaj5vb4pex5vsknk084sn02q';
const PAYEE = { route: 'original', paymentSource: 'bank', paymentSourceId: 't-1' } as const;
const MONEY = Money.of(19_900n, 'CNY');
const digest = railOrder(ID, MONEY, PAYEE).requestDigest;

describe('the order of a payout', () => {
  it('has a key of 1 to 32 letters and digits, which every rail takes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 63 }), (lane) => {
        expect(railKey(newId('pyo', lane))).toMatch(/^[A-Za-z0-9]{1,32}$/);
      }),
    );
  });

  it('has one key for ever, and no other payout has it', () => {
    expect(railKey(ID)).toBe(railOrder(ID, Money.of(1n, 'USD'), PAYEE).key);
    const ids = Array.from({ length: 500 }, () => newId('pyo', 7));
    expect(new Set(ids.map(railKey)).size).toBe(500);
  });

  it('names the payout as its reference', () => {
    expect(railOrder(ID, MONEY, PAYEE)).toMatchObject({
      reference: ID,
      money: MONEY,
      payee: PAYEE,
    });
  });

  it('has the same digest for the same order, however its payee was stored', () => {
    const { paymentSourceId, paymentSource, route } = PAYEE;
    expect(railOrder(ID, MONEY, { paymentSourceId, paymentSource, route }).requestDigest).toBe(
      digest,
    );
  });

  it.each([
    ['amount', railOrder(ID, Money.of(19_901n, 'CNY'), PAYEE)],
    ['currency', railOrder(ID, Money.of(19_900n, 'USD'), PAYEE)],
    ['payment', railOrder(ID, MONEY, { ...PAYEE, paymentSourceId: 't-2' })],
    ['source', railOrder(ID, MONEY, { ...PAYEE, paymentSource: 'other' })],
    ['account', railOrder(ID, MONEY, { ...PAYEE, account: '1' })],
    ['payout', railOrder('pyo_01kaj5vb4pex5vsknk084sn02r', MONEY, PAYEE)],
  ])('has another digest with another %s', (_what, order) => {
    expect(order.requestDigest).not.toBe(digest);
  });
});
