import type { ClockEvent, PackClock } from '@app/programs';

export type ClockEventKind = 'started' | 'paused' | 'resumed' | 'met' | 'stopped';

/** A fact about one clock of a claim. A clock's state is folded from these and from the time. */
export interface ClockFact {
  readonly clock: string;
  readonly kind: ClockEventKind;
  readonly at: Date;
  /** With `started` and `resumed`: when the promise falls due from now on. */
  readonly dueAt: Date | null;
}

export interface ClockView {
  readonly id: string;
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly state: 'running' | 'paused' | 'met' | 'breached' | 'stopped';
}

/**
 * The clocks of a claim as they stand at `now`. A promise that was broken stays `breached`, come
 * what may; while a clock is paused no time passes for it.
 */
export function foldClocks(facts: readonly ClockFact[], now: Date): ClockView[] {
  const ids = [...new Set(facts.map(({ clock }) => clock))];
  return ids.map((id) =>
    foldOne(
      id,
      facts.filter(({ clock }) => clock === id),
      now,
    ),
  );
}

function foldOne(id: string, facts: readonly ClockFact[], now: Date): ClockView {
  const startedAt = facts[0]?.at ?? now;
  let dueAt = facts[0]?.dueAt ?? startedAt;
  let state: ClockView['state'] = 'running';
  for (const fact of facts.slice(1)) {
    state = stateAfter(state, fact, dueAt);
    dueAt = fact.dueAt ?? dueAt;
  }
  const isLate = state === 'running' && now > dueAt;
  return { id, startedAt, dueAt, state: isLate ? 'breached' : state };
}

const STATE_AFTER: Readonly<Record<ClockEventKind, ClockView['state']>> = {
  started: 'running',
  paused: 'paused',
  resumed: 'running',
  met: 'met',
  stopped: 'stopped',
};

function stateAfter(state: ClockView['state'], fact: ClockFact, dueAt: Date): ClockView['state'] {
  if (state === 'running' && fact.at > dueAt) return 'breached';
  return state === 'running' || state === 'paused' ? STATE_AFTER[fact.kind] : state;
}

/** When a promise such as `5BD` falls due, by the calendar of the claim's pack. */
export type DueAfter = (from: Date, within: string) => Date;

/** Starts the clocks that run from an event and do not run yet. */
export function startClocks(
  clocks: readonly PackClock[],
  event: { readonly name: ClockEvent; readonly at: Date },
  running: { readonly facts: readonly ClockFact[]; readonly dueAfter: DueAfter },
): ClockFact[] {
  return clocks
    .filter(
      ({ id, from }) => from === event.name && !running.facts.some(({ clock }) => clock === id),
    )
    .map(({ id, within }) => ({
      clock: id,
      kind: 'started' as const,
      at: event.at,
      dueAt: running.dueAfter(event.at, within),
    }));
}

/** Ends clocks: as `met` when what was promised is done, or as `stopped` when it lapsed. */
export function endClocks(
  ids: readonly string[] | 'all',
  facts: readonly ClockFact[],
  end: { readonly kind: 'met' | 'stopped'; readonly at: Date },
): ClockFact[] {
  return openClocks(facts, end.at)
    .filter(({ id }) => ids === 'all' || ids.includes(id))
    .map(({ id }) => ({ clock: id, kind: end.kind, at: end.at, dueAt: null }));
}

/** Pauses the pausable clocks that run, while we wait for the claimant. */
export function pauseClocks(
  clocks: readonly PackClock[],
  facts: readonly ClockFact[],
  at: Date,
): ClockFact[] {
  const pausable = new Set(clocks.filter((clock) => clock.pausable).map(({ id }) => id));
  return openClocks(facts, at)
    .filter(({ id, state }) => pausable.has(id) && state === 'running')
    .map(({ id }) => ({ clock: id, kind: 'paused' as const, at, dueAt: null }));
}

/** Lets paused clocks run again, with as much time left as they had when they stopped. */
export function resumeClocks(facts: readonly ClockFact[], at: Date): ClockFact[] {
  return openClocks(facts, at)
    .filter(({ state }) => state === 'paused')
    .map(({ id, dueAt: due }) => {
      const pausedAt =
        facts.findLast(({ clock, kind }) => clock === id && kind === 'paused')?.at ?? at;
      return {
        clock: id,
        kind: 'resumed' as const,
        at,
        dueAt: new Date(due.getTime() + at.getTime() - pausedAt.getTime()),
      };
    });
}

/** Those that nothing has ended yet: a broken promise is still to be kept. */
function openClocks(facts: readonly ClockFact[], now: Date): ClockView[] {
  const ended = facts.filter(({ kind }) => kind === 'met' || kind === 'stopped');
  return foldClocks(facts, now).filter(({ id }) => !ended.some(({ clock }) => clock === id));
}
