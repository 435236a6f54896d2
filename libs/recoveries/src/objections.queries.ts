import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';

import type { ClaimEntity } from '@app/claims';
import type { Reads } from '@app/platform';

import { isOwedByClaimant } from './domain/recovery';
import { ClawbackObjectionAnswerEntity } from './persistence/clawback-objection-answer.entity';
import { ClawbackObjectionEntity } from './persistence/clawback-objection.entity';
import type { RecoveryProposalEntity } from './persistence/recovery-proposal.entity';
import { RecoveryEntity } from './persistence/recovery.entity';
import { RecoveryQueries } from './recoveries.queries';

/** What a claimant said against a clawback, and what was answered. */
export interface AnsweredObjection {
  readonly objection: ClawbackObjectionEntity;
  readonly answer: ClawbackObjectionAnswerEntity | null;
}

/** What is asked back of a claimant, as they may know it. */
export interface ToldClawback {
  readonly recovery: RecoveryEntity;
  /** Null of what they owe of a credit: that is for no reason of their own. */
  readonly reason: string | null;
  readonly objections: readonly AnsweredObjection[];
}

/** All reads of objections, and of clawbacks for their claimants. */
@Injectable()
export class ObjectionQueries {
  constructor(private readonly recoveries: RecoveryQueries) {}

  /** Oldest first. */
  async of(
    reads: Reads,
    { lane, id: recoveryId }: Pick<RecoveryEntity, 'lane' | 'id'>,
  ): Promise<AnsweredObjection[]> {
    const where = { lane, recoveryId };
    const objections = await reads.find(ClawbackObjectionEntity, {
      where,
      order: { number: 'ASC' },
    });
    const answers = await reads.find(ClawbackObjectionAnswerEntity, { where });
    return objections.map((objection) => ({
      objection,
      answer: answers.find(({ number }) => number === objection.number) ?? null,
    }));
  }

  /**
   * What is asked back on a claim: clawbacks that another person has approved, because of others
   * nobody was told, and what is owed of a credit.
   */
  async clawbacks(reads: Reads, claim: Pick<ClaimEntity, 'lane' | 'id'>): Promise<ToldClawback[]> {
    const told: ToldClawback[] = [];
    for (const recovery of await this.recoveries.ofClaim(reads, claim)) {
      if (!isOwedByClaimant(recovery.kind)) continue;
      const raised = await this.raisedBy(reads, recovery);
      if (raised === null && recovery.kind === 'claimant') continue;
      const reason = raised?.reason ?? null;
      told.push({ recovery, reason, objections: await this.of(reads, recovery) });
    }
    return told;
  }

  /** Whether an objection waits for an answer on a claim, beside one recovery. */
  async waits(
    reads: Reads,
    { lane, id: claimId }: Pick<ClaimEntity, 'lane' | 'id'>,
    besideId: string,
  ): Promise<boolean> {
    return reads.existsBy(RecoveryEntity, { lane, claimId, status: 'objected', id: Not(besideId) });
  }

  /**
   * The persons who proposed or approved a clawback; of what is owed of a credit those who decided
   * on its claim, and who said what its wallet gave back.
   */
  async personsBehind(reads: Reads, recovery: RecoveryEntity): Promise<ReadonlySet<string>> {
    if (recovery.kind === 'credit') {
      const persons = await reads.query<{ person: string }[]>(
        'SELECT person FROM persons_behind_credit($1, $2) AS person WHERE person IS NOT NULL',
        [recovery.lane, recovery.claimId],
      );
      return new Set(persons.map(({ person }) => person));
    }
    const proposals = await this.recoveries.proposals(reads, recovery);
    return new Set(
      proposals
        .filter(({ proposal }) => proposal.kind === 'clawback')
        .flatMap(({ proposal, verdict }) => [
          proposal.proposedByPerson,
          ...(verdict === null ? [] : [verdict.approverPerson]),
        ]),
    );
  }

  /** The proposal by which a clawback was raised; null where nobody has approved one. */
  private async raisedBy(
    reads: Reads,
    recovery: RecoveryEntity,
  ): Promise<RecoveryProposalEntity | null> {
    const proposals = await this.recoveries.proposals(reads, recovery);
    const raised = proposals.find(
      ({ proposal, verdict }) => proposal.kind === 'clawback' && verdict?.verdict === 'approve',
    );
    return raised?.proposal ?? null;
  }
}
