import type { PayoutStatus } from './payout-lifecycle';

/** Payouts that will never bring the claimant anything. */
const DEAD: readonly PayoutStatus[] = ['failed', 'cancelled', 'returned'];

/** What of the award of a line payouts carry already, on their way or settled, in minor units. */
export function carriedMinor(
  line: { readonly id: string },
  payouts: readonly {
    readonly claimLineId: string;
    readonly status: PayoutStatus;
    readonly amountMinor: bigint;
  }[],
): bigint {
  return payouts
    .filter(({ claimLineId, status }) => claimLineId === line.id && !DEAD.includes(status))
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}
