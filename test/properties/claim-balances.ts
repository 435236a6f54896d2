import { In } from 'typeorm';

import { ClaimEntity, isSettledStatus } from '@app/claims';
import type { PaymentEntity } from '@app/payments';

import type { TestOperations } from '../support/test-operations';

/** By account, debits minus credits in minor units. */
type Balances = ReadonlyMap<string, bigint>;

/**
 * Where the books of claims differ from the claims: the reserve is what is on 2010, what is awarded
 * and not paid is on 2030 and 2040, a claim at rest has nothing on any of them, and what is claimed
 * is a memo for as long as it may be awarded.
 */
export async function imbalances(
  ops: TestOperations,
  ids: readonly Pick<ClaimEntity, 'id'>[],
): Promise<string[]> {
  const claims = await ops.reads.findBy(ClaimEntity, { id: In(ids.map(({ id }) => id)) });
  const booked = await balancesOfAll(ops, claims);
  return claims.flatMap((claim) => {
    const expected = expectedOf(claim, booked.get(claim.id) ?? new Map<string, bigint>());
    return Object.entries(expected)
      .filter(([, [is, shall]]) => is !== shall)
      .map(
        ([what, [is, shall]]) => `${claim.reference} ${claim.status}: ${what} ${is}, not ${shall}`,
      );
  });
}

/** What stands in the books, and what shall. */
function expectedOf(
  claim: ClaimEntity,
  balances: Balances,
): Record<string, readonly [bigint, bigint]> {
  const on = (code: string): bigint => balances.get(code) ?? 0n;
  const awardedMinor = claim.awardedMinor ?? 0n;
  const isAtRest = isSettledStatus(claim.status);
  return {
    reserve: [-on('2010'), claim.reserveMinor],
    'owed and on its way': [-on('2030') - on('2040'), awardedMinor - claim.paidMinor],
    'held for the claimant': [-on('2050'), 0n],
    'credited provisionally': [on('1150'), 0n],
    ...(awardedMinor > 0n ? {} : { memo: [on('9100'), isAtRest ? 0n : claim.claimedMinor] }),
    ...(isAtRest ? { 'left at rest': [on('2010') + on('2030') + on('2040'), 0n] } : {}),
  };
}

async function balancesOfAll(
  ops: TestOperations,
  claims: readonly ClaimEntity[],
): Promise<ReadonlyMap<string, Balances>> {
  const rows = await ops.reads.query<{ claim_id: string; code: string; minor: string }[]>(
    `SELECT j.claim_id, side.code, sum(side.minor)::text AS minor
       FROM ledger_journals j JOIN ledger_transfers t ON t.lane = j.lane AND t.journal_id = j.id
      CROSS JOIN LATERAL (VALUES (t.debit_account, t.amount_minor), (t.credit_account, -t.amount_minor))
            AS side (code, minor)
      WHERE j.lane = ANY ($1) AND j.claim_id = ANY ($2) GROUP BY j.claim_id, side.code`,
    [claims.map(({ lane }) => lane), claims.map(({ id }) => id)],
  );
  return new Map(
    claims.map(({ id }) => {
      const own = rows.filter(({ claim_id: claimId }) => claimId === id);
      return [id, new Map(own.map(({ code, minor }) => [code, BigInt(minor)]))];
    }),
  );
}

/** Payments on which more or less is noted as claimed than the lines of all claims hold. */
export async function overclaimed(
  ops: TestOperations,
  payments: readonly Pick<PaymentEntity, 'id'>[],
): Promise<string[]> {
  const rows = await ops.reads.query<{ id: string; claimed: string; held: string }[]>(
    `SELECT p.id, p.claimed_minor::text AS claimed, coalesce(sum(l.held), 0)::text AS held
       FROM payments p LEFT JOIN (
         SELECT lane, payment_id, CASE status WHEN 'claimed' THEN amount_minor
                                              WHEN 'awarded' THEN least(award_minor, amount_minor)
                                              ELSE 0 END AS held
           FROM claim_lines) l ON l.lane = p.lane AND l.payment_id = p.id
      WHERE p.id = ANY ($1) GROUP BY p.id, p.claimed_minor, p.amount_minor
     HAVING p.claimed_minor <> coalesce(sum(l.held), 0) OR p.claimed_minor > p.amount_minor`,
    [payments.map(({ id }) => id)],
  );
  return rows.map(({ id, claimed, held }) => `${id}: ${claimed} claimed, ${held} held by lines`);
}
