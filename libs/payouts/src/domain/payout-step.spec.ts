import { isAsUrgent, isOfDead, isPaidBesides, stepOfPayouts } from './payout-step';
import type { WaitingPayout } from './payout-step';

const NOON = new Date('2026-11-20T04:00:00Z');
let numbers = 0;

function aPayout(wish: Partial<WaitingPayout>): WaitingPayout {
  return {
    id: `pyo_${String((numbers += 1)).padStart(4, '0')}`,
    ...{ kind: 'award', sourceId: null },
    ...{ replacesId: null, claimLineId: 'cln_1', status: 'submitted', statusReason: null },
    ...{ awaitsPayeeUntil: null, heldMinor: 0n, createdAt: NOON, updatedAt: NOON },
    ...wish,
  };
}

const settled = aPayout({ status: 'settled' });
const failed = aPayout({ status: 'failed', claimLineId: 'cln_2' });
const returned = aPayout({ status: 'returned', heldMinor: 5n, claimLineId: 'cln_3' });
const confirming = aPayout({ status: 'pending', awaitsPayeeUntil: NOON });
const waiting = (statusReason: string): WaitingPayout =>
  aPayout({ status: 'created', statusReason });

function another(): WaitingPayout {
  return aPayout({ status: 'failed', claimLineId: 'cln_4' });
}

describe('what a claim waits for by its payouts', () => {
  it.each<[string, readonly WaitingPayout[], string | null]>([
    ['nothing when all are settled', [settled], null],
    ['the rail', [settled, aPayout({})], 'settle_payout'],
    ['the rail once more', [failed, aPayout({ replacesId: failed.id })], 'settle_payout'],
    [
      'nothing once what failed was paid by another',
      [failed, aPayout({ replacesId: failed.id, status: 'settled' })],
      null,
    ],
    ['people after a failure', [failed, aPayout({})], 'resolve_payout'],
    ['people in quarantine', [aPayout({ status: 'action_required' }), returned], 'resolve_payout'],
    [
      'people when contradicted',
      [aPayout({ status: 'settled', statusReason: 'contradiction' })],
      'resolve_payout',
    ],
    ['an account', [settled, returned, confirming], 'name_account'],
    [
      'nothing for what was given up',
      [aPayout({ status: 'returned', statusReason: 'released' })],
      null,
    ],
    ['the payee', [confirming, waiting('cooling_off')], 'confirm_receipt'],
    ['time', [waiting('cooling_off'), aPayout({})], 'await_cooling_off'],
    ['money', [waiting('awaiting_funds')], 'await_funds'],
    ['a rail that rests', [waiting('rail_paused')], 'await_rail'],
    ['the limit of a day', [waiting('rail_limit')], 'await_rail'],
  ])('is %s', (_what, payouts, step) => {
    expect(stepOfPayouts(payouts)).toBe(step);
  });

  const again = new Set([failed.id, returned.id]);
  const doubted = aPayout({ status: 'settled', statusReason: 'contradiction' });
  it.each<[string, readonly WaitingPayout[], string | null]>([
    ['whoever orders it again', [settled, failed], 'order_again'],
    ['that before an account', [returned, aPayout({ ...returned, id: 'pyo_x' })], 'order_again'],
    ['that before the payee and time', [returned, confirming, aPayout({})], 'order_again'],
    ['two people who resolve another one, first', [failed, doubted], 'resolve_payout'],
    ['whoever looks at another one that failed, first', [failed, another()], 'resolve_payout'],
    ['the rail once all is ordered', [failed, aPayout({ replacesId: failed.id })], 'settle_payout'],
  ])('where people have begun to order again is %s', (_what, payouts, step) => {
    expect(stepOfPayouts(payouts, again)).toBe(step);
    expect(stepOfPayouts([...payouts].reverse(), again)).toBe(step);
  });

  it.each([
    ['resolve_payout', 'name_account', true],
    ['confirm_receipt', 'order_again', false],
    ['confirm_receipt', 'resolve_payout', false],
    ['confirm_receipt', 'await_rail', true],
    ['confirm_receipt', 'confirm_receipt', true],
    ['confirm_receipt', 'review', true],
    ['confirm_receipt', null, true],
  ] as const)('shows %s in the place of %s: %p', (step, shown, may) => {
    expect(isAsUrgent(step, shown)).toBe(may);
  });

  it.each([
    ['resolve_payout', true],
    ['order_again', true],
    ['name_account', true],
    ['settle_payout', false],
    [null, false],
  ] as const)('is of a dead payout when it is %s: %p', (step, is) => {
    expect(isOfDead(step)).toBe(is);
  });

  it('is people where only money of another kind was ordered after a failure', () => {
    const later = { ...RECOVERED, claimLineId: failed.claimLineId, status: 'settled' as const };
    expect(stepOfPayouts([failed, aPayout(later)])).toBe('resolve_payout');
  });
});

const RECOVERED = { kind: 'recovered', sourceId: 'rcm_1' } as const;

describe('what is owed beside the award', () => {
  const dead = aPayout({ ...RECOVERED, status: 'failed' });
  it.each<[string, readonly WaitingPayout[], boolean]>([
    ['paid where there is none', [settled, failed], true],
    ['paid when it has settled', [aPayout({ ...RECOVERED, status: 'settled' })], true],
    ['owed while it is on its way', [aPayout({ ...RECOVERED, status: 'unknown' })], false],
    ['owed when it failed', [dead], false],
    [
      'owed while another is on its way in place of one that failed',
      [dead, aPayout({ ...RECOVERED, replacesId: dead.id })],
      false,
    ],
    [
      'paid when that has settled',
      [dead, aPayout({ ...RECOVERED, replacesId: dead.id, status: 'settled' })],
      true,
    ],
    [
      'not owed once nobody can collect it any more',
      [aPayout({ ...RECOVERED, status: 'returned', statusReason: 'released' })],
      true,
    ],
  ])('is %s', (_what, payouts, isPaid) => {
    expect(isPaidBesides(payouts)).toBe(isPaid);
  });
});
