import { Money } from '@app/money';
import * as fc from 'fast-check';

import { classifyAnswer } from './classify-answer';
import type { RailOrder, UnknownReason } from './payout-rail';
import { SIMULATED_RAIL_ERRORS } from './simulated-rail-errors';

const ORDER: RailOrder = {
  key: 'pyo01h455vb4pex5vsknk084sn02q1',
  reference: 'pyo_01h455vb4pex5vsknk084sn02q',
  money: Money.of(19_900n, 'CNY'),
  payee: { route: 'original', paymentSource: 'wechat', paymentSourceId: '4200001' },
  requestDigest: 'a'.repeat(64),
};

const TRANSFER = {
  transferId: 'trf_1',
  key: ORDER.key,
  reference: ORDER.reference,
  money: { currency: 'CNY', amountMinor: '19900' },
  payee: { ...ORDER.payee },
  status: 'settled',
  acceptedAt: '2026-11-23T10:00:00Z',
  settledAt: '2026-11-23T10:00:01.500Z',
};

const REFUSAL = { key: ORDER.key, reference: ORDER.reference, message: 'No.' };

function answerTo(call: 'send' | 'query', status: number, body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return classifyAnswer(ORDER, { call, status, body: text }, SIMULATED_RAIL_ERRORS);
}

function withTransfer(change: object): object {
  return { transfer: { ...TRANSFER, ...change } };
}

