import * as fc from 'fast-check';

import type { RailAnswer, RailOrder, UnknownReason } from '../payout-rail';

import { classifyBill } from './classify-bill';
import { COMPENSATION, MERCHANT, NOW, OPENID, TRANSFER } from './testing/wechat-terms';
import { WECHAT_CALL_ERRORS, WECHAT_FAILURES } from './wechat-rail-errors';

const APPID = 'wx8888888888888888';

const BILL = {
  mch_id: MERCHANT.mchid,
  appid: APPID,
  out_bill_no: TRANSFER.key,
  transfer_bill_no: '1330000071100999991182020050700019480001',
  state: 'SUCCESS',
  transfer_amount: 19_900,
  openid: OPENID,
  create_time: '2026-11-26T11:59:00+08:00',
  update_time: '2026-11-26T12:00:00.500+08:00',
};

const COMPENSATED = {
  sp_mchid: MERCHANT.mchid,
  receiver_detail: {
    receiver: { transaction_info: { transaction_id: '4200000020000011112222333344' } },
  },
  out_bill_no: COMPENSATION.key,
  bill_id: '1330000071100999991182020050700019480002',
  state: 'SUCCESS',
  amount: 19_900,
  accept_time: '2026-11-26T11:59:00+08:00',
  success_time: '2026-11-26T12:00:00+08:00',
};

function answerTo(
  call: 'send' | 'query',
  body: unknown,
  more: { status?: number; order?: RailOrder; signatureFault?: string } = {},
): RailAnswer {
  const { status = 200, order = TRANSFER, signatureFault = null } = more;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return classifyBill(
    order,
    { call, status, headers: {}, body: text },
    { mchid: MERCHANT.mchid, appid: APPID, now: NOW, signatureFault },
  );
}

