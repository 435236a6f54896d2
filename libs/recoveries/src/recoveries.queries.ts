import { Injectable } from '@nestjs/common';

import { ownParties } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { isId, laneOfId } from '@app/kernel';
import type { Actor, PageRequest, Reads } from '@app/platform';

import { RecoveryProposalEntity } from './persistence/recovery-proposal.entity';
import { RecoveryStepEntity } from './persistence/recovery-step.entity';
import { RecoveryVerdictEntity } from './persistence/recovery-verdict.entity';
import { RecoveryEntity } from './persistence/recovery.entity';

type RecoveryKey = Pick<RecoveryEntity, 'lane' | 'id'>;

/** What one person wants of a recovery, and what another one said. */
export interface JudgedProposal {
  readonly proposal: RecoveryProposalEntity;
  readonly verdict: RecoveryVerdictEntity | null;
}

export interface RecoveryFilter {
  readonly claimId?: string;
  readonly counterpartyId?: string;
  readonly status?: string;
}

/** All reads of recoveries. */
@Injectable()
export class RecoveryQueries {
  async byId(reads: Reads, id: string): Promise<RecoveryEntity | null> {
    return isId(id, 'rcv') ? reads.findOneBy(RecoveryEntity, { lane: laneOfId(id), id }) : null;
  }

  async ofClaim(
    reads: Reads,
    { lane, id }: Pick<ClaimEntity, 'lane' | 'id'>,
  ): Promise<RecoveryEntity[]> {
    return reads.find(RecoveryEntity, { where: { lane, claimId: id }, order: { id: 'ASC' } });
  }

  /** One row more than the page holds, newest first. For staff, but for claims of their own. */
  async list(
    reads: Reads,
    actor: Actor,
    filter: RecoveryFilter,
    page: PageRequest,
  ): Promise<RecoveryEntity[]> {
    const query = reads
      .createQueryBuilder(RecoveryEntity, 'recovery')
      .orderBy('recovery.id', 'DESC')
      .limit(page.limit + 1);
    const { claimId, counterpartyId, status } = filter;
    if (claimId !== undefined) query.andWhere('recovery.claim_id = :claimId', { claimId });
    if (counterpartyId !== undefined) {
      query.andWhere('recovery.counterparty_id = :counterpartyId', { counterpartyId });
    }
    if (status !== undefined) query.andWhere('recovery.status = :status', { status });
    if (page.after !== undefined) query.andWhere('recovery.id < :after', { after: page.after });
    const own = await ownParties(reads, actor);
    if (own.length > 0) {
      query.andWhere(
        `NOT EXISTS (SELECT FROM claims c WHERE c.lane = recovery.lane AND c.id = recovery.claim_id
            AND c.claimant_party_id = ANY (:own))`,
        { own },
      );
    }
    return query.getMany();
  }

  async steps(reads: Reads, { lane, id }: RecoveryKey): Promise<RecoveryStepEntity[]> {
    const where = { lane, recoveryId: id };
    return reads.find(RecoveryStepEntity, { where, order: { number: 'ASC' } });
  }

  /** What was proposed on a recovery, oldest first. */
  async proposals(reads: Reads, { lane, id }: RecoveryKey): Promise<JudgedProposal[]> {
    const where = { lane, recoveryId: id };
    const proposals = await reads.find(RecoveryProposalEntity, { where, order: { number: 'ASC' } });
    const verdicts = await reads.find(RecoveryVerdictEntity, { where });
    return proposals.map((proposal) => ({
      proposal,
      verdict: verdicts.find(({ number }) => number === proposal.number) ?? null,
    }));
  }

  /** The proposal that waits for another person; null when none does. */
  async waiting(reads: Reads, recovery: RecoveryKey): Promise<RecoveryProposalEntity | null> {
    const proposals = await this.proposals(reads, recovery);
    return proposals.find(({ verdict }) => verdict === null)?.proposal ?? null;
  }
}
