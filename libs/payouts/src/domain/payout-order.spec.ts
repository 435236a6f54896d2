import fc from 'fast-check';

import { HOUSE_LANE, laneOfSeed, newId } from '@app/kernel';
import { Money } from '@app/money';

import type { RailPayee } from '../rails/payout-rail';
import { payoutIdOfKey, railKey, railOrder } from './payout-order';

const ID = 'pyo_0123456789abcdefghjkmnpqr';
const MONEY = Money.of(19_900n, 'CNY');
const PAYEE: RailPayee = {
  route: 'original',
  channel: 'wechat',
  paymentSource: 'wechat-trade-bill',
  paymentSourceId: '4200000001',
};

describe('the key of a payout', () => {
  it('is made of the id alone: 1 to 32 letters and digits', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const id = newId('pyo', laneOfSeed(seed));
        expect(railKey(id)).toMatch(/^[A-Za-z0-9]{1,32}$/);
        expect(railKey(id)).toBe(railKey(id));
      }),
    );
  });

  it('is another one for every payout', () => {
    const ids = Array.from({ length: 1_000 }, () => newId('pyo', HOUSE_LANE));
    expect(new Set(ids.map(railKey)).size).toBe(1_000);
  });

  it('leads back to the payout, and a number of somebody else to none', () => {
    const id = newId('pyo', HOUSE_LANE);
    expect(payoutIdOfKey(railKey(id))).toBe(id);
    for (const key of ['', id, `x${railKey(id)}`, railKey(id).slice(1), 'pyo1', '201806300001']) {
      expect(payoutIdOfKey(key)).toBeNull();
    }
  });
});

describe('the order of a payout', () => {
  it('says what is paid to whom, under the key of the payout', () => {
    const { requestDigest, ...rest } = railOrder(ID, MONEY, PAYEE);
    expect(rest).toEqual({ key: railKey(ID), reference: ID, money: MONEY, payee: PAYEE });
    expect(requestDigest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has the same digest for ever, in whatever order the facts come back from the database', () => {
    const { paymentSourceId, paymentSource, channel, route } = PAYEE;
    const turned = { paymentSourceId, paymentSource, channel, route };
    expect(railOrder(ID, MONEY, turned).requestDigest).toBe(
      '4d38d8574f2acfc33fa188f72f2b3c6f8c2416c206951af56d6305e2a669d41d',
    );
  });

  it.each([
    ['the payout', railOrder(`${ID.slice(0, -1)}s`, MONEY, PAYEE)],
    ['the amount', railOrder(ID, Money.of(19_901n, 'CNY'), PAYEE)],
    ['the currency', railOrder(ID, Money.of(19_900n, 'USD'), PAYEE)],
    ['the source of the payment', railOrder(ID, MONEY, { ...PAYEE, paymentSource: 'bank' })],
    ['the payment', railOrder(ID, MONEY, { ...PAYEE, paymentSourceId: '4200000002' })],
    ['the account', railOrder(ID, MONEY, { ...PAYEE, account: '6222' })],
    ['the name', railOrder(ID, MONEY, { ...PAYEE, name: 'A claimant' })],
  ])('has another digest for another one of: %s', (_what, other) => {
    expect(other.requestDigest).not.toBe(railOrder(ID, MONEY, PAYEE).requestDigest);
  });

  it('shares its digest with no other amount or payment', () => {
    const orders = fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.string());
    const digestOf = ([amountMinor, paymentSourceId]: [bigint, string]): string =>
      railOrder(ID, Money.of(amountMinor, 'CNY'), { ...PAYEE, paymentSourceId }).requestDigest;
    fc.assert(
      fc.property(orders, orders, (one, other) => {
        const isSame = one[0] === other[0] && one[1] === other[1];
        expect(digestOf(one) === digestOf(other)).toBe(isSame);
      }),
    );
  });
});
