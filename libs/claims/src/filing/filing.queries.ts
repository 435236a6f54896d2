import { Injectable } from '@nestjs/common';

import { laneOfSeed } from '@app/kernel';
import type { Lane } from '@app/kernel';
import type { Reads } from '@app/platform';

import type { ClaimStatus } from '../domain/claim-lifecycle';
import type { EarlierLine } from '../domain/earlier-claims';
import { ClaimProxyEntity } from '../persistence/claim-proxy.entity';
import { ClaimVulnerabilityEntity } from '../persistence/claim-vulnerability.entity';
import { ClaimEntity } from '../persistence/claim.entity';

type ClaimKey = Pick<ClaimEntity, 'lane' | 'id'>;

interface EarlierRow {
  readonly payment_id: string;
  readonly claim_id: string;
  readonly reference: string;
  readonly claim_status: ClaimStatus;
  readonly loss_type: string;
  readonly pack_id: string;
  readonly line_status: string;
  readonly amount_minor: string;
  readonly award_minor: string | null;
}

/** What a filing looks at, and what was said about the claimant with it. */
@Injectable()
export class FilingQueries {
  /** Whom the claimant named to speak for them. */
  async proxy(reads: Reads, claim: ClaimKey): Promise<ClaimProxyEntity | null> {
    return reads.findOneBy(ClaimProxyEntity, { lane: claim.lane, claimId: claim.id });
  }

  /** Every declaration that the claimant is vulnerable, oldest first: the newest counts. */
  async vulnerabilities(reads: Reads, claim: ClaimKey): Promise<ClaimVulnerabilityEntity[]> {
    return reads.find(ClaimVulnerabilityEntity, {
      where: { lane: claim.lane, claimId: claim.id },
      order: { position: 'ASC' },
    });
  }

  /** The claim that a draft has become. */
  async claimOfDraft(reads: Reads, lane: Lane, draftId: string): Promise<ClaimEntity | null> {
    return reads.findOneBy(ClaimEntity, { lane, draftId });
  }

  /** When the `nth` newest claim of a party was filed; null when there are fewer. */
  async nthNewestFiledAt(reads: Reads, partyId: string, nth: number): Promise<Date | null> {
    const [row] = await reads.query<{ filed_at: Date }[]>(
      `SELECT filed_at FROM claims WHERE lane = $1 AND claimant_party_id = $2
        ORDER BY id DESC LIMIT 1 OFFSET $3`,
      [laneOfSeed(partyId), partyId, nth - 1],
    );
    return row?.filed_at ?? null;
  }

  /** The lines of all claims on some payments of one lane, in the order of their filing. */
  async earlierLines(
    reads: Reads,
    lane: Lane,
    paymentIds: readonly string[],
  ): Promise<EarlierLine[]> {
    const rows = await reads.query<EarlierRow[]>(
      `SELECT line.payment_id, line.claim_id, claim.reference, claim.status AS claim_status,
              claim.loss_type, claim.pack_id, line.status AS line_status,
              line.amount_minor::text, line.award_minor::text
         FROM claim_lines line JOIN claims claim ON claim.lane = $1 AND claim.id = line.claim_id
        WHERE line.lane = $1 AND line.payment_id = ANY ($2::text[])
        ORDER BY line.claim_id`,
      [lane, paymentIds],
    );
    return rows.map((row) => ({
      paymentId: row.payment_id,
      claimId: row.claim_id,
      reference: row.reference,
      status: row.claim_status,
      lossType: row.loss_type,
      packId: row.pack_id,
      lineStatus: row.line_status,
      amountMinor: BigInt(row.amount_minor),
      awardMinor: row.award_minor === null ? null : BigInt(row.award_minor),
    }));
  }
}
