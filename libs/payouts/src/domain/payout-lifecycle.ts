import type { RailAnswer } from '../rails/payout-rail';
import type { PeopleAnswer } from './people-answer';

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
/** Or too little to back or pay what is credited before a decision. */
export const AWAITING_BACKING = 'awaiting_backing';
/** Or its account was named so lately that there must be time to object. */
export const COOLING_OFF = 'cooling_off';
/** Or as much went over its rail today as may. */
export const RAIL_LIMIT = 'rail_limit';
/** Or its rail does not answer, and is left alone for a while. */
export const RAIL_PAUSED = 'rail_paused';
/** Why people look at a payout that is over: its rail says another end than our books. */
export const CONTRADICTION = 'contradiction';
/** Why a payout has failed or is back: two people said so. */
export const BY_PEOPLE = 'resolved';
/** Why a payout is given to people: half of the life of its key is over. */
const KEY_HALF_EXPIRED = 'key_half_expired';

/** A payout as the rules look at it. */
export interface PayoutState {
  readonly status: PayoutStatus;
  /** Why it is so: the rail's reason, a code, `not_found`, or a wait. Null while it is sent. */
  readonly statusReason: string | null;
  readonly firstSentAt: Date | null;
  /** Until then whoever holds the fence may still be talking to the rail. */
  readonly leaseUntil: Date | null;
  /** Something makes us ask about a payout that needs no looking at by itself. */
  readonly isQuestioned?: boolean;
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

/** Whether the rail has surely not taken the order, as far as it was heard. */
export function isNotTaken(statusReason: string | null): boolean {
  return NOT_TAKEN.includes(statusReason ?? '');
}

/**
 * Whether asking the rail about a payout that is at rest may teach us anything: one that it may
 * contradict, or of which it may have known more late. What is quarantined is for people alone.
 */
export function isQuestionable({
  status,
  statusReason,
}: Pick<PayoutState, 'status' | 'statusReason'>): boolean {
  if (status === 'action_required') return statusReason === KEY_HALF_EXPIRED;
  return status === 'settled' || status === 'failed';
}

/**
 * What to do next about a payout. The rules: a key is sent again only when the rail said that it
 * does not have it, after the window in which it could still appear, and within half the life of
 * the key; everything else is asked, never guessed. There is no second key.
 */
export function nextAction(payout: PayoutState, terms: RailTerms, now: Date): PayoutAction {
  if (payout.leaseUntil !== null && payout.leaseUntil > now) return 'none';
  if (payout.status === 'created') return 'send';
  if (!OPEN.includes(payout.status)) {
    return payout.isQuestioned === true && isQuestionable(payout) ? 'query' : 'none';
  }
  return isNotTaken(payout.statusReason) ? sendAgain(payout, terms, now) : 'query';
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
  readonly status: PayoutStatus;
  readonly statusReason: string | null;
  readonly attempts: number;
  /** The rail's own number of the transfer, once it has named one. */
  readonly transferId: string | null;
  /** What was sent may still come to light at the rail. */
  readonly mayStillAppear: boolean;
}

/**
 * The one transition function: an answer to a send, to a query, to a query after a webhook, or what
 * two people found out where no machine may decide. The first end stands: what a rail says against
 * it makes a contradiction, which is for people; only what settled may come back.
 */
export function afterAnswer(answer: RailAnswer | PeopleAnswer, soFar: SoFar): NextState {
  if ('found' in answer) return afterPeople(answer, soFar);
  const pauseMs = Math.min(PAUSE_MAX_MS, FIRST_PAUSE_MS * 2 ** Math.min(soFar.attempts, 10));
  if (soFar.status === 'settled' || soFar.status === 'failed') {
    return afterEnd(answer, soFar, pauseMs);
  }
  if (contradicts(answer, soFar)) {
    return { status: 'action_required', statusReason: CONTRADICTION, nextActionInMs: null };
  }
  const next = afterOpen(answer, pauseMs);
  // Only what the rail knows for certain takes a payout out of people's hands.
  if (soFar.status !== 'action_required' || next.status !== 'unknown') return next;
  const { status, statusReason } = soFar;
  return { status, statusReason, nextActionInMs: answer.outcome === 'unknown' ? pauseMs : null };
}

function afterOpen(answer: RailAnswer, pauseMs: number): NextState {
  switch (answer.outcome) {
    case 'confirmed':
      return { status: 'settled', statusReason: null, nextActionInMs: null };
    case 'pending':
      return {
        status: 'pending',
        statusReason: null,
        nextActionInMs: answer.askAgainInMs ?? pauseMs,
      };
    case 'rejected':
      return { status: 'failed', statusReason: answer.code, nextActionInMs: null };
    case 'returned':
      return { status: 'returned', statusReason: answer.code ?? null, nextActionInMs: null };
    case 'not_found':
      return { status: 'unknown', statusReason: 'not_found', nextActionInMs: pauseMs };
    case 'unknown':
      return QUARANTINE.includes(answer.reason)
        ? { status: 'action_required', statusReason: answer.reason, nextActionInMs: null }
        : { status: 'unknown', statusReason: answer.reason, nextActionInMs: pauseMs };
  }
}

/** A payout that is over, and of which the rail was asked once more. */
function afterEnd(answer: RailAnswer, soFar: SoFar, pauseMs: number): NextState {
  const { status, statusReason } = soFar;
  const stands = { status, statusReason, nextActionInMs: null };
  const contradicted = { status, statusReason: CONTRADICTION, nextActionInMs: null };
  // Within its settlement window a rail may know the end and show nothing yet; later it may have
  // forgotten the key, so that "not found" says nothing any more.
  if (answer.outcome === 'not_found') {
    return soFar.mayStillAppear ? { ...stands, nextActionInMs: pauseMs } : stands;
  }
  if (answer.outcome === 'unknown') {
    return QUARANTINE.includes(answer.reason)
      ? contradicted
      : { ...stands, nextActionInMs: pauseMs };
  }
  if (contradicts(answer, soFar)) return contradicted;
  if (status === 'settled' && answer.outcome === 'returned') return afterOpen(answer, pauseMs);
  const agreed = status === 'settled' ? 'confirmed' : 'rejected';
  return answer.outcome === agreed ? stands : contradicted;
}

/** What people say with evidence stands; a payout that had settled and did not arrive came back. */
function afterPeople({ found }: PeopleAnswer, { status, statusReason }: SoFar): NextState {
  switch (found) {
    case 'paid':
      return { status: 'settled', statusReason: null, nextActionInMs: null };
    case 'not_paid':
      return status === 'settled'
        ? { status: 'returned', statusReason: BY_PEOPLE, nextActionInMs: null }
        : { status: 'failed', statusReason: BY_PEOPLE, nextActionInMs: null };
    case 'paid_to_state':
    case 'released':
      return { status: 'returned', statusReason: found, nextActionInMs: null };
    case 'to_be_sent_again':
      return { status, statusReason, nextActionInMs: 0 };
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
