import { Injectable } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import { Money } from '@app/money';
import type { MoneyJson } from '@app/money';
import type { Reads } from '@app/platform';

import type { Stakes } from './domain/distribution';
import type { SplitShare } from './domain/split-shares';

type StakedClaim = Pick<ClaimEntity, 'lane' | 'id' | 'currency' | 'awardedMinor' | 'decisionId'>;

/** Reads of who bears what of a claim. Whoever acts on them holds the lock on the claim. */
@Injectable()
export class StakesQueries {
  /**
   * What each still bears: the house what it has awarded less what others have agreed to and what
   * came back to it, others what they have agreed to less their parts of what came back, and the
   * claimant the loss that no award and no recovery has covered.
   */
  async of(reads: Reads, claim: StakedClaim): Promise<Stakes> {
    const { lane, id, currency } = claim;
    const [sums] = await reads.query<
      { ours: string; house: string; victim: string; loss: string }[]
    >(
      `SELECT (SELECT coalesce(sum(agreed_minor - written_off_minor), 0) FROM recoveries
                WHERE lane = $1 AND claim_id = $2 AND agreed_minor IS NOT NULL
                  AND kind IN ('institution', 'insurer', 'claimant'))::text AS ours,
              (SELECT coalesce(sum(house_minor), 0) FROM receipt_matches
                WHERE lane = $1 AND claim_id = $2)::text AS house,
              (SELECT coalesce(sum(victim_minor), 0) FROM receipt_matches
                WHERE lane = $1 AND claim_id = $2)::text AS victim,
              (SELECT coalesce(sum(least(l.amount_minor, p.amount_minor - p.refunded_minor)), 0)
                 FROM claim_lines l JOIN payments p ON p.lane = l.lane AND p.id = l.payment_id
                WHERE l.lane = $1 AND l.claim_id = $2)::text AS loss`,
      [lane, id],
    );
    if (sums === undefined) throw new Error('Sums always come.');
    const awardedMinor = claim.awardedMinor ?? 0n;
    const houseMinor = awardedMinor - BigInt(sums.ours) - BigInt(sums.house);
    const openMinor = BigInt(sums.loss) - awardedMinor - BigInt(sums.victim);
    return {
      house: Money.of(houseMinor > 0n ? houseMinor : 0n, currency),
      others: await this.others(reads, claim),
      victim: Money.of(openMinor > 0n ? openMinor : 0n, currency),
    };
  }

  /** Of their parts of recoveries, what another bearer has not been paid yet. */
  async owedTo(reads: Reads, claim: StakedClaim, counterpartyId: string): Promise<Money> {
    const [row] = await reads.query<{ owed: string }[]>(
      `SELECT (coalesce((SELECT sum((part ->> 'amountMinor')::bigint)
                 FROM receipt_matches m, jsonb_array_elements(m.others) AS part
                WHERE m.lane = $1 AND m.claim_id = $2 AND part ->> 'counterpartyId' = $3), 0)
             - coalesce((SELECT sum(amount_minor) FROM counterparty_payments
                WHERE lane = $1 AND claim_id = $2 AND counterparty_id = $3), 0))::text AS owed`,
      [claim.lane, claim.id, counterpartyId],
    );
    return Money.of(BigInt(row?.owed ?? 0), claim.currency);
  }

  /** The award of the final decision on a claim, and who bears it by the assessment behind it. */
  async splitOf(
    reads: Reads,
    { lane, decisionId }: StakedClaim,
  ): Promise<{ readonly award: Money; readonly split: readonly SplitShare[] } | null> {
    const [row] = await reads.query<
      { currency: string; award: string; split: { party: string; money: MoneyJson }[] }[]
    >(
      `SELECT d.currency, d.award_minor::text AS award, a.result -> 'split' AS split
         FROM decisions d JOIN assessments a ON a.lane = d.lane AND a.id = d.assessment_id
        WHERE d.lane = $1 AND d.id = $2`,
      [lane, decisionId],
    );
    if (row === undefined) return null;
    return {
      award: Money.of(BigInt(row.award), row.currency),
      split: row.split.map(({ party, money }) => ({ party, money: Money.fromJson(money) })),
    };
  }

  private async others(
    reads: Reads,
    { lane, id, currency }: StakedClaim,
  ): Promise<Stakes['others']> {
    const rows = await reads.query<{ counterpartyId: string; borne: string }[]>(
      `SELECT r.counterparty_id AS "counterpartyId",
              (sum(r.agreed_minor - r.written_off_minor) - coalesce((
                SELECT sum((part ->> 'amountMinor')::bigint)
                  FROM receipt_matches m, jsonb_array_elements(m.others) AS part
                 WHERE m.lane = $1 AND m.claim_id = $2
                   AND part ->> 'counterpartyId' = r.counterparty_id), 0))::text AS borne
         FROM recoveries r
        WHERE r.lane = $1 AND r.claim_id = $2 AND r.kind IN ('institution', 'insurer')
          AND r.agreed_minor IS NOT NULL AND r.counterparty_id IS NOT NULL
        GROUP BY r.counterparty_id ORDER BY r.counterparty_id`,
      [lane, id],
    );
    return rows.map(({ counterpartyId, borne }) => ({
      counterpartyId,
      money: Money.of(BigInt(borne) > 0n ? BigInt(borne) : 0n, currency),
    }));
  }
}
