import type { ClaimCommand } from './command-words';

/**
 * The lines of the timeline with which a command brings a claim to rest: paid, denied, withdrawn or
 * closed. Each is told to the claimant with its reason. The database takes no claim to rest without
 * one of them (`claims_rest_is_told`), so that none ever ends in silence.
 */
export const TOLD_AT_REST = {
  decide: ['claim.denied', 'claim.confirmed'],
  approve: ['claim.denied', 'claim.confirmed'],
  settle_payout: ['payout.settled'],
  credit: ['credit.final'],
  take_back: ['award.taken_back'],
  end_unclaimed: ['claim.closed'],
  withdraw: ['claim.withdrawn'],
  merge: ['claim.merged_into'],
  close: ['claim.closed', 'claim.closed_unanswered'],
} as const satisfies Partial<Record<ClaimCommand, readonly string[]>>;

/** All of them, each once. */
export const REST_EVENTS: readonly string[] = [...new Set(Object.values(TOLD_AT_REST).flat())];
