import type { BreachEffect, EventName } from '@app/programs';

import { dueOf, startOf, untilOf, withinOf } from './clock-rules';
import type { ClockRules } from './clock-rules';
import { factsOf, openClocks, pendingBreaches } from './clocks';
import type { ClockFact, PendingBreach } from './clocks';

/** Something that happened to a claim, from which clocks run and for which they wait. */
export interface ClockSignal {
  readonly name: EventName;
  readonly at: Date;
}

/**
 * Starts the clocks that run from an event and did not start yet. One that extends another waits
 * for that to break.
 */
export function startClocks(
  event: ClockSignal,
  facts: readonly ClockFact[],
  rules: ClockRules,
): ClockFact[] {
  return rules.clocks
    .filter(
      ({ id, from, extends: base }) =>
        from === event.name && base === undefined && factsOf(id, facts).length === 0,
    )
    .map((clock) => startOf(clock, event.at, facts, rules));
}

/**
 * Starts the clocks anew that run from an event which, as it turns out, was at another time. They
 * keep the pauses that they had; what has ended stays as it ended.
 */
export function restartClocks(
  event: ClockSignal,
  facts: readonly ClockFact[],
  rules: ClockRules,
): ClockFact[] {
  const open = openClocks(facts, event.at);
  return rules.clocks
    .filter(({ id, from }) => {
      const running = open.find((clock) => clock.id === id);
      const isElsewhen = running?.startedAt.getTime() !== event.at.getTime();
      return from === event.name && running !== undefined && isElsewhen;
    })
    .map((clock) => startOf(clock, event.at, facts, rules));
}

/** Ends the clocks that wait for one of these events: what was promised is done. */
export function meetClocks(
  events: readonly EventName[],
  at: Date,
  facts: readonly ClockFact[],
  rules: ClockRules,
): ClockFact[] {
  const waiting = rules.clocks.filter((clock) => events.includes(untilOf(clock)));
  return endClocks(
    waiting.map(({ id }) => id),
    facts,
    { kind: 'met', at },
  );
}

/**
 * Ends clocks: as `met` when what was promised is done, or as `stopped` when it lapsed. One that
 * was broken and not recorded as such is recorded first; nothing follows from it any more.
 */
export function endClocks(
  ids: readonly string[] | 'all',
  facts: readonly ClockFact[],
  end: { readonly kind: 'met' | 'stopped'; readonly at: Date },
): ClockFact[] {
  const broken = pendingBreaches(facts).filter(({ at }) => at < end.at);
  return openClocks(facts, end.at)
    .filter(({ id }) => ids === 'all' || ids.includes(id))
    .flatMap(({ id, startedAt }) => [
      ...broken.filter(({ clock }) => clock === id).map(({ at }) => fact(id, 'breached', at, null)),
      // What was done before anybody asked for it is done from the start.
      fact(id, end.kind, end.at < startedAt ? startedAt : end.at, null),
    ]);
}

/** Which clocks stand still, or go on: those that were paused for a reason, one clock, or all. */
export interface Standstill {
  readonly at: Date;
  readonly reason?: string;
  readonly clock?: string;
}

/** Pauses the clocks that run and that may stand still for this reason. */
export function pauseClocks(
  { at, reason, clock }: Standstill & { readonly reason: string },
  facts: readonly ClockFact[],
  { clocks }: ClockRules,
): ClockFact[] {
  const pausable = clocks.filter(
    ({ id, pausable: may, pauseReasons }) =>
      may && (clock ?? id) === id && (pauseReasons?.some((known) => known.id === reason) ?? true),
  );
  return openClocks(facts, at)
    .filter(({ id, state }) => state === 'running' && pausable.some((rule) => rule.id === id))
    .map(({ id }) => fact(id, 'paused', at, reason));
}

