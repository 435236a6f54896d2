/**
 * What a payout pays: the award of a line, the claimant's part of money that came back of their
 * loss beyond the award, what is given to them beside it, or a credit before the decision, on
 * condition.
 */
export const PAYOUT_KINDS = ['award', 'recovered', 'goodwill', 'provisional'] as const;
export type PayoutKind = (typeof PAYOUT_KINDS)[number];

/** What claimants are owed beside their awards, by a source of its own that is ordered once. */
export const BESIDE_AWARDS: readonly PayoutKind[] = ['recovered', 'goodwill'];
