import { Injectable } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import type { Reads } from '@app/platform';

import { ClawbackObjectionAnswerEntity } from './persistence/clawback-objection-answer.entity';
import { ClawbackObjectionEntity } from './persistence/clawback-objection.entity';
import type { RecoveryEntity } from './persistence/recovery.entity';
import { RecoveryQueries } from './recoveries.queries';

/** What a claimant said against a clawback, and what was answered. */
export interface AnsweredObjection {
  readonly objection: ClawbackObjectionEntity;
  readonly answer: ClawbackObjectionAnswerEntity | null;
}

/** What is asked back of a claimant, as they may know it. */
export interface ToldClawback {
  readonly recovery: RecoveryEntity;
  readonly reason: string;
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

  /** The clawbacks of a claim that another person has approved; of others nobody was told. */
  async clawbacks(reads: Reads, claim: Pick<ClaimEntity, 'lane' | 'id'>): Promise<ToldClawback[]> {
    const told: ToldClawback[] = [];
    for (const recovery of await this.recoveries.ofClaim(reads, claim)) {
      if (recovery.kind !== 'claimant') continue;
      const proposals = await this.recoveries.proposals(reads, recovery);
      const raised = proposals.find(
        ({ proposal, verdict }) => proposal.kind === 'clawback' && verdict?.verdict === 'approve',
      );
      if (raised === undefined) continue;
      const { reason } = raised.proposal;
      told.push({ recovery, reason, objections: await this.of(reads, recovery) });
    }
    return told;
  }

  /** The persons who proposed or approved a clawback. */
  async personsBehind(reads: Reads, recovery: RecoveryEntity): Promise<ReadonlySet<string>> {
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
}
