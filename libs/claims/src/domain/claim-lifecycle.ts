import { DomainError } from '@app/kernel';

export const CLAIM_STATUSES = [
  'received',
  'assessing',
  'awaiting_claimant',
  'in_review',
  'awaiting_approval',
  'approved',
  'paying',
  'paid',
  'denied',
  'withdrawn',
  'closed',
] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

/** What may follow what. Everything that is not here is refused without effect. */
export const NEXT_STATUSES: Readonly<Record<ClaimStatus, readonly ClaimStatus[]>> = {
  received: ['assessing', 'withdrawn'],
  assessing: ['awaiting_claimant', 'in_review', 'approved', 'withdrawn'],
  // Evidence that arrives, or a reviewer who decides on what there is.
  awaiting_claimant: ['assessing', 'awaiting_approval', 'approved', 'denied', 'withdrawn'],
  in_review: ['assessing', 'awaiting_approval', 'approved', 'denied', 'withdrawn'],
  // An approver who returns the decision sends the claim back to the reviewer.
  awaiting_approval: ['in_review', 'approved', 'denied', 'withdrawn'],
  approved: ['paying'],
  // A payout that failed for certain needs a person before the next one.
  paying: ['paid', 'approved'],
  paid: ['closed'],
  denied: ['closed'],
  withdrawn: ['closed'],
  closed: [],
};

/** Statuses in which nobody has anything left to do before the claim is closed. */
export function isSettledStatus(status: ClaimStatus): boolean {
  return ['paid', 'denied', 'withdrawn', 'closed'].includes(status);
}

/** Whether the claim waits for a decision still: until then it can be withdrawn. */
export function isUndecided(status: ClaimStatus): boolean {
  return mayAdvance(status, 'withdrawn');
}

export function mayAdvance(from: ClaimStatus, to: ClaimStatus): boolean {
  return NEXT_STATUSES[from].includes(to);
}

/** Returns the new status, or refuses with `claim.cannot_advance`. */
export function advance(from: ClaimStatus, to: ClaimStatus): ClaimStatus {
  if (mayAdvance(from, to)) return to;
  throw new DomainError(
    'conflict',
    'claim.cannot_advance',
    {
      en: `A claim that is "${from}" cannot become "${to}".`,
      'zh-CN': `状态为“${from}”的索赔不能变为“${to}”。`,
    },
    { status: from },
  );
}
