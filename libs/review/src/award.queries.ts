import { Injectable } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import type { Reads } from '@app/platform';

import type { EarlierAwards } from './domain/exposure';

/** Which awards add up with those of a claim. */
export interface AwardSpan {
  readonly paymentIds: readonly string[];
  readonly since: Date;
}

type AwardedClaim = Pick<
  ClaimEntity,
  'lane' | 'id' | 'claimantPartyId' | 'currency' | 'payoutMethod'
>;

/** All reads of awards. */
@Injectable()
export class AwardQueries {
  /** What other claims were awarded since a time: to the claimant, the payee, for the payments. */
  async earlier(
    reads: Reads,
    claim: AwardedClaim,
    { paymentIds, since }: AwardSpan,
  ): Promise<EarlierAwards> {
    const { lane, id, claimantPartyId, currency, payoutMethod } = claim;
    const [claimant] = await reads.query<{ sum: string }[]>(
      `SELECT coalesce(sum(amount_minor), 0)::text AS sum FROM awards
        WHERE lane = $1 AND claimant_party_id = $2 AND claim_id <> $3 AND currency = $4
          AND awarded_at >= $5`,
      [lane, claimantPartyId, id, currency, since],
    );
    const payments = await reads.query<{ payment_id: string; sum: string }[]>(
      `SELECT payment_id, sum(amount_minor)::text AS sum FROM awards
        WHERE lane = $1 AND payment_id = ANY ($2::text[]) AND claim_id <> $3 AND currency = $4
          AND awarded_at >= $5
        GROUP BY payment_id`,
      [lane, paymentIds, id, currency, since],
    );
    return {
      claimantMinor: BigInt(claimant?.sum ?? 0),
      payeeMinor:
        payoutMethod.route === 'account'
          ? await this.toAccount(reads, claim, { key: payoutMethod.accountKey, since })
          : null,
      paymentsMinor: new Map(payments.map((row) => [row.payment_id, BigInt(row.sum)])),
    };
  }

  private async toAccount(
    reads: Reads,
    { id, currency }: AwardedClaim,
    { key, since }: { readonly key: string; readonly since: Date },
  ): Promise<bigint> {
    const [row] = await reads.query<{ sum: string }[]>(
      `SELECT coalesce(sum(amount_minor), 0)::text AS sum FROM awards
        WHERE payee_key = $1 AND claim_id <> $2 AND currency = $3 AND awarded_at >= $4`,
      [key, id, currency, since],
    );
    return BigInt(row?.sum ?? 0);
  }
}
