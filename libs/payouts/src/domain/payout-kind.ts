/**
 * What a payout pays: the award of a line, the claimant's part of money that came back of their
 * loss beyond the award, or a credit before the decision, on condition.
 */
export const PAYOUT_KINDS = ['award', 'recovered', 'provisional'] as const;
export type PayoutKind = (typeof PAYOUT_KINDS)[number];
