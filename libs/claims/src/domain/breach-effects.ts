import type { BreachEffect } from '@app/programs';

import { isSettledStatus } from './claim-lifecycle';
import type { ClaimStatus } from './claim-lifecycle';
import { openClocks } from './clocks';
import type { ClockFact } from './clocks';
import type { NextStepCode } from './next-step';

/** The step that a person has to take when a promise is broken; null where none is new. */
const STEP_OF: Readonly<Record<BreachEffect, NextStepCode | null>> = {
  escalate: null,
  provisional_credit: 'credit_provisionally',
  pay_claimant: 'pay_by_default',
  deny_claimant: 'deny_by_default',
  close: 'close_by_default',
};

/** Steps of a claim that nobody has decided; the machine's own step is left to the machine. */
const UNDECIDED_STEPS: readonly NextStepCode[] = [
  'review',
  'add_evidence',
  ...Object.values(STEP_OF).filter((step) => step !== null),
];

/** Whether a time ran out that speaks against the claim, by its pack: that needs a person. */
export function isContested(facts: readonly ClockFact[]): boolean {
  return ['deny_by_default', 'close_by_default'].includes(proposedStep(facts) ?? '');
}

/** What follows from the newest broken promise from which anything but attention follows. */
function proposedStep(facts: readonly ClockFact[]): NextStepCode | null {
  const steps = facts
    .filter(({ kind }) => kind === 'breached')
    .map(({ reason }) => STEP_OF[reason as BreachEffect] ?? null)
    .filter((step) => step !== null);
  return steps.at(-1) ?? null;
}

/**
 * The next step of a claim with regard to its broken promises. What they call for stays the next
 * step until somebody decides, whatever happens meanwhile; nothing is decided here. A settled claim
 * waits for nobody, but when its payout comes back, or something around it is late, a person
 * follows that up.
 */
export function stepAfterBreaches(
  step: NextStepCode | null,
  status: ClaimStatus,
  facts: readonly ClockFact[],
  now: Date,
): NextStepCode | null {
  if (status === 'closed') return null;
  if (isSettledStatus(status)) {
    if (step === 'resolve_payout') return step;
    const isLate = openClocks(facts, now).some(({ state }) => state === 'breached');
    return isLate ? 'follow_up' : null;
  }
  if (step === null || !UNDECIDED_STEPS.includes(step)) return step;
  return proposedStep(facts) ?? step;
}
