import type { PayoutKind } from './payout-kind';
import type { PayoutStatus } from './payout-lifecycle';
import { UNCLAIMED_ENDS } from './people-answer';

interface CarryingPayout {
  readonly kind: PayoutKind;
  readonly claimLineId: string;
  readonly status: PayoutStatus;
  readonly statusReason: string | null;
  readonly amountMinor: bigint;
}

/** Whether a payout will never bring the claimant anything, so that its part is owed still. */
export function isDead({
  status,
  statusReason,
}: Pick<CarryingPayout, 'status' | 'statusReason'>): boolean {
  if (status === 'failed' || status === 'cancelled') return true;
  // What nobody can claim any more is not owed.
  return (
    status === 'returned' && !(UNCLAIMED_ENDS as readonly (string | null)[]).includes(statusReason)
  );
}

/** What of the award of a line payouts carry already, on their way or settled, in minor units. */
export function carriedMinor(
  line: { readonly id: string },
  payouts: readonly CarryingPayout[],
): bigint {
  return payouts
    .filter(({ kind, claimLineId }) => kind === 'award' && claimLineId === line.id)
    .filter((payout) => !isDead(payout))
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}
