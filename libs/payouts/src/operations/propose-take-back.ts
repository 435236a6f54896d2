import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim, ClaimingQueries, requireCommand } from '@app/claims';
import { Clock } from '@app/kernel';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { takeBackDigest } from '../domain/take-back';
import { AwardTakeBackEntity } from '../persistence/award-take-back.entity';
import { TakeBackQueries, nothingToTakeBack, takeBackWaits } from '../take-back.queries';

export interface NewTakeBack {
  readonly claimId: string;
  readonly reason: string;
}

/**
 * One person wants to take back what of an award is for a loss that was made good meanwhile, and
 * that no payout carries. Another one approves exactly that.
 */
@Injectable()
export class ProposeTakeBack {
  constructor(
    private readonly standing: AccountStanding,
    private readonly changeClaim: ChangeClaim,
    private readonly claiming: ClaimingQueries,
    private readonly takeBacks: TakeBackQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** `payout.nothing_to_take_back`, and `payout.take_back_waits` while another proposal does. */
  async run(tx: Tx, actor: Actor, { claimId, reason }: NewTakeBack): Promise<AwardTakeBackEntity> {
    await this.standing.require(tx, actor);
    const claim = await this.changeClaim.lock(tx, claimId);
    requireCommand('take_back', { status: claim.status, role: actor.role });
    await this.claiming.requireNoHand(tx, claim, actor);
    const lines = await this.takeBacks.takable(tx, claim);
    const { lane, decisionId, currency } = claim;
    if (lines.length === 0 || decisionId === null) throw nothingToTakeBack();
    const known = await this.takeBacks.ofClaim(tx, claim);
    if (known.some(({ verdict }) => verdict === null)) throw takeBackWaits();
    const proposal: AwardTakeBackEntity = {
      ...{ lane, claimId: claim.id, number: known.length + 1, decisionId, currency, reason },
      amountMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
      lines: lines.map(({ lineId, amountMinor }) => ({
        ...{ lineId, amountMinor: amountMinor.toString() },
      })),
      digest: takeBackDigest({ claimId: claim.id, decisionId, lines, reason }),
      proposedBy: actor.id,
      proposedByPerson: actor.personId,
      proposedAt: this.clock.now(),
    };
    await tx.insert(AwardTakeBackEntity, { ...proposal });
    await this.audit.record(tx, {
      ...{ lane, actor, action: 'award.take_back_proposed', objectId: claim.id, reason },
      facts: { number: proposal.number, amountMinor: proposal.amountMinor.toString() },
    });
    return proposal;
  }
}