describe('an answer of WeChat Pay', () => {
  it('confirms a transfer that succeeded and echoes the order', () => {
    expect(answerTo('query', BILL)).toMatchObject({
      outcome: 'confirmed',
      transferId: BILL.transfer_bill_no,
      settledAt: new Date('2026-11-26T04:00:00.500Z'),
      echo: { reference: TRANSFER.reference, payee: { openid: OPENID } },
    });
  });

  it('confirms a compensation by the transaction, whether the receiver is wrapped or not', () => {
    const { receiver } = COMPENSATED.receiver_detail;
    for (const body of [COMPENSATED, { ...COMPENSATED, receiver_detail: receiver }]) {
      expect(answerTo('query', body, { order: COMPENSATION })).toMatchObject({
        outcome: 'confirmed',
        settledAt: new Date('2026-11-26T04:00:00Z'),
      });
    }
  });

  it.each(['ACCEPTED', 'PROCESSING', 'TRANSFERING', 'CANCELING'])('leaves %s pending', (state) => {
    const answer = answerTo('query', { ...BILL, state });
    expect(answer).toMatchObject({ outcome: 'pending', echo: { status: state } });
    expect(answer).not.toHaveProperty('awaitsPayee');
  });

  it('waits for the payee until a day after the transfer was made', () => {
    const body = { ...BILL, state: 'WAIT_USER_CONFIRM', package_info: 'affffddafdfafddffda==' };
    expect(answerTo('send', body)).toMatchObject({
      outcome: 'pending',
      awaitsPayee: {
        until: new Date('2026-11-27T03:59:00Z'),
        confirmWith: 'affffddafdfafddffda==',
      },
    });
  });

  it.each(['FAIL', 'CANCELLED', 'CLOSED'])('takes %s as the end, for a query only', (state) => {
    const text = WECHAT_FAILURES.get(state)?.text;
    const body = { ...BILL, state };
    expect(answerTo('query', body)).toEqual({ outcome: 'rejected', code: state, text });
    expect(answerTo('send', body)).toMatchObject({ outcome: 'pending' });
  });

  const reasons = [...WECHAT_FAILURES.keys()];
  it.each(reasons)('tells the reason %s of a failure', (reason) => {
    const text = WECHAT_FAILURES.get(reason)?.text;
    const body = { ...BILL, state: 'FAIL', fail_reason: reason };
    expect(answerTo('query', body)).toEqual({ outcome: 'rejected', code: reason, text });
  });

  it.each(['NEW_2027', 'constructor', '__proto__', ''])('tells no reason "%s"', (reason) => {
    const body = { ...BILL, state: 'FAIL', fail_reason: reason };
    expect(answerTo('query', body)).toMatchObject({ outcome: 'rejected', code: 'FAIL' });
  });

  it('knows of no error of a call that would be final', () => {
    const meanings = [...WECHAT_CALL_ERRORS.values()].map(({ meaning }) => meaning);
    expect(meanings).not.toContain('final');
  });

  it('asks for an order again that has been waiting for our balance for ten minutes', () => {
    const since = (at: string) =>
      answerTo('query', { ...BILL, state: 'PROCESSING', create_time: at });
    expect(since('2026-11-26T11:49:59+08:00')).toMatchObject({ reason: 'retry_later' });
    expect(since('2026-11-26T11:50:00+08:00')).toMatchObject({ outcome: 'pending' });
  });

  it('believes "not found" as the answer to a query alone', () => {
    const body = { code: 'NOT_FOUND', message: '记录不存在' };
    expect(answerTo('query', body, { status: 404 })).toEqual({ outcome: 'not_found' });
  });

  type Doubt = readonly [string, 'send' | 'query', number, unknown, UnknownReason];
  const doubts: readonly Doubt[] = [
    ['a 500 with a bill', 'query', 500, BILL, 'server_error'],
    ['a 401', 'send', 401, { code: 'SIGN_ERROR' }, 'not_authorised'],
    ['no right to transfer', 'send', 403, { code: 'NO_AUTH' }, 'not_authorised'],
    ['too many sends', 'send', 429, { code: 'FREQUENCY_LIMITED' }, 'retry_later'],
    ['too many queries', 'query', 429, { code: 'FREQUENCY_LIMITED' }, 'not_answered'],
    ['too little money', 'send', 403, { code: 'NOT_ENOUGH' }, 'retry_later'],
    ['a used up quota', 'send', 400, { code: 'QUOTA_EXCEED' }, 'retry_later'],
    ['a reason of a failure as an error', 'send', 400, { code: 'ACCOUNT_FROZEN' }, 'unlisted_code'],
    ['a state as an error', 'query', 400, { code: 'FAIL' }, 'unlisted_code'],
    ['a wrong parameter', 'send', 400, { code: 'PARAM_ERROR' }, 'unlisted_code'],
    ['"not found" after a send', 'send', 404, { code: 'NOT_FOUND' }, 'unexpected_status'],
    ['"not found" with 400', 'query', 400, { code: 'NOT_FOUND' }, 'unexpected_status'],
    ['a code that is a list', 'send', 400, { code: ['NOT_FOUND'] }, 'unparsable'],
    ['a code named like a method', 'send', 400, { code: 'constructor' }, 'unlisted_code'],
    ['a redirect', 'query', 302, BILL, 'unexpected_status'],
    ['a 202 with a bill', 'query', 202, BILL, 'unexpected_status'],
    ['a page', 'query', 200, '<html>', 'not_json'],
    ['nothing', 'query', 200, '', 'not_json'],
    ['a list', 'query', 200, [BILL], 'unparsable'],
    ['a bill without a number', 'query', 200, without('transfer_bill_no'), 'unparsable'],
    ['a bill without a state', 'query', 200, without('state'), 'unparsable'],
    ['no amount', 'query', 200, without('transfer_amount'), 'unparsable'],
    ['an amount as text', 'query', 200, { ...BILL, transfer_amount: '19900' }, 'unparsable'],
    ['a broken amount', 'query', 200, { ...BILL, transfer_amount: 19_900.5 }, 'unparsable'],
    ['no payee', 'query', 200, without('openid'), 'unparsable'],
    ['no merchant', 'query', 200, without('mch_id'), 'unparsable'],
    ['success without a time', 'query', 200, without('update_time'), 'unparsable'],
    ['success at no time', 'query', 200, { ...BILL, update_time: 'today' }, 'unparsable'],
    ['a state of tomorrow', 'query', 200, { ...BILL, state: 'REVIEWING' }, 'unlisted_code'],
    ['a state of tomorrow', 'send', 200, { ...BILL, state: 'constructor' }, 'unlisted_code'],
    ['another amount', 'query', 200, { ...BILL, transfer_amount: 19_901 }, 'echo_mismatch'],
    [
      'an amount below nought',
      'query',
      200,
      { ...BILL, transfer_amount: -19_900 },
      'echo_mismatch',
    ],
    ['another payee', 'query', 200, { ...BILL, openid: 'o-other' }, 'echo_mismatch'],
    ['another number', 'query', 200, { ...BILL, out_bill_no: 'pyo2' }, 'echo_mismatch'],
    ['another number after a send', 'send', 200, { ...BILL, out_bill_no: 'p' }, 'echo_mismatch'],
    ['another merchant', 'query', 200, { ...BILL, mch_id: '1' }, 'echo_mismatch'],
    ['another app', 'query', 200, { ...BILL, appid: 'wx1' }, 'echo_mismatch'],
    [
      'a failure of another order',
      'query',
      200,
      { ...BILL, state: 'FAIL', openid: 'o-other' },
      'echo_mismatch',
    ],
  ];

  it.each(doubts)('does not know what %s means (%s)', (_what, call, status, body, reason) => {
    expect(answerTo(call, body, { status })).toMatchObject({ outcome: 'unknown', reason });
  });

  it.each([
    ['transaction', { receiver_detail: { transaction_info: { transaction_id: '42' } } }],
    ['amount', { amount: 19_901 }],
    ['platform', { sp_mchid: '1' }],
    ['number', { out_bill_no: 'pyo2' }],
  ])('does not believe a compensation with another %s', (_what, change) => {
    const answer = answerTo('query', { ...COMPENSATED, ...change }, { order: COMPENSATION });
    expect(answer).toMatchObject({ outcome: 'unknown', reason: 'echo_mismatch' });
  });

  it('shows no openid in what it saw of another payee', () => {
    const answer = answerTo('query', { ...BILL, openid: 'o-other' });
    expect(answer).toMatchObject({ seen: 'openid differs' });
  });

  it.each([200, 400, 404, 429])('believes nothing that is not signed, with status %i', (status) => {
    const answer = answerTo('query', BILL, { status, signatureFault: 'no signature' });
    expect(answer).toMatchObject({ outcome: 'unknown', reason: 'unverified' });
  });

  it('never confirms or rejects what it cannot read, and never throws', () => {
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc.object().map((any) => JSON.stringify(any)),
    );
    const property = fc.property(body, fc.integer({ min: 100, max: 599 }), (text, status) => {
      const { outcome } = answerTo('query', text, { status });
      expect(outcome).toBe('unknown');
    });
    fc.assert(property);
  });
});

function without(field: keyof typeof BILL): object {
  return Object.fromEntries(Object.entries(BILL).filter(([name]) => name !== field));
}
