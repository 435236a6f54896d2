import type { Assessment } from '@app/programs';

/** What keeps a claim from the machine beside its assessment. */
export interface ForTheMachine {
  /** A time ran out that speaks against the claim: a person weighs that. */
  readonly isContested: boolean;
  readonly assessment: Pick<Assessment, 'recommendation' | 'approval'>;
}

/**
 * Whether a machine may approve by an assessment: the pack allows it for the amount, nothing is
 * open, all signals are clean, and no person ever decided on the claim. It never denies.
 */
export function isForTheMachine(
  { assessment, isContested }: ForTheMachine,
  { wasDecided }: { readonly wasDecided: boolean },
): boolean {
  const { recommendation, approval } = assessment;
  const isAllowed = recommendation === 'approve' && approval.tier === 'automatic';
  return isAllowed && !isContested && !wasDecided;
}
