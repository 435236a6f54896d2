import * as fc from 'fast-check';
import { Money } from '@app/money';

import type { RailOrder } from '../payout-rail';
import { ALIPAY_ERRORS } from './alipay-errors';
import { classifyAlipay } from './classify-alipay';
import type { AlipayFields } from './classify-alipay';

const NOW = new Date('2026-11-23T10:00:00Z');
const ORDER: RailOrder = {
  key: 'pyo01h455vb4pex5vsknk084sn02q1',
  reference: 'pyo_01h455vb4pex5vsknk084sn02q',
  money: Money.of(19_900n, 'CNY'),
  payee: { route: 'account', kind: 'alipay', account: '2088123412341234', name: '林小满' },
  requestDigest: 'a'.repeat(64),
};
const TAKEN = {
  code: '10000',
  msg: 'Success',
  out_biz_no: ORDER.key,
  order_id: '20261123110070001506380000251556',
  status: 'SUCCESS',
};
const PAID = { ...TAKEN, trans_amount: '199.00', pay_date: '2026-11-23 17:59:58' };

const answerTo = (
  call: 'send' | 'query',
  fields: AlipayFields,
): ReturnType<typeof classifyAlipay> => classifyAlipay(ORDER, fields, { call, now: NOW });

/** A refusal as the gateway says it. */
const refused = (sub_code: string, code = '40004'): AlipayFields => ({ code, msg: 'No', sub_code });

