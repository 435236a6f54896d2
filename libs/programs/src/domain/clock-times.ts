import { dueAt } from './business-calendar';
import { calendarOf } from './calendars';
import { conditionHolds } from './condition';
import type { KnownCircumstances } from './condition';
import { eventAt } from './event-at';
import type { EventName } from './events';
import type { Pack, PackClock } from './pack';
import { dueAfterPause } from './paused-time';
import type { Pause } from './paused-time';
import type { ReadFacts } from './read-facts';

/** A time during which one clock stood still. */
export interface ClockPause extends Pause {
  readonly clock: string;
}

/** What the facts of an assessment do not say about a claim, and clocks ask for. */
export interface ClockHistory {
  /** When the claim's own steps happened. */
  readonly events: ReadonlyMap<EventName, Date>;
  /** In the order of time. */
  readonly pauses: readonly ClockPause[];
}

/** When a clock starts, falls due and ends at the latest; `null` where it does not. */
export interface ClockTimes {
  readonly startsAt: Date | null;
  readonly dueAt: Date | null;
  readonly hardEndAt: Date | null;
}

const NEVER: ClockTimes = { startsAt: null, dueAt: null, hardEndAt: null };

/**
 * The times of one clock of a pack by what has happened, for whoever says what a pack promises
 * before there is a claim. Claims reckon theirs fact by fact and come to the same times. A clock
 * that extends another one is shown as it runs once that one is broken.
 */
export function clockTimes(
  clock: PackClock,
  pack: Pack,
  { facts, history }: { readonly facts: ReadFacts; readonly history: ClockHistory },
): ClockTimes {
  const startsAt = startOf(clock, pack, { facts, history });
  if (startsAt === null) return NEVER;
  const calendar = calendarOf(pack.calendar);
  const hardEndAt = clock.hardEnd === undefined ? null : dueAt(startsAt, clock.hardEnd, calendar);
  const within = withinOf(clock, knownAnywhere(facts));
  if (within === null) return { startsAt, dueAt: null, hardEndAt };
  const due = history.pauses
    .filter((pause) => pause.clock === clock.id)
    .reduce(
      // What was due before it could stand still was not put off by that.
      (moved, pause) =>
        pause.from > moved ? moved : dueAfterPause(moved, pause, within, calendar),
      dueAt(startsAt, within, calendar),
    );
  return { startsAt, dueAt: hardEndAt !== null && hardEndAt < due ? hardEndAt : due, hardEndAt };
}

/** How long a clock runs: its first variant that is established, or what it says itself. */
export function withinOf(clock: PackClock, known: KnownCircumstances): string | null {
  const variant = clock.variants?.find(({ when }) => conditionHolds(when, known) === true);
  return variant?.within ?? clock.within;
}

function startOf(
  clock: PackClock,
  pack: Pack,
  given: { readonly facts: ReadFacts; readonly history: ClockHistory },
): Date | null {
  const happenedAt =
    given.history.events.get(clock.from) ?? eventAt(clock.from, given.facts) ?? null;
  if (happenedAt !== null || clock.extends === undefined) return happenedAt;
  // It runs from where the other one broke; packs whose clocks extend in a circle are refused.
  const base = pack.clocks.find(({ id }) => id === clock.extends);
  return base === undefined ? null : clockTimes(base, pack, given).dueAt;
}

/** What is established on one payment counts for the clocks of the claim. */
function knownAnywhere({ known, lines }: ReadFacts): KnownCircumstances {
  const all = [known, ...lines.map((line) => line.known)];
  const established = new Set(all.flatMap((one) => [...one.established]));
  return {
    established,
    refuted: new Set([...known.refuted].filter((id) => !established.has(id))),
  };
}
