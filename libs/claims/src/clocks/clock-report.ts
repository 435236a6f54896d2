import { isEstimate, yearsNotCovered } from '@app/programs';
import type { Pack, PackClock } from '@app/programs';

import { claimRules, pinnedCalendar } from '../filing/claim-rules';
import { dueOf, withinOf } from '../domain/clock-rules';
import { foldClocks } from '../domain/clocks';
import type { ClockFact, ClockView } from '../domain/clocks';
import type { RecordedCircumstance } from '../domain/recorded-facts';

/** A clock as people see it: how it stands, what it promises, and how sure its due time is. */
export interface ReportedClock extends ClockView {
  readonly rule: PackClock;
  /** The years whose holidays were not published when it was looked at; none for a sure time. */
  readonly uncoveredYears: readonly number[];
  /** The version of the calendar that its due time stands on; null for a time without a figure. */
  readonly calendarVersion: string | null;
  /** When it would fall due by the days as they are known today; null where that is the same. */
  readonly dueTodayAt: Date | null;
}

/** A fact about a clock as it is kept, with the calendar that its due time was reckoned by. */
type KeptFact = ClockFact & { readonly calendar: string | null };

/** The clocks of a claim as they stand at `now`, each with its entry in the pinned pack. */
export function clockReport(
  pack: Pack,
  facts: readonly KeptFact[],
  circumstances: readonly RecordedCircumstance[],
  now: Date,
): ReportedClock[] {
  const rules = claimRules(pack, circumstances);
  const isOfToday = [null, rules.calendar.version].includes(pinnedCalendar(facts));
  const dueToday = ({ id, dueAt, state }: ClockView): Date | null => {
    const rule = rules.clocks.find((clock) => clock.id === id);
    const isToBeKept = state === 'running' || state === 'paused';
    if (isOfToday || !isToBeKept || rule === undefined) return null;
    const due = dueOf(rule, facts, rules);
    return due?.getTime() === dueAt?.getTime() ? null : due;
  };
  return foldClocks(facts, now).flatMap((view) => {
    const rule = rules.clocks.find(({ id }) => id === view.id);
    if (rule === undefined) return [];
    const { startedAt, dueAt } = view;
    const within = withinOf(rule, rules);
    const isSure =
      dueAt === null || within === null || !isEstimate(startedAt, dueAt, rules.calendar, within);
    const uncoveredYears = isSure ? [] : yearsNotCovered(startedAt, dueAt, rules.calendar);
    const calendarVersion =
      facts.findLast(({ clock, calendar }) => clock === view.id && calendar !== null)?.calendar ??
      null;
    return [{ ...view, rule, uncoveredYears, calendarVersion, dueTodayAt: dueToday(view) }];
  });
}