/** Lets paused clocks run again, with as much of their time left as when they stopped. */
export function resumeClocks(
  { at, reason, clock }: Standstill,
  facts: readonly ClockFact[],
  rules: ClockRules,
): ClockFact[] {
  return openClocks(facts, at)
    .filter(({ id, state, pause }) => {
      if (state !== 'paused' || (clock ?? id) !== id) return false;
      return reason === undefined || pause?.reason === reason;
    })
    .map(({ id, dueAt }) => {
      const resumed = fact(id, 'resumed', at, null);
      const rule = rules.clocks.find((candidate) => candidate.id === id);
      const due = rule === undefined ? dueAt : dueOf(rule, [...facts, resumed], rules);
      return { ...resumed, dueAt: due };
    });
}

/**
 * Reckons the due times of clocks with variants anew, because a circumstance that they may speak of
 * was established, or found not to hold. A promise that is broken already stays broken.
 */
export function extendClocks(
  { at, reason }: { readonly at: Date; readonly reason: string },
  facts: readonly ClockFact[],
  rules: ClockRules,
): ClockFact[] {
  return openClocks(facts, at).flatMap(({ id, state, dueAt }) => {
    const rule = rules.clocks.find((candidate) => candidate.id === id);
    if (rule?.variants === undefined || state === 'breached') return [];
    const due = dueOf(rule, facts, rules);
    if (due?.getTime() === dueAt?.getTime()) return [];
    return [{ ...fact(id, 'extended', at, reason), dueAt: due }];
  });
}

/** Gives one clock that runs until a later time, as a person said, and never past its hard end. */
export function postponeClock(
  { clock, at, until }: { readonly clock: string; readonly at: Date; readonly until: Date },
  facts: readonly ClockFact[],
  rules: ClockRules,
): ClockFact[] {
  const rule = rules.clocks.find(({ id }) => id === clock);
  const within = rule === undefined ? null : withinOf(rule, rules);
  const view = openClocks(facts, at).find(({ id }) => id === clock);
  if (within === null || view?.state !== 'running') return [];
  const wished = rules.dueBy(until, within);
  const { dueAt, hardEndAt } = view;
  const due = hardEndAt !== null && hardEndAt < wished ? hardEndAt : wished;
  if (dueAt === null || due <= dueAt) return [];
  return [{ ...fact(clock, 'extended', at, null), dueAt: due }];
}

/**
 * Records each promise that is broken by `now` and was not recorded as such, with what follows by
 * the pack, and starts the clocks that run instead of it. The second time there is nothing left.
 */
export function breakClocks(
  facts: readonly ClockFact[],
  rules: ClockRules,
  now: Date,
): ClockFact[] {
  const added: ClockFact[] = [];
  for (;;) {
    const known = [...facts, ...added];
    const broken = pendingBreaches(known).find(({ at }) => at < now);
    if (broken === undefined) return added;
    added.push(breachOf(broken, rules), ...startInstead(broken, known, rules));
  }
}

function breachOf({ clock, at }: PendingBreach, { clocks }: ClockRules): ClockFact {
  const effect: BreachEffect = clocks.find(({ id }) => id === clock)?.onBreach ?? 'escalate';
  return fact(clock, 'breached', at, effect);
}

/** The clocks that extend a broken one. They run from their own event, if that is known. */
function startInstead(
  broken: PendingBreach,
  facts: readonly ClockFact[],
  rules: ClockRules,
): ClockFact[] {
  return rules.clocks
    .filter(({ id, extends: base }) => base === broken.clock && factsOf(id, facts).length === 0)
    .map((clock) => {
      const alike = rules.clocks.filter(({ from }) => from === clock.from);
      const known = facts.findLast(
        ({ kind, clock: id }) => kind === 'started' && alike.some((one) => one.id === id),
      );
      return startOf(clock, known?.at ?? broken.at, facts, rules);
    });
}

function fact(clock: string, kind: ClockFact['kind'], at: Date, reason: string | null): ClockFact {
  return { clock, kind, at, dueAt: null, hardEndAt: null, reason };
}
