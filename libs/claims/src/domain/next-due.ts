import type { ClockView, DueAfter } from './clocks';
import { NEXT_STEPS } from './next-step';
import type { NextStepCode } from './next-step';

/**
 * By when the next step is promised. A promise that is broken already does not count: a new time is
 * given instead, because a due time in the past helps nobody.
 */
export function nextDueAt(
  step: NextStepCode,
  clocks: readonly ClockView[],
  given: { readonly now: Date; readonly dueAfter: DueAfter },
): Date {
  const { clocks: names, within } = NEXT_STEPS[step];
  const running = (names as readonly string[])
    .map((name) => clocks.find(({ id, state }) => id === name && state === 'running'))
    .find((clock) => clock !== undefined);
  return running?.dueAt ?? given.dueAfter(given.now, within);
}
