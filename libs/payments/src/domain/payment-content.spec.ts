import { laneOfSeed } from '@app/kernel';
import { Money } from '@app/money';

import { aRecord } from '../../../../test/support/payment-records';
import type { PaymentRecord, PaymentStatus } from './importers';
import {
  contentHash,
  contradiction,
  laneOfKey,
  laneOfPayment,
  refundedMinorOf,
} from './payment-content';

const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');

describe('the content of a payment', () => {
  const record = aRecord({ settledAt: new Date('2026-03-01T09:00:00Z'), description: 'goods' });

  it.each<[string, Partial<PaymentRecord>]>([
    ['source', { source: 'other-bank' }],
    ['number', { sourceId: 'other' }],
    ['channel', { channel: 'bank' }],
    ['rail', { rail: 'balance' }],
    ['time', { paidAt: new Date('2026-03-01T08:00:00.001Z') }],
    ['time of settlement', { settledAt: new Date('2026-03-01T09:00:01Z') }],
    ['payer', { payer: { id: 'u_1002' } }],
    ['name of the payer', { payer: { id: 'u_1001', name: 'Somebody' } }],
    ['payee', { payee: {} }],
    ['amount', { money: cny(19_901n) }],
    ['currency', { money: Money.of(19_900n, 'JPY') }],
    ['status', { status: 'failed' }],
    ['refund', { refunded: cny(0n) }],
    ['description', { description: 'Goods' }],
  ])('is other content with another %s', (_what, wish) => {
    expect(contentHash({ ...record, ...wish })).not.toBe(contentHash(record));
  });

  it('is the same in another order of its fields', () => {
    const reversed = Object.fromEntries(Object.entries(record).reverse());
    expect(contentHash(reversed as unknown as PaymentRecord)).toBe(contentHash(record));
  });
});

describe('the lane of a payment', () => {
  it('is that of its payer, and that of its natural key does not depend on the payer', () => {
    const record = aRecord();
    expect(laneOfPayment(record)).toBe(laneOfSeed('u_1001'));
    expect(laneOfKey('a', 'b')).toBe(laneOfSeed('a\nb'));
    expect(laneOfKey('test-bank', 'p-1')).not.toBe(laneOfKey('test-bank', 'p-2'));
  });
});

describe('a payment that contradicts itself', () => {
  const [none, part, all] = [cny(0n), cny(1n), cny(19_900n)];

  it.each<[PaymentStatus, string, Money | undefined, boolean]>([
    ['settled', 'nothing refunded', undefined, true],
    ['settled', 'zero refunded', none, true],
    ['settled', 'a part refunded', part, false],
    ['settled', 'all refunded', all, false],
    ['failed', 'nothing refunded', undefined, true],
    ['failed', 'a part refunded', part, false],
    ['failed', 'all refunded', all, false],
    ['partly_refunded', 'nothing refunded', undefined, false],
    ['partly_refunded', 'zero refunded', none, false],
    ['partly_refunded', 'a part refunded', part, true],
    ['partly_refunded', 'all refunded', all, false],
    ['refunded', 'no amount', undefined, true],
    ['refunded', 'zero refunded', none, true],
    ['refunded', 'a part refunded', part, false],
    ['refunded', 'all refunded', all, true],
  ])('%s with %s (%s) is sound: %s', (status, _what, refunded, isSound) => {
    const record = aRecord({ status, ...(refunded === undefined ? {} : { refunded }) });
    expect(contradiction(record) === null).toBe(isSound);
  });

  it.each<[string, Partial<PaymentRecord>, string]>([
    ['over nothing', { money: none }, 'money'],
    ['over less than nothing', { money: cny(-1n) }, 'money'],
    ['with more refunded than paid', { status: 'refunded', refunded: cny(19_901n) }, 'refunded'],
    ['with less than nothing refunded', { refunded: cny(-1n) }, 'refunded'],
    ['refunded in another currency', { refunded: Money.of(1n, 'JPY') }, 'refunded'],
  ])('is refused %s, naming the field', (_what, wish, field) => {
    expect(contradiction(aRecord(wish))).toMatchObject({
      code: 'payment.contradiction',
      details: { field, saw: expect.any(String) as string },
    });
  });

  it.each<[PaymentStatus, Money | undefined, bigint]>([
    ['settled', undefined, 0n],
    ['partly_refunded', part, 1n],
    ['refunded', undefined, 19_900n],
    ['refunded', none, 19_900n],
  ])('%s with %s counts as refunded by %i', (status, refunded, minor) => {
    const record = aRecord({ status, ...(refunded === undefined ? {} : { refunded }) });
    expect(refundedMinorOf(record)).toBe(minor);
  });
});
