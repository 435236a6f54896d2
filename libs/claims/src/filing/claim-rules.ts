import { calendarOf, conditionHolds, dueAfterPause, dueAt } from '@app/programs';
import type { BusinessCalendar, Pack } from '@app/programs';

import type { ClockRules } from '../domain/clock-rules';
import { knownAnywhere } from '../domain/recorded-facts';
import type { RecordedCircumstance } from '../domain/recorded-facts';

/** What the pinned pack of a claim and its calendar say about the claim's clocks. */
export interface ClaimRules extends ClockRules {
  readonly pack: Pack;
  readonly calendar: BusinessCalendar;
}

/** The rules for a claim of which these circumstances are known. */
export function claimRules(pack: Pack, circumstances: readonly RecordedCircumstance[]): ClaimRules {
  const calendar = calendarOf(pack.calendar);
  const known = knownAnywhere(circumstances);
  return {
    pack,
    calendar,
    clocks: pack.clocks,
    dueAfter: (from, within) => dueAt(from, within, calendar),
    dueAfterPause: (due, pause, within) => dueAfterPause(due, pause, within, calendar),
    holds: (condition) => conditionHolds(condition, known) === true,
  };
}
