import type { RailAnswer } from '../rails/payout-rail';

/** How a rail answered to sends lately. */
export interface BreakerState {
  /** Sends one after the other of which nobody knows what became of them. */
  readonly unknowns: number;
  /** When the first of them was answered. */
  readonly since: Date;
  /** Until when nothing new is sent; null while the rail is used as usual. */
  readonly openUntil: Date | null;
}

/** So many sends without an answer, one after the other within this time, and the rail rests. */
export const UNKNOWNS_MAX = 20;
export const WITHIN_MS = 60_000;
export const PAUSE_MS = 30_000;

/** They say something about one order, and not about the rail. */
const ABOUT_ORDER: readonly string[] = ['echo_mismatch', 'key_conflict'];

/**
 * What the answer to a send makes of the breaker of its rail; null when nothing changes. Any answer
 * that is known closes it. While it is open the one that tried and learnt nothing keeps it open.
 */
export function afterSend(
  answer: RailAnswer,
  state: BreakerState | null,
  now: Date,
): BreakerState | null {
  if (answer.outcome !== 'unknown' || ABOUT_ORDER.includes(answer.reason)) {
    return isQuiet(state) ? null : { unknowns: 0, since: now, openUntil: null };
  }
  return oneMore(continued(state, now), now);
}

function isQuiet(state: BreakerState | null): boolean {
  return state === null || (state.unknowns === 0 && state.openUntil === null);
}

/** The row of silences that goes on; null where a new one begins. */
function continued(state: BreakerState | null, now: Date): BreakerState | null {
  return state === null || state.unknowns === 0 || isStale(state, now) ? null : state;
}

function oneMore(row: BreakerState | null, now: Date): BreakerState {
  const {
    unknowns: before,
    since,
    openUntil,
  } = row ?? { unknowns: 0, since: now, openUntil: null };
  const unknowns = before + 1;
  const opens = unknowns >= UNKNOWNS_MAX || openUntil !== null;
  return { unknowns, since, openUntil: opens ? new Date(now.getTime() + PAUSE_MS) : null };
}

/** What happened long ago says nothing about now, unless the rail rests because of it. */
function isStale({ since, openUntil }: BreakerState, now: Date): boolean {
  return openUntil === null && now.getTime() - since.getTime() > WITHIN_MS;
}

/** `closed`: send. `open`: wait. `half_open`: the pause is over, and one send may try. */
export function breakerPosition(
  state: BreakerState | null,
  now: Date,
): 'closed' | 'open' | 'half_open' {
  const openUntil = state?.openUntil ?? null;
  if (openUntil === null) return 'closed';
  return openUntil > now ? 'open' : 'half_open';
}
