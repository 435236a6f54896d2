export type ClockEventKind =
  'started' | 'paused' | 'resumed' | 'extended' | 'met' | 'breached' | 'stopped';

/** A fact about one clock of a claim. A clock's state is folded from these and from the time. */
export interface ClockFact {
  readonly clock: string;
  readonly kind: ClockEventKind;
  /** When it happened. A start may be recorded later: the milestone that it runs from was. */
  readonly at: Date;
  /**
   * With `started`, `resumed` and `extended`: when the promise falls due from now on, never after
   * the hard end. Null for a promise without a figure, which is never broken.
   */
  readonly dueAt: Date | null;
  /** With `started`: the end that no pause puts off. */
  readonly hardEndAt: Date | null;
  /**
   * `paused`: what is waited for. `extended`: the circumstance by which it was reckoned anew, or
   * null when a person gave it more time.
   * `breached`: what follows by the pack, or null when the promise was kept, only too late.
   */
  readonly reason: string | null;
}

export interface ClockView {
  readonly id: string;
  readonly startedAt: Date;
  readonly dueAt: Date | null;
  readonly hardEndAt: Date | null;
  readonly state: 'running' | 'paused' | 'met' | 'breached' | 'stopped';
  /** Since when it stands still, and for what. */
  readonly pause: { readonly since: Date; readonly reason: string | null } | null;
  readonly brokenAt: Date | null;
}

/** One clock as its facts alone say, without looking at the time. */
interface Run extends Omit<ClockView, 'state'> {
  readonly end: 'met' | 'stopped' | null;
  readonly isBreachRecorded: boolean;
}

/**
 * The clocks of a claim as they stand at `now`. A promise that was broken stays `breached`, come
 * what may, whether that was recorded yet or not (but until it is, it may turn out to have started
 * later); while a clock is paused no time passes for it, but for its hard end.
 */
export function foldClocks(facts: readonly ClockFact[], now: Date): ClockView[] {
  return runsOf(facts).map((run) => viewOf(brokenBy(run, now)));
}

/** Those that nothing has ended yet: a broken promise is still to be kept. */
export function openClocks(facts: readonly ClockFact[], now: Date): ClockView[] {
  return runsOf(facts)
    .filter(({ end }) => end === null)
    .map((run) => viewOf(brokenBy(run, now)));
}

/** A promise that nobody has recorded as broken, and when it breaks or broke. */
export interface PendingBreach {
  readonly clock: string;
  readonly at: Date;
}

/** What breaks next, and what broke unrecorded, in the order of time, if nothing else happens. */
export function pendingBreaches(facts: readonly ClockFact[]): PendingBreach[] {
  return runsOf(facts)
    .flatMap((run) => {
      const at = run.end !== null || run.isBreachRecorded ? null : (run.brokenAt ?? breaksAt(run));
      return at === null ? [] : [{ clock: run.id, at }];
    })
    .sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** The facts about one clock, in their order. */
export function factsOf(clock: string, facts: readonly ClockFact[]): ClockFact[] {
  return facts.filter((fact) => fact.clock === clock);
}

function runsOf(facts: readonly ClockFact[]): Run[] {
  const runs = new Map<string, Run>();
  for (const fact of facts) {
    const run = runs.get(fact.clock);
    runs.set(fact.clock, run === undefined ? begun(fact) : after(run, fact));
  }
  return [...runs.values()];
}

function begun({ clock, at, dueAt, hardEndAt }: ClockFact): Run {
  return {
    id: clock,
    startedAt: at,
    dueAt,
    hardEndAt,
    pause: null,
    brokenAt: null,
    end: null,
    isBreachRecorded: false,
  };
}

function after(before: Run, fact: ClockFact): Run {
  // What has ended is over; the next claim has clocks of its own.
  if (before.end !== null) return before;
  // A start that is recorded anew corrects the past: it never had the due time that it had.
  const run = fact.kind === 'started' ? before : brokenBy(before, fact.at);
  switch (fact.kind) {
    case 'started':
      return { ...run, startedAt: fact.at, dueAt: fact.dueAt, hardEndAt: fact.hardEndAt };
    case 'extended':
      return { ...run, dueAt: fact.dueAt };
    case 'paused':
      return { ...run, pause: { since: fact.at, reason: fact.reason } };
    case 'resumed':
      return { ...run, dueAt: fact.dueAt, pause: null };
    case 'breached':
      return { ...run, brokenAt: run.brokenAt ?? fact.at, isBreachRecorded: true };
    case 'met':
    case 'stopped':
      return { ...run, end: fact.kind, pause: null };
  }
}

/** When a clock that is still to be kept breaks, if nothing happens; null if it never does. */
function breaksAt(run: Run): Date | null {
  if (run.end !== null || run.brokenAt !== null) return null;
  return run.pause === null ? run.dueAt : run.hardEndAt;
}

/** On time means at the due time or before. */
function brokenBy(run: Run, now: Date): Run {
  const at = breaksAt(run);
  return at !== null && now > at ? { ...run, brokenAt: at } : run;
}

function viewOf({ id, startedAt, dueAt, hardEndAt, pause, brokenAt, end }: Run): ClockView {
  const standing = pause === null ? 'running' : 'paused';
  const state = brokenAt === null ? (end ?? standing) : 'breached';
  const shown = state === 'paused' ? pause : null;
  return { id, startedAt, dueAt, hardEndAt, state, pause: shown, brokenAt };
}
