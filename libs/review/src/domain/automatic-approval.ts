import type { Assessment } from '@app/programs';

/**
 * Whether a machine may approve by an assessment: the pack allows it for the amount, nothing is
 * open, all signals are clean, and every payment is awarded something. It never denies, not a part
 * of a claim either.
 */
export function isForTheMachine({
  recommendation,
  approval,
  lines,
}: Pick<Assessment, 'recommendation' | 'approval' | 'lines'>): boolean {
  const isAllowed = recommendation === 'approve' && approval.tier === 'automatic';
  return isAllowed && lines.every(({ award }) => BigInt(award.amountMinor) > 0n);
}
