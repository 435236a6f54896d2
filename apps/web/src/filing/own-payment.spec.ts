import { isClaimable, isMeantBy, readOwnPayments } from './own-payment';
import type { OwnPayment } from './own-payment';

const cny = (amountMinor: string): object => ({ currency: 'CNY', amountMinor });
const PAYMENT = {
  id: 'pmt_1',
  sourceId: '4200000542202603010000023839',
  paidAt: '2026-11-23T08:00:00.000Z',
  payee: { id: 'm_77', name: 'Shop 77' },
  description: '咖啡',
  money: cny('86000'),
  refunded: cny('1000'),
  claimed: cny('0'),
  status: 'settled',
};

function read(change: object = {}): OwnPayment {
  const page = readOwnPayments({ data: [{ ...PAYMENT, ...change }], next: null });
  return page!.items[0]!;
}

describe('a payment of one’s own', () => {
  it('says whom it paid, and how much of it can be claimed', () => {
    expect(read()).toMatchObject({
      payee: 'Shop 77 · 咖啡',
      left: cny('85000'),
      reference: '4200000542202603010000023839',
    });
    expect(isClaimable(read())).toBe(true);
    expect(read({ payee: { id: 'm_77' }, description: undefined }).payee).toBe('');
  });

  it.each([
    ['claimed already', { claimed: cny('85000') }],
    ['refunded', { refunded: cny('86000') }],
    ['failed', { status: 'failed' }],
  ])('that is %s cannot be claimed', (_what, change) => {
    expect(isClaimable(read(change))).toBe(false);
  });

  it.each(['', '860.00', 'shop', '咖啡 860', '23839', 'Nov 23'])('is found by %j', (words) => {
    expect(isMeantBy(read(), words, 'Mon, Nov 23, 2026')).toBe(true);
  });

  it('is found by its amount with a comma, too', () => {
    expect(isMeantBy(read({ money: cny('123450') }), '1,234.50', '')).toBe(true);
  });

  it.each(['861', 'bar', 'shop Dec'])('is not meant by %j', (words) => {
    expect(isMeantBy(read(), words, 'Mon, Nov 23, 2026')).toBe(false);
  });

  it.each([
    ['an amount that is a number', { money: 860 }],
    ['no word on refunds', { refunded: undefined }],
    ['a time that is none', { paidAt: 'yesterday' }],
    ['no number', { sourceId: 7 }],
  ])('is refused with %s', (_what, change) => {
    expect(readOwnPayments({ data: [{ ...PAYMENT, ...change }] })).toBeNull();
  });
});
