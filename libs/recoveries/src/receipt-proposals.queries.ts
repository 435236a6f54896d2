import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import { isId, laneOfId } from '@app/kernel';
import type { PageRequest, Reads } from '@app/platform';

import { BankReferenceEntity } from './persistence/bank-reference.entity';
import { CounterpartyPaymentEntity } from './persistence/counterparty-payment.entity';
import { ReceiptProposalEntity } from './persistence/receipt-proposal.entity';
import { ReceiptVerdictEntity } from './persistence/receipt-verdict.entity';

const WITHOUT_VERDICT = `NOT EXISTS (SELECT FROM receipt_verdicts v
  WHERE v.lane = proposal.lane AND v.proposal_id = proposal.id)`;

/** Money that came as one person says it, and what another one said; null while it waits. */
export interface JudgedReceipt {
  readonly proposal: ReceiptProposalEntity;
  readonly verdict: ReceiptVerdictEntity | null;
  /** The receipt, recovery step, contribution or payment that it became; null for none. */
  readonly bookedAs: string | null;
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
    const booked = await bookedAs(
      reads,
      proposals.map(({ id }) => id),
    );
    return proposals.map((proposal) => ({
      ...{ proposal, verdict: verdicts.get(proposal.id) ?? null },
      bookedAs: booked.get(proposal.id) ?? null,
    }));
  }

  /** Null when there is no such proposal. */
  async byId(reads: Reads, id: string): Promise<JudgedReceipt | null> {
    if (!isId(id, 'rpr')) return null;
    const lane = laneOfId(id);
    const proposal = await reads.findOneBy(ReceiptProposalEntity, { lane, id });
    if (proposal === null) return null;
    const verdict = await reads.findOneBy(ReceiptVerdictEntity, { lane, proposalId: id });
    const booked = await bookedAs(reads, [id]);
    return { proposal, verdict, bookedAs: booked.get(id) ?? null };
  }

  /** The one that waits with this number of the bank, however it is typed; null when none does. */
  async waitingWith(reads: Reads, reference: string): Promise<ReceiptProposalEntity | null> {
    return reads
      .createQueryBuilder(ReceiptProposalEntity, 'proposal')
      .where('bank_number(proposal.reference) = bank_number(:reference)', { reference })
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

/** What proposals became, by their ids; without those that are not booked. */
async function bookedAs(
  reads: Reads,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const proposalId = In([...ids]);
  const lane = In([...new Set(ids.map(laneOfId))]);
  const came = await reads.findBy(BankReferenceEntity, { proposalId });
  const left = await reads.findBy(CounterpartyPaymentEntity, { lane, proposalId });
  return new Map([
    ...came.map((one) => [one.proposalId ?? '', one.usedBy] as const),
    ...left.map((one) => [one.proposalId ?? '', one.id] as const),
  ]);
}
