import { AuditTrail } from '@app/audit';
import { ClaimEntity, ClaimQueries, foldClocks } from '@app/claims';
import { LedgerQueries } from '@app/ledger';
import { ReviewQueries, statusOf } from '@app/review';
import type { DecisionEntity } from '@app/review';

import type { TestOperations } from './test-operations';

/** The bookings of a claim in order, as `E05 5010/2010 86000`. */
export async function bookingsOf(
  ops: TestOperations,
  claim: Pick<ClaimEntity, 'id'>,
): Promise<string[]> {
  const journals = await ops.get(LedgerQueries).journalsOfClaim(ops.reads, claim.id);
  return journals.flatMap(({ journal, transfers }) =>
    transfers.map(
      ({ debitAccount, creditAccount, amountMinor }) =>
        `${journal.kind} ${debitAccount}/${creditAccount} ${amountMinor}`,
    ),
  );
}

/** How often each thing was done to a claim, by its audit trail. */
export async function actsOn(
  ops: TestOperations,
  claim: Pick<ClaimEntity, 'lane' | 'id'>,
): Promise<string[]> {
  const records = await ops.get(AuditTrail).of(ops.reads, claim.lane, claim.id);
  return records.map(({ action }) => action);
}

/** The clocks of a claim as they stand now, as `decide running`. */
export async function clocksOf(ops: TestOperations, claim: ClaimEntity): Promise<string[]> {
  const facts = await ops.get(ClaimQueries).clockFacts(ops.reads, claim);
  return foldClocks(facts, ops.clock.now()).map(({ id, state }) => `${id} ${state}`);
}

/** How many jobs of a kind were added for a claim. */
export async function jobsFor(
  ops: TestOperations,
  claim: Pick<ClaimEntity, 'id'>,
  queue = 'assess-claim',
): Promise<number> {
  return (await ops.jobs(queue, { claimId: claim.id })).length;
}

/** How a decision stands by now. */
export async function decisionStatusNow(
  ops: TestOperations,
  { lane, claimId, id }: DecisionEntity,
): Promise<string> {
  const claim = await ops.reads.findOneByOrFail(ClaimEntity, { lane, id: claimId });
  const taken = await ops.get(ReviewQueries).taken(ops.reads, claim);
  const found = taken.find(({ decision }) => decision.id === id);
  if (found === undefined) throw new Error(`There is no decision ${id}.`);
  return statusOf(found);
}
