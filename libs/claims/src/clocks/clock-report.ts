import { isEstimate, yearsNotCovered } from '@app/programs';
import type { Pack, PackClock } from '@app/programs';

import { claimRules } from '../filing/claim-rules';
import { withinOf } from '../domain/clock-rules';
import { foldClocks } from '../domain/clocks';
import type { ClockFact, ClockView } from '../domain/clocks';
import type { RecordedCircumstance } from '../domain/recorded-facts';

/** A clock as people see it: how it stands, what it promises, and how sure its due time is. */
export interface ReportedClock extends ClockView {
  readonly rule: PackClock;
  /** The years whose holidays were not published when it was looked at; none for a sure time. */
  readonly uncoveredYears: readonly number[];
}

/** The clocks of a claim as they stand at `now`, each with its entry in the pinned pack. */
export function clockReport(
  pack: Pack,
  facts: readonly ClockFact[],
  circumstances: readonly RecordedCircumstance[],
  now: Date,
): ReportedClock[] {
  const rules = claimRules(pack, circumstances);
  return foldClocks(facts, now).flatMap((view) => {
    const rule = rules.clocks.find(({ id }) => id === view.id);
    if (rule === undefined) return [];
    const { startedAt, dueAt } = view;
    const within = withinOf(rule, rules);
    const isSure =
      dueAt === null || within === null || !isEstimate(startedAt, dueAt, rules.calendar, within);
    const uncoveredYears = isSure ? [] : yearsNotCovered(startedAt, dueAt, rules.calendar);
    return [{ ...view, rule, uncoveredYears }];
  });
}
