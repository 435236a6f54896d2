import type { NextStepCode } from '@app/claims';

import { isDead } from './carried-award';
import {
  AWAITING_FUNDS,
  CONTRADICTION,
  COOLING_OFF,
  RAIL_LIMIT,
  RAIL_PAUSED,
} from './payout-lifecycle';
import type { PayoutKind } from './payout-kind';
import type { PayoutStatus } from './payout-lifecycle';

/** A payout as far as its claim waits for something because of it. */
export interface WaitingPayout {
  readonly id: string;
  readonly kind: PayoutKind;
  readonly sourceId: string | null;
  readonly replacesId: string | null;
  readonly claimLineId: string;
  readonly status: PayoutStatus;
  readonly statusReason: string | null;
  readonly awaitsPayeeUntil: Date | null;
  readonly heldMinor: bigint;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const STEP_OF_WAIT: Readonly<Record<string, NextStepCode>> = {
  [COOLING_OFF]: 'await_cooling_off',
  [AWAITING_FUNDS]: 'await_funds',
  [RAIL_LIMIT]: 'await_rail',
  [RAIL_PAUSED]: 'await_rail',
};

/** Whether people have to say what became of a payout. */
export function needsPeople({
  status,
  statusReason,
}: Pick<WaitingPayout, 'status' | 'statusReason'>): boolean {
  if (status === 'action_required') return true;
  return (status === 'settled' || status === 'failed') && statusReason === CONTRADICTION;
}

/**
 * What a claim waits for by its payouts, the hardest obstacle first; null when all of them are
 * settled. A payout that failed or came back counts until another one of its line is ordered.
 */
export function stepOfPayouts(all: readonly WaitingPayout[]): NextStepCode | null {
  // What is credited before a decision has a life of its own.
  const payouts = all.filter(({ kind }) => kind !== 'provisional');
  if (payouts.some(needsPeople)) return 'resolve_payout';
  if (payouts.some((payout) => payout.status === 'failed' && !isReplaced(payout, payouts))) {
    return 'resolve_payout';
  }
  if (payouts.some(({ heldMinor }) => heldMinor > 0n)) return 'name_account';
  if (
    payouts.some(
      ({ status, awaitsPayeeUntil }) => status === 'pending' && awaitsPayeeUntil !== null,
    )
  )
    return 'confirm_receipt';
  const created = payouts.filter(({ status }) => status === 'created');
  const waits = created.flatMap(({ statusReason }) => STEP_OF_WAIT[statusReason ?? ''] ?? []);
  const [first] = waits;
  if (first !== undefined) return first;
  return payouts.every(isOver) ? null : 'settle_payout';
}

/** Whether another payout of the same was ordered after it had died, in its place or beside. */
function isReplaced(dead: WaitingPayout, payouts: readonly WaitingPayout[]): boolean {
  return payouts.some(
    ({ id, replacesId, claimLineId, sourceId, createdAt }) =>
      replacesId === dead.id ||
      (claimLineId === dead.claimLineId &&
        sourceId === dead.sourceId &&
        id > dead.id &&
        createdAt >= dead.updatedAt),
  );
}

/**
 * Whether all is paid that claimants are owed beside their awards: each payout of what came back of
 * the loss has settled, was ordered again, or nobody can collect it any more.
 */
export function isPaidBesides(payouts: readonly WaitingPayout[]): boolean {
  const besides = payouts.filter(({ kind }) => kind === 'recovered');
  return besides.every(
    (payout) =>
      payout.status === 'settled' ||
      (isOver(payout) && (!isDead(payout) || isReplaced(payout, payouts))),
  );
}

function isOver({ status }: Pick<WaitingPayout, 'status'>): boolean {
  return ['settled', 'failed', 'returned', 'cancelled'].includes(status);
}
