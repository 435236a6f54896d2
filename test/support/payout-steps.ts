import type { PayoutEntity } from '@app/payouts';

import { payoutNow } from './cases';
import { bookingsOf } from './claim-traces';
import type { TestOperations } from './test-operations';

/** Longer than any lease, any rest between two looks, and the rail's settlement window. */
export const NEXT_LOOK_MS = 70_000;

/** One look at a payout after some time, and the payout as it is then. */
export async function lookedAt(
  ops: TestOperations,
  payout: PayoutEntity,
  afterMs = NEXT_LOOK_MS,
): Promise<PayoutEntity> {
  ops.clock.moveOn(afterMs);
  await ops.advancePayout.run({ payoutId: payout.id });
  return payoutNow(ops, payout);
}

/** Looks at a payout as its jobs would, until nothing more happens by itself. */
export async function atRest(ops: TestOperations, payout: PayoutEntity): Promise<PayoutEntity> {
  for (let look = 0; look < 12; look += 1) {
    const seen = await lookedAt(ops, payout);
    if (seen.nextActionAt === null) return seen;
    if (seen.statusReason === 'awaiting_funds') await ops.refillAllotment.run(seen);
  }
  throw new Error(`Payout ${payout.id} never came to rest.`);
}

/** The bookings of a payout's claim from the submission on: the payout's own way. */
export async function payoutBookings(ops: TestOperations, payout: PayoutEntity): Promise<string[]> {
  const bookings = await bookingsOf(ops, { id: payout.claimId });
  return bookings.filter((booking) => /^E(1[5679]|20|34) /.test(booking));
}

/** How a payout stands, and why. */
export function stateOf({ status, statusReason }: PayoutEntity): string {
  return statusReason === null ? status : `${status} ${statusReason}`;
}
