import { Injectable } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import { isId, laneOfId } from '@app/kernel';
import type { PageRequest, Reads } from '@app/platform';

import { ReceiptMatchProposalEntity } from './persistence/receipt-match-proposal.entity';
import { ReceiptMatchVerdictEntity } from './persistence/receipt-match-verdict.entity';
import { ReceiptMatchEntity } from './persistence/receipt-match.entity';
import { ReceiptEntity } from './persistence/receipt.entity';

const WITHOUT_VERDICT = `NOT EXISTS (SELECT FROM receipt_match_verdicts v
  WHERE v.lane = proposal.lane AND v.proposal_id = proposal.id)`;

/** Money of one currency that nobody has matched yet. */
export interface UnmatchedReceipts {
  readonly currency: string;
  readonly count: number;
  readonly unmatchedMinor: bigint;
  readonly oldestAt: Date;
}

/** All reads of money that came without being asked for. */
@Injectable()
export class ReceiptQueries {
  async byId(reads: Reads, id: string): Promise<ReceiptEntity | null> {
    return reads.findOneBy(ReceiptEntity, { id });
  }

  async byReference(reads: Reads, reference: string): Promise<ReceiptEntity | null> {
    return reads.findOneBy(ReceiptEntity, { reference });
  }

  /** One row more than the page holds, newest first; on wish only those with something left. */
  async list(
    reads: Reads,
    filter: { readonly isOpen: boolean },
    page: PageRequest,
  ): Promise<ReceiptEntity[]> {
    const query = reads
      .createQueryBuilder(ReceiptEntity, 'receipt')
      .orderBy('receipt.id', 'DESC')
      .limit(page.limit + 1);
    if (filter.isOpen) {
      query.andWhere('receipt.matched_minor < receipt.amount_minor');
      query.andWhere('receipt.taken_back_at IS NULL');
    }
    if (page.after !== undefined) query.andWhere('receipt.id < :after', { after: page.after });
    return query.getMany();
  }

  /** The matches of some receipts, in the order in which they were made. */
  async matches(reads: Reads, receiptIds: readonly string[]): Promise<ReceiptMatchEntity[]> {
    if (receiptIds.length === 0) return [];
    return reads
      .createQueryBuilder(ReceiptMatchEntity, 'match')
      .where('match.receipt_id = ANY (:receiptIds)', { receiptIds })
      .orderBy('match.id')
      .getMany();
  }

  /** The proposed matches of some receipts that wait for another person, oldest first. */
  async proposed(
    reads: Reads,
    receiptIds: readonly string[],
  ): Promise<ReceiptMatchProposalEntity[]> {
    if (receiptIds.length === 0) return [];
    return reads
      .createQueryBuilder(ReceiptMatchProposalEntity, 'proposal')
      .where('proposal.receipt_id = ANY (:receiptIds)', { receiptIds })
      .andWhere(WITHOUT_VERDICT)
      .orderBy('proposal.id')
      .getMany();
  }

  /** A proposed match; null when it does not wait for another person, or is none. */
  async waiting(reads: Reads, id: string): Promise<ReceiptMatchProposalEntity | null> {
    if (!isId(id, 'rmp')) return null;
    const lane = laneOfId(id);
    const isJudged = await reads.existsBy(ReceiptMatchVerdictEntity, { lane, proposalId: id });
    return isJudged ? null : reads.findOneBy(ReceiptMatchProposalEntity, { lane, id });
  }

  /** The proposed match of a claim that waits for another person; null when none does. */
  async waitingOfClaim(
    reads: Reads,
    { lane, id: claimId }: Pick<ClaimEntity, 'lane' | 'id'>,
  ): Promise<ReceiptMatchProposalEntity | null> {
    return reads
      .createQueryBuilder(ReceiptMatchProposalEntity, 'proposal')
      .where('proposal.lane = :lane AND proposal.claim_id = :claimId', { lane, claimId })
      .andWhere(WITHOUT_VERDICT)
      .getOne();
  }

  /** What lies in suspense, per currency. */
  async unmatched(reads: Reads): Promise<UnmatchedReceipts[]> {
    const rows = await reads.query<
      { currency: string; count: number; unmatched: string; oldestAt: Date }[]
    >(
      `SELECT currency, count(*)::int AS count, sum(amount_minor - matched_minor)::text AS unmatched,
              min(received_at) AS "oldestAt"
         FROM receipts WHERE matched_minor < amount_minor AND taken_back_at IS NULL GROUP BY currency ORDER BY currency`,
    );
    return rows.map(({ unmatched, ...row }) => ({ ...row, unmatchedMinor: BigInt(unmatched) }));
  }
}
