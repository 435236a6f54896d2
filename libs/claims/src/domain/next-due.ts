import { untilOf } from './clock-rules';
import type { ClockRules } from './clock-rules';
import type { ClockView } from './clocks';
import { NEXT_STEPS } from './next-step';
import type { NextStepCode } from './next-step';

/**
 * By when the next step is promised. A promise that is broken already does not count: a new time is
 * given instead, because a due time in the past helps nobody.
 */
export function nextDueAt(
  step: NextStepCode,
  clocks: readonly ClockView[],
  given: { readonly now: Date; readonly rules: Pick<ClockRules, 'clocks' | 'dueAfter'> },
): Date {
  const { clocks: names, until, within } = NEXT_STEPS[step];
  const { now, rules } = given;
  const promised = clocks.flatMap(({ id, state, dueAt }) =>
    state === 'running' && dueAt !== null ? [{ id, dueAt }] : [],
  );
  const named = (names as readonly string[])
    .map((name) => promised.find(({ id }) => id === name))
    .find((clock) => clock !== undefined);
  if (named !== undefined) return named.dueAt;
  const [first] = promised
    .filter(({ id }) => {
      const rule = rules.clocks.find((clock) => clock.id === id);
      return rule !== undefined && untilOf(rule) === until;
    })
    .sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime());
  return first?.dueAt ?? rules.dueAfter(now, within);
}
