import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import type { Actor, Tx } from '@app/platform';

import type { AppealStep } from '../domain/appeal-steps';
import { isSettledStatus, requireCommand } from '../domain/claim-lifecycle';
import { LIFE_TEXTS } from '../domain/life-texts';
import { withHand } from '../domain/own-hand';
import { ClaimAppealEntity } from '../persistence/claim-appeal.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangeClaim } from './change-claim';
import { DraftAppeal } from './draft-appeal';
import type { NewAppeal } from './draft-appeal';
import { HoldPayments } from './hold-payments';
import { OpenAgain } from './open-again';

/**
 * Lodges an appeal of the claimant against the final decision, on the step that the pack has next.
 * It is heard at once, or, while a payout is on its way, as soon as that is at rest; what is heard
 * outside of the house is noted only.
 */
@Injectable()
export class LodgeAppeal {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly openAgain: OpenAgain,
    private readonly holdPayments: HoldPayments,
    private readonly draftAppeal: DraftAppeal,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Refuses what `requireCommand`, `DraftAppeal` and `HoldPayments` refuse.
   */
  async run(tx: Tx, actor: Actor, input: NewAppeal): Promise<ClaimAppealEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    requireCommand('appeal', { status: claim.status, role: actor.role });
    const { appeal, step } = await this.draftAppeal.run(tx, actor, claim, input);
    await tx.insert(ClaimAppealEntity, appeal);
    // Whoever asks for an answer does not give it, by whatever account of theirs.
    claim.hands = withHand(claim.hands, actor);
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'appeal.lodged',
      objectId: claim.id,
      facts: { appealId: appeal.id, decisionId: appeal.decisionId, step: step.step },
    });
    if (appeal.ending === 'outside') await this.note(tx, claim, actor, step);
    else if (isSettledStatus(claim.status)) await this.open(tx, claim, actor, appeal);
    else await this.keep(tx, claim, actor, input.lineIds);
    return appeal;
  }

  private async open(
    tx: Tx,
    claim: ClaimEntity,
    actor: Actor,
    { id, lineIds }: ClaimAppealEntity,
  ): Promise<void> {
    await this.openAgain.run(tx, claim, {
      actor,
      reopeningId: id,
      lineIds,
      isAppeal: true,
      event: { kind: 'appeal.opened', summary: LIFE_TEXTS.appealOpened },
    });
  }

  /** The payments are taken now, so that nothing can come between this and the hearing. */
  private async keep(
    tx: Tx,
    claim: ClaimEntity,
    actor: Actor,
    lineIds: readonly string[],
  ): Promise<void> {
    const claimedMinor = await this.holdPayments.run(tx, claim, lineIds);
    await this.changeClaim.apply(tx, claim, {
      actor,
      command: 'appeal',
      set: { claimedMinor, hands: claim.hands },
      event: { kind: 'appeal.lodged', summary: LIFE_TEXTS.appealLodged },
    });
  }

  private async note(tx: Tx, claim: ClaimEntity, actor: Actor, step: AppealStep): Promise<void> {
    await this.changeClaim.apply(tx, claim, {
      actor,
      command: 'appeal',
      set: { hands: claim.hands },
      event: { kind: 'appeal.outside', summary: LIFE_TEXTS.appealOutside(step.label) },
    });
  }
}
