import { Money } from '@app/money';

import { classifyTakeBack } from './json-take-back';
import type { RailOrder } from './payout-rail';

const usd = (minor: bigint): Money => Money.of(minor, 'USD');
const KEY = 'pyo01kb2r8n2pe7v9w3k5x1t4q6ya';
const ORDER: RailOrder = {
  key: KEY,
  reference: 'pyo_01kb2r8n2pe7v9w3k5x1t4q6ya',
  money: usd(100n),
  payee: { route: 'account', kind: 'wallet', account: 'w1', name: 'Lin' },
  purpose: 'provisional_credit',
  requestDigest: 'd'.repeat(64),
};
const GOOD = {
  key: KEY,
  reference: ORDER.reference,
  money: { currency: 'USD', amountMinor: '100' },
  taken: { currency: 'USD', amountMinor: '60' },
  reversedAt: '2026-11-20T04:00:00Z',
};
const told = (body: unknown, status = 200): string => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = classifyTakeBack(ORDER, usd(100n), { call: 'query', status, body: text });
  return answer.outcome === 'unknown' ? answer.reason : answer.taken.amountMinor.toString();
};
const reversal = (change: object): { reversal: object } => ({ reversal: { ...GOOD, ...change } });

describe('what a wallet says that it took back', () => {
  it.each([
    ['a part', {}, '60'],
    ['nothing', { taken: { currency: 'USD', amountMinor: '0' } }, '0'],
    ['all', { taken: { currency: 'USD', amountMinor: '100' } }, '100'],
  ])('is believed when it is the order and what was wanted: %s', (_what, change, expected) => {
    expect(told(reversal(change))).toBe(expected);
  });

  it.each([
    ['of another key', reversal({ key: 'pyo1' }), 200, 'echo_mismatch'],
    ['of another reference', reversal({ reference: 'pyo_1' }), 200, 'echo_mismatch'],
    [
      'of another amount',
      reversal({ money: { currency: 'USD', amountMinor: '99' } }),
      200,
      'echo_mismatch',
    ],
    [
      'in another currency',
      reversal({ money: { currency: 'EUR', amountMinor: '100' } }),
      200,
      'echo_mismatch',
    ],
    [
      'more than was wanted',
      reversal({ taken: { currency: 'USD', amountMinor: '101' } }),
      200,
      'echo_mismatch',
    ],
    [
      'less than nothing',
      reversal({ taken: { currency: 'USD', amountMinor: '-1' } }),
      200,
      'unparsable',
    ],
    [
      'taken in another currency',
      reversal({ taken: { currency: 'EUR', amountMinor: '1' } }),
      200,
      'unparsable',
    ],
    ['a number', reversal({ taken: { currency: 'USD', amountMinor: 60 } }), 200, 'unparsable'],
    ['at no time', reversal({ reversedAt: 'yesterday' }), 200, 'unparsable'],
    ['a page', '<!doctype html>', 200, 'not_json'],
    ['nothing at all', {}, 200, 'unparsable'],
    ['a refusal', { error: { code: 'TRANSFER_NOT_FOUND', key: KEY } }, 404, 'not_answered'],
    ['accepted for later', reversal({}), 202, 'not_answered'],
    ['broken', reversal({}), 500, 'server_error'],
  ])('is unknown where it is %s', (_what, body, status, reason) => {
    expect(told(body, status)).toBe(reason);
  });
});