describe('what a signed answer of Alipay means', () => {
  it('confirms what a query says was paid, with its amount and Shanghai time', () => {
    expect(answerTo('query', PAID)).toMatchObject({
      outcome: 'confirmed',
      transferId: TAKEN.order_id,
      settledAt: new Date('2026-11-23T09:59:58Z'),
    });
  });

  it.each(['199', '199.0', '199.000'])(
    'takes an amount that is written %s for the same',
    (text) => {
      expect(answerTo('query', { ...PAID, trans_amount: text }).outcome).toBe('confirmed');
    },
  );

  it('settles nothing by the answer to a transfer, which states no amount', () => {
    expect(answerTo('send', TAKEN)).toMatchObject({
      outcome: 'pending',
      transferId: TAKEN.order_id,
    });
  });

  it('leaves what is being dealt with pending', () => {
    expect(answerTo('query', { ...TAKEN, status: 'DEALING' }).outcome).toBe('pending');
  });

  it('reports what came back when it hears of it, with the reason', () => {
    const fields = { ...TAKEN, status: 'REFUND', error_code: 'PAYEE_ACCOUNT_STATUS_ERROR' };
    expect(answerTo('query', fields)).toMatchObject({
      outcome: 'returned',
      returnedAt: NOW,
      code: 'PAYEE_ACCOUNT_STATUS_ERROR',
    });
  });

  const codesOf = (meaning: string): string[] =>
    [...ALIPAY_ERRORS].flatMap(([code, entry]) => (entry.meaning === meaning ? [code] : []));

  it.each(codesOf('final'))('takes %s as final, of a transfer and of its end', (code) => {
    expect(answerTo('send', refused(code))).toMatchObject({ outcome: 'rejected', code });
    const failed = { ...TAKEN, status: 'FAIL', error_code: code };
    expect(answerTo('query', failed)).toMatchObject({ outcome: 'rejected', code });
  });

  it.each(codesOf('retry_later'))(
    'sends again later after %s, and learns nothing of a query',
    (code) => {
      expect(answerTo('send', refused(code))).toMatchObject({ reason: 'retry_later' });
      expect(answerTo('query', refused(code))).toMatchObject({ reason: 'not_answered' });
    },
  );

  it('believes that there is no such order only as the answer to a query', () => {
    expect(answerTo('query', refused('ORDER_NOT_EXIST'))).toEqual({ outcome: 'not_found' });
    expect(answerTo('send', refused('ORDER_NOT_EXIST'))).toMatchObject({ reason: 'unlisted_code' });
  });

  it.each<[string, 'send' | 'query', AlipayFields, string]>([
    ['a broken system', 'send', refused('SYSTEM_ERROR', '20000'), 'server_error'],
    ['an order under way', 'send', refused('TRANS_ORDER_DEALING'), 'server_error'],
    ['a bank that answered badly', 'query', refused('BANK_RESPONSE_ERROR'), 'server_error'],
    ['a code that is not listed', 'send', refused('NEW_2027'), 'unlisted_code'],
    ['a code named like a method', 'send', refused('constructor'), 'unlisted_code'],
    ['no code at all', 'send', { code: '40004' }, 'unlisted_code'],
    ['nothing', 'query', {}, 'unlisted_code'],
    ['another order under the key', 'send', refused('BIZ_UNIQUE_EXCEPTION'), 'key_conflict'],
    [
      'a signature that it refuses',
      'send',
      refused('isv.invalid-signature', '40002'),
      'not_authorised',
    ],
    ['a final code of the gateway', 'send', refused('PAYEE_NOT_EXIST', '40002'), 'unparsable'],
    ['a query met by a final code', 'query', refused('PAYEE_NOT_EXIST'), 'unlisted_code'],
    [
      'a final code for another key',
      'send',
      { ...refused('PAYEE_NOT_EXIST'), out_biz_no: 'x' },
      'echo_mismatch',
    ],
    ['another key', 'query', { ...PAID, out_biz_no: 'pyo2' }, 'echo_mismatch'],
    ['another amount', 'query', { ...PAID, trans_amount: '199.01' }, 'echo_mismatch'],
    ['an amount in other words', 'query', { ...PAID, trans_amount: '1.99e2' }, 'echo_mismatch'],
    ['another digest', 'query', { ...PAID, passback_params: 'b'.repeat(64) }, 'echo_mismatch'],
    ['no amount', 'query', { ...PAID, trans_amount: undefined }, 'unparsable'],
    ['an amount as a number', 'query', { ...PAID, trans_amount: 199 }, 'unparsable'],
    ['no time', 'query', { ...PAID, pay_date: undefined }, 'unparsable'],
    ['no real time', 'query', { ...PAID, pay_date: '2026-02-30 10:00:00' }, 'unparsable'],
    ['no key', 'query', { ...PAID, out_biz_no: undefined }, 'unparsable'],
    ['no number of its own', 'query', { ...PAID, order_id: '' }, 'unparsable'],
    ['a number with a zero byte', 'query', { ...PAID, order_id: 'a\u0000' }, 'unparsable'],
    ['a status that is not listed', 'query', { ...PAID, status: 'CLOSED' }, 'unlisted_code'],
    ['no status', 'query', { ...PAID, status: undefined }, 'unlisted_code'],
    [
      'paid and given back at once',
      'query',
      { ...PAID, sub_order_status: 'REFUNDED' },
      'unlisted_code',
    ],
    ['failed without a reason', 'query', { ...TAKEN, status: 'FAIL' }, 'unlisted_code'],
    [
      'failed for a reason that may pass',
      'query',
      { ...TAKEN, status: 'FAIL', error_code: 'BALANCE_IS_NOT_ENOUGH' },
      'unlisted_code',
    ],
  ])('does not know what to make of %s', (_what, call, fields, reason) => {
    expect(answerTo(call, fields)).toMatchObject({ outcome: 'unknown', reason });
  });

  it('never confirms and never throws on fields that are not the order', () => {
    const fields = fc.dictionary(
      fc.constantFrom('code', 'sub_code', 'status', 'out_biz_no', 'order_id', 'trans_amount'),
      fc.oneof(fc.string(), fc.constantFrom('10000', 'SUCCESS'), fc.integer(), fc.constant(null)),
    );
    const property = fc.property(
      fields,
      fc.constantFrom('send' as const, 'query' as const),
      (found, call) => {
        return answerTo(call, found).outcome === 'unknown';
      },
    );
    fc.assert(property, { numRuns: 2_000 });
  });
});