describe('classifyAnswer', () => {
  it('confirms a settled transfer that echoes the order', () => {
    expect(answerTo('send', 201, withTransfer({}))).toEqual({
      outcome: 'confirmed',
      transferId: 'trf_1',
      settledAt: new Date('2026-11-23T10:00:01.500Z'),
      echo: expect.objectContaining({ key: ORDER.key, reference: ORDER.reference }),
    });
  });

  it('leaves an accepted transfer pending', () => {
    const body = withTransfer({ status: 'accepted', settledAt: undefined });
    expect(answerTo('send', 201, body)).toMatchObject({ outcome: 'pending', transferId: 'trf_1' });
  });

  it('reports a transfer that came back after it settled', () => {
    const change = { status: 'returned', returnedAt: '2026-11-26T08:00:00Z', code: 'CLOSED' };
    expect(answerTo('query', 200, withTransfer(change))).toMatchObject({
      outcome: 'returned',
      transferId: 'trf_1',
      returnedAt: new Date('2026-11-26T08:00:00Z'),
      code: 'CLOSED',
    });
  });

  const finalCodes = [...SIMULATED_RAIL_ERRORS].filter(([, { meaning }]) => meaning === 'final');

  it.each(finalCodes)(
    'takes the listed code %s as final, whichever way it comes',
    (code, entry) => {
      const rejected = { outcome: 'rejected', code, text: entry.text };
      expect(answerTo('send', 422, { error: { ...REFUSAL, code } })).toEqual(rejected);
      for (const status of ['rejected', 'failed']) {
        expect(answerTo('query', 200, withTransfer({ status, code }))).toEqual(rejected);
      }
    },
  );

  it('believes "not found" only as the answer to a query for this key', () => {
    const error = { code: 'TRANSFER_NOT_FOUND', key: ORDER.key };
    expect(answerTo('query', 404, { error })).toEqual({ outcome: 'not_found' });
  });

  const notJson = '<!doctype html><title>Maintenance</title>';
  type Call = 'send' | 'query';
  const doubtful: readonly [string, Call, number, unknown, UnknownReason][] = [
    [
      'a 500 with a final code',
      'send',
      500,
      { error: { ...REFUSAL, code: 'ACCOUNT_FROZEN' } },
      'server_error',
    ],
    ['a 502 page of a proxy', 'send', 502, notJson, 'server_error'],
    ['a 503 that carries the transfer', 'query', 503, withTransfer({}), 'server_error'],
    ['too many requests as a page', 'send', 429, notJson, 'retry_later'],
    [
      'too many requests with a final code',
      'send',
      429,
      { error: { ...REFUSAL, code: 'ACCOUNT_FROZEN' } },
      'retry_later',
    ],
    ['a redirect that carries the transfer', 'send', 307, withTransfer({}), 'unexpected_status'],
    ['a continue', 'send', 100, '', 'unexpected_status'],
    ['a page with status 200', 'send', 200, notJson, 'not_json'],
    ['an empty 200', 'send', 200, '', 'not_json'],
    ['half an answer', 'send', 200, JSON.stringify(withTransfer({})).slice(0, 90), 'not_json'],
    [
      'two answers in one body',
      'send',
      200,
      JSON.stringify(withTransfer({})).repeat(2),
      'not_json',
    ],
    ['a 404 page on a query', 'query', 404, notJson, 'not_json'],
    ['null', 'send', 200, 'null', 'unparsable'],
    ['a list', 'send', 200, [withTransfer({})], 'unparsable'],
    [
      'a success that is a refusal',
      'send',
      200,
      { error: { ...REFUSAL, code: 'ACCOUNT_FROZEN' } },
      'unparsable',
    ],
    ['a refusal that is a success', 'send', 400, withTransfer({}), 'unparsable'],
    [
      'an amount as a number',
      'send',
      201,
      withTransfer({ money: { currency: 'CNY', amountMinor: 19_900 } }),
      'unparsable',
    ],
    ['no transfer id', 'send', 201, withTransfer({ transferId: undefined }), 'unparsable'],
    ['an empty transfer id', 'send', 201, withTransfer({ transferId: '' }), 'unparsable'],
    ['a payee that is a text', 'send', 201, withTransfer({ payee: 'me' }), 'unparsable'],
    ['settled without a time', 'send', 201, withTransfer({ settledAt: undefined }), 'unparsable'],
    [
      'settled at no real time',
      'send',
      201,
      withTransfer({ settledAt: '2026-13-45T10:00:00Z' }),
      'unparsable',
    ],
    [
      'settled at a local time',
      'send',
      201,
      withTransfer({ settledAt: '2026-11-23 10:00' }),
      'unparsable',
    ],
    ['returned without a time', 'query', 200, withTransfer({ status: 'returned' }), 'unparsable'],
    [
      'a status word that is not listed',
      'send',
      201,
      withTransfer({ status: 'done' }),
      'unlisted_code',
    ],
    [
      'a status named like a method',
      'send',
      201,
      withTransfer({ status: 'constructor' }),
      'unlisted_code',
    ],
    [
      'a failure for an unlisted reason',
      'query',
      200,
      withTransfer({ status: 'failed', code: 'NEW_2027' }),
      'unlisted_code',
    ],
    [
      'a failure that may be retried',
      'query',
      200,
      withTransfer({ status: 'failed', code: 'NOT_ENOUGH' }),
      'unlisted_code',
    ],
    [
      'a failure without a reason',
      'query',
      200,
      withTransfer({ status: 'failed' }),
      'unlisted_code',
    ],
    ['an unlisted code', 'send', 400, { error: { ...REFUSAL, code: 'NEW_2027' } }, 'unlisted_code'],
    [
      'a listed code in small letters',
      'send',
      422,
      { error: { ...REFUSAL, code: 'account_frozen' } },
      'unlisted_code',
    ],
    [
      'a code named like a method',
      'send',
      422,
      { error: { ...REFUSAL, code: 'constructor' } },
      'unlisted_code',
    ],
    [
      'a code named __proto__',
      'send',
      422,
      { error: { ...REFUSAL, code: '__proto__' } },
      'unlisted_code',
    ],
    [
      'a code that is a list',
      'send',
      422,
      { error: { ...REFUSAL, code: ['ACCOUNT_FROZEN'] } },
      'unparsable',
    ],
    [
      'a balance that is too low',
      'send',
      422,
      { error: { ...REFUSAL, code: 'NOT_ENOUGH' } },
      'retry_later',
    ],
    ['a query met by too many requests', 'query', 429, notJson, 'not_answered'],
    [
      'a query told to wait',
      'query',
      400,
      { error: { code: 'FREQUENCY_LIMITED' } },
      'not_answered',
    ],
    [
      'a key with other content',
      'send',
      409,
      { error: { ...REFUSAL, code: 'KEY_CONFLICT' } },
      'key_conflict',
    ],
    ['a refused signature', 'query', 401, { error: { code: 'BAD_SIGNATURE' } }, 'not_authorised'],
    [
      'a final code for another key',
      'send',
      422,
      { error: { ...REFUSAL, code: 'ACCOUNT_FROZEN', key: 'other' } },
      'echo_mismatch',
    ],
    [
      'a final code for another reference',
      'send',
      422,
      { error: { ...REFUSAL, code: 'ACCOUNT_FROZEN', reference: 'pyo_2' } },
      'echo_mismatch',
    ],
    [
      'a final code for nobody',
      'send',
      422,
      { error: { code: 'ACCOUNT_FROZEN' } },
      'echo_mismatch',
    ],
    [
      '"not found" for another key',
      'query',
      404,
      { error: { code: 'TRANSFER_NOT_FOUND', key: 'other' } },
      'echo_mismatch',
    ],
    [
      '"not found" after a send',
      'send',
      404,
      { error: { code: 'TRANSFER_NOT_FOUND', key: ORDER.key } },
      'unexpected_status',
    ],
    [
      '"not found" with another status',
      'query',
      400,
      { error: { code: 'TRANSFER_NOT_FOUND', key: ORDER.key } },
      'unexpected_status',
    ],
    [
      'another amount',
      'send',
      201,
      withTransfer({ money: { currency: 'CNY', amountMinor: '19901' } }),
      'echo_mismatch',
    ],
    [
      'a rejection with another amount',
      'query',
      200,
      withTransfer({
        status: 'rejected',
        code: 'ACCOUNT_FROZEN',
        money: { currency: 'CNY', amountMinor: '1' },
      }),
      'echo_mismatch',
    ],
  ];

  it.each(
    doubtful.map(([what, call, status, body, reason]) => ({ what, call, status, body, reason })),
  )('does not know what $what means', ({ call, status, body, reason }) => {
    expect(answerTo(call, status, body)).toMatchObject({ outcome: 'unknown', reason });
  });

  it('quotes a stranger in at most 300 printable characters', () => {
    const answer = answerTo('send', 500, `\u0000\n\u202e${'x'.repeat(100_000)}`);
    expect(answer).toMatchObject({ seen: expect.stringMatching(/^HTTP 500 +x{200,}$/) });
    expect((answer as { seen: string }).seen.length).toBeLessThanOrEqual(300);
  });

  it('never believes and never throws on what it cannot read', () => {
    const body = fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' }));
    const property = fc.property(body, fc.integer({ min: 100, max: 599 }), (text, status) => {
      const { outcome } = answerTo('query', status, text);
      return outcome === 'unknown';
    });
    fc.assert(property, { numRuns: 2_000 });
  });
});
