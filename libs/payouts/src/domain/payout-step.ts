import type { NextStepCode } from '@app/claims';

import { isDead } from './carried-award';
import {
  AWAITING_FUNDS,
  CONTRADICTION,
  COOLING_OFF,
  RAIL_LIMIT,
  RAIL_PAUSED,
} from './payout-lifecycle';
import { BESIDE_AWARDS } from './payout-kind';
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

/** What payouts make a claim wait for, the most urgent first: what people have to do, then time. */
const BY_URGENCY: readonly NextStepCode[] = [
  'resolve_payout',
  'order_again',
  'name_account',
  'confirm_receipt',
  'await_cooling_off',
  'await_funds',
  'await_rail',
  'settle_payout',
];
/** With these nothing of a dead payout is on its way again until people act. */
const OF_DEAD: readonly (NextStepCode | null)[] = ['resolve_payout', 'order_again', 'name_account'];

/**
 * What a claim waits for by all of its payouts: the most urgent step that one of them asks for;
 * null when all of them are settled. A payout that failed or came back counts until another one of
 * its line is ordered; those that some person has ordered again already are named.
 */
export function stepOfPayouts(
  all: readonly WaitingPayout[],
  orderedAgain: ReadonlySet<string> = new Set(),
): NextStepCode | null {
  // What is credited before a decision has a life of its own.
  const payouts = all.filter(({ kind }) => kind !== 'provisional');
  const steps = new Set(payouts.map((payout) => stepOf(payout, payouts, orderedAgain)));
  return BY_URGENCY.find((step) => steps.has(step)) ?? null;
}

/** Whether people have to act before what a payout was for can be on its way again. */
export function isOfDead(step: NextStepCode | null): boolean {
  return OF_DEAD.includes(step);
}

/** Whether one step may take the place of another that its claim shows. */
export function isAsUrgent(step: NextStepCode, shown: NextStepCode | null): boolean {
  const [own, others] = [BY_URGENCY.indexOf(step), BY_URGENCY.findIndex((one) => one === shown)];
  return others === -1 || own <= others;
}

function stepOf(
  payout: WaitingPayout,
  payouts: readonly WaitingPayout[],
  orderedAgain: ReadonlySet<string>,
): NextStepCode | null {
  if (needsPeople(payout)) return 'resolve_payout';
  if (!isOver(payout)) return stepOfLive(payout);
  const { id, status, heldMinor } = payout;
  const hasFailed = status === 'failed' && !isReplaced(payout, payouts);
  if (!hasFailed && heldMinor === 0n) return null;
  if (orderedAgain.has(id)) return 'order_again';
  return hasFailed ? 'resolve_payout' : 'name_account';
}

function stepOfLive({ status, statusReason, awaitsPayeeUntil }: WaitingPayout): NextStepCode {
  if (status === 'pending' && awaitsPayeeUntil !== null) return 'confirm_receipt';
  const waits = status === 'created' ? STEP_OF_WAIT[statusReason ?? ''] : undefined;
  return waits ?? 'settle_payout';
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
 * the loss, or was given to them, has settled, was ordered again, or nobody can collect it any
 * more.
 */
export function isPaidBesides(payouts: readonly WaitingPayout[]): boolean {
  const besides = payouts.filter(({ kind }) => BESIDE_AWARDS.includes(kind));
  return besides.every(
    (payout) =>
      payout.status === 'settled' ||
      (isOver(payout) && (!isDead(payout) || isReplaced(payout, payouts))),
  );
}

function isOver({ status }: Pick<WaitingPayout, 'status'>): boolean {
  return ['settled', 'failed', 'returned', 'cancelled'].includes(status);
}
