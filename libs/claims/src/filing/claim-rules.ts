import { calendarOf, conditionHolds, dueAfterPause, dueAt, dueBy } from '@app/programs';
import type { BusinessCalendar, Pack } from '@app/programs';

import type { ClockRules } from '../domain/clock-rules';
import { knownAnywhere } from '../domain/recorded-facts';
import type { RecordedCircumstance } from '../domain/recorded-facts';

/**
 * The version of the calendar by which the clocks of a claim are reckoned for good: that by which
 * the first of them was. Null while none has a due time.
 */
export function pinnedCalendar(
  facts: readonly { readonly calendar: string | null }[],
): string | null {
  return facts.find(({ calendar }) => calendar !== null)?.calendar ?? null;
}

/** What the pinned pack of a claim and its calendar say about the claim's clocks. */
export interface ClaimRules extends ClockRules {
  readonly pack: Pack;
  readonly calendar: BusinessCalendar;
}

/**
 * The rules for a claim of which these circumstances are known: by today's calendar, unless it is
 * the calendar of a claim that began by another version of it.
 */
export function claimRules(
  pack: Pack,
  circumstances: readonly RecordedCircumstance[],
  calendar: BusinessCalendar = calendarOf(pack.calendar),
): ClaimRules {
  const known = knownAnywhere(circumstances);
  return {
    pack,
    calendar,
    clocks: pack.clocks,
    dueAfter: (from, within) => dueAt(from, within, calendar),
    dueAfterPause: (due, pause, within) => dueAfterPause(due, pause, within, calendar),
    dueBy: (until, within) => dueBy(until, within, calendar),
    holds: (condition) => conditionHolds(condition, known) === true,
  };
}
