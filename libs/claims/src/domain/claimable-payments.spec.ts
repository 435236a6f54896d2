import { DomainError } from '@app/kernel';
import { Money } from '@app/money';
import type { PaymentEntity } from '@app/payments';

import { requireClaimable } from './claimable-payments';
import type { RequestedLine } from './claimable-payments';

const PARTY = 'u_1001';

function payment(id: string, wish: Partial<PaymentEntity> = {}): PaymentEntity {
  return {
    id,
    payerId: PARTY,
    currency: 'CNY',
    status: 'settled',
    amountMinor: 19_900n,
    ...wish,
  } as PaymentEntity;
}

const line = (paymentId: string, amountMinor = 19_900n, currency = 'CNY'): RequestedLine => ({
  paymentId,
  money: Money.of(amountMinor, currency),
});

interface Refused {
  readonly code: string;
  readonly kind: string;
  readonly field: string;
}

function refusal(lines: RequestedLine[], payments: (PaymentEntity | null)[]): Refused | null {
  try {
    requireClaimable(lines, payments, PARTY);
    return null;
  } catch (error) {
    const { code, kind, details, text } = error as DomainError;
    expect(error).toBeInstanceOf(DomainError);
    expect(text['zh-CN']).not.toBe('');
    return { code, kind, field: details.field ?? '' };
  }
}

describe('the payments that a claim names', () => {
  it('may be one or several of the claimant’s own, in the order asked for', () => {
    const both = [payment('pmt_a'), payment('pmt_b', { status: 'partly_refunded' })];
    expect(requireClaimable([line('pmt_a'), line('pmt_b', 1n)], both, PARTY)).toEqual(both);
  });

  it.each<[string, RequestedLine[], (PaymentEntity | null)[], Refused]>([
    [
      'must exist',
      [line('pmt_a')],
      [null],
      { code: 'claim.payment_not_found', kind: 'not_found', field: 'lines[0].paymentId' },
    ],
    [
      'must be the claimant’s own, and a stranger’s looks like none',
      [line('pmt_a'), line('pmt_b')],
      [payment('pmt_a'), payment('pmt_b', { payerId: 'u_1002' })],
      { code: 'claim.payment_not_found', kind: 'not_found', field: 'lines[1].paymentId' },
    ],
    [
      'must not say more of a stranger’s payment than that it is not there',
      [line('pmt_a', 1n, 'USD')],
      [payment('pmt_a', { payerId: 'u_1002', status: 'failed' })],
      { code: 'claim.payment_not_found', kind: 'not_found', field: 'lines[0].paymentId' },
    ],
    [
      'must be named once',
      [line('pmt_a', 100n), line('pmt_a', 100n)],
      [payment('pmt_a'), payment('pmt_a')],
      { code: 'claim.payment_twice', kind: 'unprocessable', field: 'lines[1].paymentId' },
    ],
    [
      'must not have failed',
      [line('pmt_a')],
      [payment('pmt_a', { status: 'failed' })],
      { code: 'claim.payment_not_settled', kind: 'conflict', field: 'lines[0].paymentId' },
    ],
    [
      'must not be refunded in full',
      [line('pmt_a')],
      [payment('pmt_a', { status: 'refunded' })],
      { code: 'claim.payment_not_settled', kind: 'conflict', field: 'lines[0].paymentId' },
    ],
    [
      'must be claimed in their own currency',
      [line('pmt_a', 100n, 'USD')],
      [payment('pmt_a')],
      { code: 'claim.wrong_currency', kind: 'unprocessable', field: 'lines[0].money' },
    ],
    [
      'must all be of one currency',
      [line('pmt_a'), line('pmt_b', 100n, 'USD')],
      [payment('pmt_a'), payment('pmt_b', { currency: 'USD' })],
      { code: 'claim.wrong_currency', kind: 'unprocessable', field: 'lines[1].money' },
    ],
    [
      'must be claimed for more than nothing',
      [line('pmt_a', 0n)],
      [payment('pmt_a')],
      { code: 'claim.wrong_currency', kind: 'unprocessable', field: 'lines[0].money' },
    ],
    [
      'must not be claimed for less than nothing',
      [line('pmt_a', -1n)],
      [payment('pmt_a')],
      { code: 'claim.wrong_currency', kind: 'unprocessable', field: 'lines[0].money' },
    ],
  ])('%s', (_rule, lines, payments, expected) => {
    expect(refusal(lines, payments)).toEqual(expected);
  });
});
