import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim, ClaimingQueries, requireCommand } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock, DomainError } from '@app/kernel';
import { AccountStanding, personOf } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { takeBackDigest } from '../domain/take-back';
import { AwardTakeBackVerdictEntity } from '../persistence/award-take-back-verdict.entity';
import { TakeBackQueries } from '../take-back.queries';
import type { JudgedTakeBack } from '../take-back.queries';
import { TakeBackAward } from './take-back-award';

export interface TakeBackVerdict {
  readonly claimId: string;
  readonly number: number;
  readonly verdict: 'approve' | 'return';
  readonly note: string;
}

/** The second pair of eyes on taking an award back: it is done exactly so, or returned. */
@Injectable()
export class JudgeTakeBack {
  constructor(
    private readonly standing: AccountStanding,
    private readonly changeClaim: ChangeClaim,
    private readonly claiming: ClaimingQueries,
    private readonly takeBacks: TakeBackQueries,
    private readonly takeBackAward: TakeBackAward,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * `approval.not_awaited` where nothing of this number waits, `approval.own_hand` for whoever
   * proposed it, by person, and `approval.outdated` where it is another amount by now.
   */
  async run(tx: Tx, actor: Actor, input: TakeBackVerdict): Promise<ClaimEntity> {
    await this.standing.require(tx, actor);
    const claim = await this.changeClaim.lock(tx, input.claimId);
    requireCommand('take_back', { status: claim.status, role: actor.role });
    await this.claiming.requireNoHand(tx, claim, actor);
    const known = await this.takeBacks.ofClaim(tx, claim);
    const found = known.find(({ proposal }) => proposal.number === input.number);
    if (found?.verdict !== null) throw notAwaited();
    const { proposal } = found;
    const { verdict, note } = input;
    if (verdict === 'approve') await this.requireApprovable(tx, actor, claim, found);
    const { lane, claimId, number, digest, proposedByPerson } = proposal;
    await tx.insert(AwardTakeBackVerdictEntity, {
      ...{ lane, claimId, number, digest, proposedByPerson, verdict, note },
      approverId: actor.id,
      approverPerson: actor.personId,
      givenAt: this.clock.now(),
    });
    await this.audit.record(tx, {
      ...{ lane, actor, objectId: claim.id, reason: note },
      action: `award.take_back_${verdict === 'approve' ? 'approved' : 'returned'}`,
      facts: { number, amountMinor: proposal.amountMinor.toString() },
    });
    return verdict === 'return' ? claim : this.takeBackAward.run(tx, actor, claim, proposal);
  }

  private async requireApprovable(
    tx: Tx,
    actor: Actor,
    claim: ClaimEntity,
    { proposal }: JudgedTakeBack,
  ): Promise<void> {
    if ((await personOf(tx, proposal.proposedBy)) === actor.personId) throw ownHand();
    const lines = await this.takeBacks.takable(tx, claim);
    const { claimId, reason } = proposal;
    const now = takeBackDigest({ claimId, decisionId: claim.decisionId ?? '', lines, reason });
    if (now !== proposal.digest) throw outdated();
  }
}

function notAwaited(): DomainError {
  return new DomainError('conflict', 'approval.not_awaited', {
    en: 'Nothing of this number waits to be taken back. Load the claim again.',
    'zh-CN': '没有此编号的待批准收回，请重新加载。',
  });
}

function ownHand(): DomainError {
  return new DomainError('conflict', 'approval.own_hand', {
    en: 'You proposed this: another person has to approve it.',
    'zh-CN': '该提议由您提出，须由另一人批准。',
  });
}

function outdated(): DomainError {
  return new DomainError('conflict', 'approval.outdated', {
    en: 'What can be taken back is another amount by now. Return this, and propose it anew.',
    'zh-CN': '可收回的金额已变更，请退回后重新提出。',
  });
}
