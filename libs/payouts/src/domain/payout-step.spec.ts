import { stepOfPayouts } from './payout-step';
import type { WaitingPayout } from './payout-step';

const NOON = new Date('2026-11-20T04:00:00Z');
let numbers = 0;

function aPayout(wish: Partial<WaitingPayout>): WaitingPayout {
  return {
    id: `pyo_${String((numbers += 1)).padStart(4, '0')}`,
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
});
