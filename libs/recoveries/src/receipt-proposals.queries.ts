import { Injectable } from '@nestjs/common';

import { isId, laneOfId } from '@app/kernel';
import type { PageRequest, Reads } from '@app/platform';

import { ReceiptProposalEntity } from './persistence/receipt-proposal.entity';
import { ReceiptVerdictEntity } from './persistence/receipt-verdict.entity';

const WITHOUT_VERDICT = `NOT EXISTS (SELECT FROM receipt_verdicts v
  WHERE v.lane = proposal.lane AND v.proposal_id = proposal.id)`;

/** Money that came as one person says it, and what another one said; null while it waits. */
export interface JudgedReceipt {
  readonly proposal: ReceiptProposalEntity;
  readonly verdict: ReceiptVerdictEntity | null;
}

/** All reads of money that came by the word of people. */
@Injectable()
export class ReceiptProposalQueries {
  /** One more than the page holds, newest first; on wish only what waits for another person. */
  async list(
    reads: Reads,
    filter: { readonly isWaiting: boolean },
    page: PageRequest,
  ): Promise<JudgedReceipt[]> {
    const query = reads
      .createQueryBuilder(ReceiptProposalEntity, 'proposal')
      .orderBy('proposal.id', 'DESC')
      .limit(page.limit + 1);
    if (filter.isWaiting) query.andWhere(WITHOUT_VERDICT);
    if (page.after !== undefined) query.andWhere('proposal.id < :after', { after: page.after });
    const proposals = await query.getMany();
    const verdicts = await this.verdictsOn(reads, proposals);
    return proposals.map((proposal) => ({ proposal, verdict: verdicts.get(proposal.id) ?? null }));
  }

  /** Null when there is no such proposal. */
  async byId(reads: Reads, id: string): Promise<JudgedReceipt | null> {
    if (!isId(id, 'rpr')) return null;
    const lane = laneOfId(id);
    const proposal = await reads.findOneBy(ReceiptProposalEntity, { lane, id });
    if (proposal === null) return null;
    const verdict = await reads.findOneBy(ReceiptVerdictEntity, { lane, proposalId: id });
    return { proposal, verdict };
  }

  /** The proposal with this number of the bank that waits for another person; null when none. */
  async waitingWith(reads: Reads, reference: string): Promise<ReceiptProposalEntity | null> {
    return reads
      .createQueryBuilder(ReceiptProposalEntity, 'proposal')
      .where('proposal.reference = :reference', { reference })
      .andWhere(WITHOUT_VERDICT)
      .getOne();
  }

  private async verdictsOn(
    reads: Reads,
    proposals: readonly ReceiptProposalEntity[],
  ): Promise<ReadonlyMap<string, ReceiptVerdictEntity>> {
    if (proposals.length === 0) return new Map();
    const verdicts = await reads
      .createQueryBuilder(ReceiptVerdictEntity, 'verdict')
      .where('verdict.proposal_id = ANY (:ids)', { ids: proposals.map(({ id }) => id) })
      .getMany();
    return new Map(verdicts.map((verdict) => [verdict.proposalId, verdict]));
  }
}
