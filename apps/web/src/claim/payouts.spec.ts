import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { payoutTextKey, readPayouts } from './payouts';

const SERVER = join(__dirname, '../../../../libs/payouts/src/domain/payout-lifecycle.ts');
const PAYOUT = {
  id: 'pyo_1',
  kind: 'award',
  status: 'settled',
  money: { currency: 'CNY', amountMinor: '86000' },
  payee: { route: 'original', channel: 'wechat' },
  settledAt: '2026-11-27T01:00:00.000Z',
  attempts: [],
};

describe('a payment to the claimant', () => {
  it('says how much, where to and when', () => {
    const account = { ...PAYOUT, payee: { route: 'account', position: 1, ending: '0001' } };
    expect(readPayouts({ data: [PAYOUT, account], next: null })).toMatchObject([
      { accountEnding: null, settledAt: new Date('2026-11-27T01:00:00Z') },
      { accountEnding: '0001' },
    ]);
  });

  it('has words for every status that the service knows, and for those that it does not', () => {
    const list = /PAYOUT_STATUSES = \[([^\]]*)\]/.exec(readFileSync(SERVER, 'utf8'))?.[1] ?? '';
    const statuses = [...list.matchAll(/'(\w+)'/g)].map(([, status]) => status!);
    expect(statuses).toContain('action_required');
    const keys = statuses.map((status) => payoutTextKey({ status, statusReason: null }));
    expect(keys).not.toContain('payout.other');
    for (const status of ['teleported', 'constructor']) {
      expect(payoutTextKey({ status, statusReason: null })).toBe('payout.other');
    }
  });

  it('to an account that was just named waits, and says so', () => {
    const waiting = { status: 'created', statusReason: 'cooling_off' };
    expect(payoutTextKey(waiting)).toBe('payout.cooling_off');
    expect(payoutTextKey({ ...waiting, status: 'settled' })).toBe('payout.settled');
  });

  it.each([
    ['an amount that is a number', { money: 860 }],
    ['nobody who is paid', { payee: null }],
    ['a time that is none', { settledAt: 'soon' }],
  ])('is refused with %s', (_what, change) => {
    expect(readPayouts({ data: [{ ...PAYOUT, ...change }] })).toBeNull();
  });
});
