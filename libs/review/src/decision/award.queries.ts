import { Injectable } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import type { Reads } from '@app/platform';

import type { EarlierAwards } from '../domain/exposure';

/** Which awards add up with those of a claim. */
export interface AwardSpan {
  readonly paymentIds: readonly string[];
  readonly since: Date;
}

type AwardedClaim = Pick<
  ClaimEntity,
  'lane' | 'id' | 'claimantPartyId' | 'currency' | 'payoutMethod'
>;

/** Each sum by an index of its own. */
const EARLIER = `
  SELECT 'claimant' AS of, '' AS payment, coalesce(sum(amount_minor), 0)::text AS sum FROM awards
   WHERE lane = $1::smallint AND claimant_party_id = $2
     AND claim_id <> $5 AND currency = $6 AND awarded_at >= $7
  UNION ALL
  SELECT 'payment', payment_id, sum(amount_minor)::text FROM awards
   WHERE lane = $1::smallint AND payment_id = ANY ($3::text[])
     AND claim_id <> $5 AND currency = $6 AND awarded_at >= $7
   GROUP BY payment_id
  UNION ALL
  SELECT 'payee', '', coalesce(sum(amount_minor), 0)::text FROM (
    SELECT lane, decision_id, claim_line_id, amount_minor FROM awards
     WHERE payee_key = $4::text AND claim_id <> $5 AND currency = $6 AND awarded_at >= $7
    UNION
    -- An account that is named after the award gets it where its payout died and is ordered again.
    SELECT award.lane, award.decision_id, award.claim_line_id, award.amount_minor
      FROM claim_payout_methods named
      JOIN claims claim ON claim.lane = named.lane AND claim.id = named.claim_id
      JOIN awards award ON award.lane = claim.lane AND award.claim_id = claim.id
       AND award.claimant_party_id = claim.claimant_party_id
     WHERE named.account_key = $4::text AND named.named_at > award.awarded_at
       AND award.claim_id <> $5 AND award.currency = $6 AND award.awarded_at >= $7) AS to_payee`;

/** All reads of awards. */
@Injectable()
export class AwardQueries {
  /**
   * What other claims were awarded since a time: to the claimant, the payee, for the payments. An
   * award counts for each account that it was to go to: too much rather than too little.
   */
  async earlier(
    reads: Reads,
    claim: AwardedClaim,
    { paymentIds, since }: AwardSpan,
  ): Promise<EarlierAwards> {
    const { lane, id, claimantPartyId, currency, payoutMethod } = claim;
    const key = payoutMethod.route === 'account' ? payoutMethod.accountKey : null;
    const rows = await reads.query<{ of: string; payment: string; sum: string }[]>(EARLIER, [
      ...[lane, claimantPartyId, paymentIds, key],
      ...[id, currency, since],
    ]);
    const sumOf = (of: string): bigint => BigInt(rows.find((row) => row.of === of)?.sum ?? 0);
    const payments = rows.filter((row) => row.of === 'payment');
    return {
      claimantMinor: sumOf('claimant'),
      payeeMinor: key === null ? null : sumOf('payee'),
      paymentsMinor: new Map(payments.map(({ payment, sum }) => [payment, BigInt(sum)])),
    };
  }
}
