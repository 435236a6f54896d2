import type { Bilingual } from '@app/kernel';
import type { BreachEffect, BusinessCalendar, PackClock } from '@app/programs';

import { CLAIM_TEXTS } from './claim-texts';
import { CLOCK_TEXTS, wallTime } from './clock-texts';
import type { ClockFact } from './clocks';

/** A line of the timeline that follows from a change by itself. */
interface ChangeEvent {
  readonly kind: string;
  readonly summary: Bilingual;
}

/** What the timeline says of a decision whose ground has changed; nothing of other changes. */
export function voidEvent({
  voidsDecision,
}: {
  readonly voidsDecision: boolean;
}): ChangeEvent | undefined {
  return voidsDecision
    ? { kind: 'claim.decision_void', summary: CLAIM_TEXTS.decisionVoid }
    : undefined;
}

/** What the timeline says of a broken promise; nothing of other facts. */
export function breachEvent(
  { kind, clock, at, reason }: ClockFact,
  rules: { readonly clocks: readonly PackClock[]; readonly calendar: BusinessCalendar },
  { creditedAt }: { readonly creditedAt: Date | null },
): ChangeEvent[] {
  const rule = rules.clocks.find(({ id }) => id === clock);
  if (kind !== 'breached' || rule === undefined) return [];
  const due = wallTime(at, rules.calendar);
  const effect = reason as BreachEffect | null;
  const isCredited = effect === 'provisional_credit' && creditedAt !== null;
  const summary = CLOCK_TEXTS.breached(rule.label, due, isCredited ? 'credited' : effect);
  return [{ kind: 'clock.breached', summary }];
}
