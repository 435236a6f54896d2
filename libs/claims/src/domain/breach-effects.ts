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

/** Steps that stay, however long ago all was over. */
const ANSWERS: readonly (NextStepCode | null)[] = ['answer_message', 'answer_objection'];
/** Steps of a claim at rest whose money is not where it belongs. */
const OF_MONEY: readonly (NextStepCode | null)[] = [
  'resolve_payout',
  'pay_recovered',
  'pay_goodwill',
];

/** Whether a time ran out that speaks against the claim, by its pack: that needs a person. */
export function isContested(facts: readonly ClockFact[], decidedAt: Date | null): boolean {
  const step = proposedStep(facts, { decidedAt, creditedAt: null });
  return ['deny_by_default', 'close_by_default'].includes(step ?? '');
}

/** As much of a claim as says which of its broken promises were answered. */
interface AnsweredClaim {
  readonly decidedAt: Date | null;
  readonly creditedAt: Date | null;
}

/**
 * What follows from the newest broken promise from which anything but attention follows. What was
 * broken before the last decision was answered by it, also when the claim is open again; and what
 * calls for a credit is answered by that.
 */
function proposedStep(
  facts: readonly ClockFact[],
  { decidedAt, creditedAt }: AnsweredClaim,
): NextStepCode | null {
  const steps = facts
    .filter(({ kind, at }) => kind === 'breached' && (decidedAt === null || at > decidedAt))
    .map(({ reason }) => STEP_OF[reason as BreachEffect] ?? null)
    .filter((step) => step !== null)
    .filter((step) => creditedAt === null || step !== 'credit_provisionally');
  return steps.at(-1) ?? null;
}

/**
 * The next step of a claim with regard to its broken promises. What they call for stays the next
 * step until somebody decides, whatever happens meanwhile; nothing is decided here. A settled claim
 * waits for nobody, but when its payout comes back, its claimant writes, or something around it is
 * late, a person follows that up.
 */
export function stepAfterBreaches(
  step: NextStepCode | null,
  { status, ...answered }: AnsweredClaim & { readonly status: ClaimStatus },
  facts: readonly ClockFact[],
  now: Date,
): NextStepCode | null {
  // Whoever writes is answered, however long ago all was over.
  if (ANSWERS.includes(step)) return step;
  if (status === 'closed') return null;
  if (isSettledStatus(status)) {
    // Money that is not where it belongs, whatever else is late.
    if (OF_MONEY.includes(step)) return step;
    return isLate(facts, now) ? 'follow_up' : null;
  }
  if (step === null || !UNDECIDED_STEPS.includes(step)) return step;
  return proposedStep(facts, answered) ?? step;
}

/** Whether a promise is broken that is still to be kept. */
export function isLate(facts: readonly ClockFact[], now: Date): boolean {
  return openClocks(facts, now).some(({ state }) => state === 'breached');
}
