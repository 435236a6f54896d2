import type { RailAnswer } from '../rails/payout-rail';

export const PAYOUT_STATUSES = [
  'created',
  'submitted',
  'pending',
  'action_required',
  'unknown',
  'settled',
  'failed',
  'cancelled',
  'returned',
] as const;
export type PayoutStatus = (typeof PAYOUT_STATUSES)[number];

/** Why a payout was not sent yet: there is too little money on the rails. */
export const AWAITING_FUNDS = 'awaiting_funds';
/** Or its account was named so lately that there must be time to object. */
export const COOLING_OFF = 'cooling_off';

/** A payout as the rules look at it. */
export interface PayoutState {
  readonly status: PayoutStatus;
  /** Why it is so: the rail's reason, a code, `not_found`, or a wait. Null while it is sent. */
  readonly statusReason: string | null;
  readonly firstSentAt: Date | null;
  /** Until then whoever holds the fence may still be talking to the rail. */
  readonly leaseUntil: Date | null;
}

/** How long a rail remembers a key, and how late a transfer may still appear there. */
export interface RailTerms {
  readonly keyLifetimeMs: number;
  readonly settlementWindowMs: number;
}

/** `give_up`: what is left is a decision of two people with the rail's statement in hand. */
export type PayoutAction = 'send' | 'query' | 'give_up' | 'none';

/** Statuses in which the rail may still pay, and which a machine may bring forward. */
const OPEN: readonly PayoutStatus[] = ['submitted', 'pending', 'unknown'];

/** Reasons for which a rail has surely not taken the order. */
const NOT_TAKEN = ['not_found', 'retry_later', 'not_reached'];

/**
 * What to do next about a payout. The rules: a key is sent again only when the rail said that it
 * does not have it, after the window in which it could still appear, and within half the life of
 * the key; everything else is asked, never guessed. There is no second key.
 */
export function nextAction(payout: PayoutState, terms: RailTerms, now: Date): PayoutAction {
  if (payout.leaseUntil !== null && payout.leaseUntil > now) return 'none';
  if (payout.status === 'created') return 'send';
  if (!OPEN.includes(payout.status)) return 'none';
  return NOT_TAKEN.includes(payout.statusReason ?? '') ? sendAgain(payout, terms, now) : 'query';
}

function sendAgain(payout: PayoutState, terms: RailTerms, now: Date): PayoutAction {
  const ageMs = now.getTime() - (payout.firstSentAt ?? now).getTime();
  if (ageMs >= terms.keyLifetimeMs / 2) return 'give_up';
  const mayStillAppear = ageMs < terms.settlementWindowMs;
  return payout.statusReason === 'not_found' && mayStillAppear ? 'query' : 'send';
}

export interface NextState {
  readonly status: PayoutStatus;
  readonly statusReason: string | null;
  /** Null when nothing more happens by itself. */
  readonly nextActionInMs: number | null;
}

const FIRST_PAUSE_MS = 1_000;
const PAUSE_MAX_MS = 60_000;

/** Answers after which no machine may act: the rail holds something else than we ordered. */
const QUARANTINE: readonly string[] = ['echo_mismatch', 'key_conflict'];

/** What is known of a payout when an answer comes. */
export interface SoFar {
  readonly attempts: number;
  /** The rail's own number of the transfer, once it has named one. */
  readonly transferId: string | null;
}

/** The one transition function: an answer to a send, to a query, or to a query after a webhook. */
export function afterAnswer(answer: RailAnswer, soFar: SoFar): NextState {
  if (contradicts(answer, soFar)) {
    return { status: 'action_required', statusReason: 'contradiction', nextActionInMs: null };
  }
  const pauseMs = Math.min(PAUSE_MAX_MS, FIRST_PAUSE_MS * 2 ** Math.min(soFar.attempts, 10));
  switch (answer.outcome) {
    case 'confirmed':
      return { status: 'settled', statusReason: null, nextActionInMs: null };
    case 'pending':
      return { status: 'pending', statusReason: null, nextActionInMs: pauseMs };
    case 'rejected':
      return { status: 'failed', statusReason: answer.code, nextActionInMs: null };
    case 'returned':
      return { status: 'action_required', statusReason: 'returned', nextActionInMs: null };
    case 'not_found':
      return { status: 'unknown', statusReason: 'not_found', nextActionInMs: pauseMs };
    case 'unknown':
      return QUARANTINE.includes(answer.reason)
        ? { status: 'action_required', statusReason: answer.reason, nextActionInMs: null }
        : { status: 'unknown', statusReason: answer.reason, nextActionInMs: pauseMs };
  }
}

/**
 * A rail that took the order and now does not know it, or knows it under another number, may have
 * paid twice or may pay twice: a key that it has forgotten must not be sent again.
 */
function contradicts(answer: RailAnswer, { transferId }: SoFar): boolean {
  if (transferId === null) return false;
  if (answer.outcome === 'not_found') return true;
  return 'transferId' in answer && answer.transferId !== transferId;
}
