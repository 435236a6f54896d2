import type { Condition, EventName, PackClock, Pause } from '@app/programs';

import { factsOf } from './clocks';
import type { ClockFact } from './clocks';

/** What the pinned pack and its calendar say about the clocks of one claim. */
export interface ClockRules {
  readonly clocks: readonly PackClock[];
  /** When a promise such as `5BD`, given at an instant, falls due. */
  readonly dueAfter: (from: Date, within: string) => Date;
  /** When it falls due after it stood still. */
  readonly dueAfterPause: (due: Date, pause: Pause, within: string) => Date;
  /** When it falls due if it is given until an instant: one of days ends with the day. */
  readonly dueBy: (until: Date, within: string) => Date;
  /** Whether a condition is established on the claim, or on one of its payments. */
  readonly holds: (condition: Condition) => boolean;
}

/** What meets a clock: the pack says so, or else the payout or the final decision does. */
export function untilOf({ from, until }: PackClock): EventName {
  return until ?? (from === 'approved' ? 'paid' : 'decided');
}

/** How long a clock runs on this claim: its first variant that fits, or what it says itself. */
export function withinOf(clock: PackClock, { holds }: ClockRules): string | null {
  return clock.variants?.find(({ when }) => holds(when))?.within ?? clock.within;
}

/** The fact that a clock started, or that its start is corrected, at an instant. */
export function startOf(
  clock: PackClock,
  at: Date,
  known: readonly ClockFact[],
  rules: ClockRules,
): ClockFact {
  const hardEndAt = clock.hardEnd === undefined ? null : rules.dueAfter(at, clock.hardEnd);
  const started = { clock: clock.id, kind: 'started', at, hardEndAt, reason: null } as const;
  const facts = [...known, { ...started, dueAt: null }];
  return { ...started, dueAt: dueOf(clock, facts, rules) };
}

/**
 * When a clock falls due by all that happened to it: its time from its start, moved by every pause
 * that is over, no sooner than a person has said since, and never past its hard end. Null for a
 * promise without a figure.
 */
export function dueOf(
  clock: PackClock,
  facts: readonly ClockFact[],
  rules: ClockRules,
): Date | null {
  const own = factsOf(clock.id, facts);
  const started = own.findLast(({ kind }) => kind === 'started');
  const within = withinOf(clock, rules);
  if (started === undefined || within === null) return null;
  const due = movesOf(own, started.at).reduce<Date>(
    (moved, move) => {
      if (move instanceof Date) return move > moved ? move : moved;
      // What was due before it could stand still was not put off by that.
      return move.from > moved ? moved : rules.dueAfterPause(moved, move, within);
    },
    rules.dueAfter(started.at, within),
  );
  const { hardEndAt } = started;
  return hardEndAt !== null && hardEndAt < due ? hardEndAt : due;
}

/** What moved the due time of one clock: pauses that are over, and what people gave it until. */
function movesOf(facts: readonly ClockFact[], startedAt: Date): (Pause | Date)[] {
  const moves: (Pause | Date)[] = [];
  let since: Date | null = null;
  for (const fact of facts) {
    const { kind, at } = fact;
    if (isByHand(fact)) moves.push(fact.dueAt);
    if (kind === 'paused') since ??= at;
    if (kind !== 'resumed' || since === null) continue;
    // Only as far as it lies after the start.
    if (at > startedAt) moves.push({ from: since > startedAt ? since : startedAt, to: at });
    since = null;
  }
  return moves;
}

/** Whether a person gave a clock more time; a circumstance that does so is named as the reason. */
function isByHand(fact: ClockFact): fact is ClockFact & { readonly dueAt: Date } {
  return fact.kind === 'extended' && fact.reason === null && fact.dueAt !== null;
}
