import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock } from '@app/kernel';
import { Money } from '@app/money';
import { AccountStanding, personOf } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import type { ResolutionVerdict } from '../../operations/approve-resolution';
import { requireEvidence } from '../../evidence-line';
import { lockPayout } from '../../lock-payout';
import type { PayoutEntity } from '../../persistence/payout.entity';
import { ResolutionQueries, noSuchPayout } from '../../resolution.queries';
import { CreditResolutionQueries } from '../credit-resolution.queries';
import type { SaidCreditResolution } from '../credit-resolution.queries';
import { requireNoAnswerUnderWay } from '../domain/credit-resolution';
import { notAwaited, saidOneself } from '../domain/credit-resolution-refusals';
import { CreditResolutionApprovalEntity } from '../persistence/credit-resolution-approval.entity';
import { ProvisionalCreditPartEntity } from '../persistence/provisional-credit-part.entity';
import { RecordTakeBack } from './record-take-back';

/**
 * Another person confirms what a silent wallet gave back, or returns it. Only then is it booked, by
 * the operation that books the wallet's own answer.
 */
@Injectable()
export class ApproveCreditResolution {
  constructor(
    private readonly standing: AccountStanding,
    private readonly resolutions: ResolutionQueries,
    private readonly creditResolutions: CreditResolutionQueries,
    private readonly recordTakeBack: RecordTakeBack,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * `resolution.own_hand` for whoever said it, by person, and `claim.own_hand` for whoever claims;
   * `resolution.not_awaited` for what was decided, or what the wallet has answered meanwhile;
   * `payout.take_back_under_way` while an answer of the wallet may be on its way.
   */
  async run(tx: Tx, actor: Actor, given: ResolutionVerdict): Promise<void> {
    await this.standing.require(tx, actor);
    const payout = await lockPayout(tx, given.payoutId);
    if (payout === null) throw noSuchPayout();
    const askedBack = await this.creditResolutions.of(tx, payout);
    const said = askedBack?.said.find(({ resolution }) => resolution.number === given.number);
    if (said === undefined) throw noSuchPayout();
    await this.resolutions.requireNoHand(tx, payout, actor);
    const proposer = await personOf(tx, said.resolution.proposedBy);
    if (proposer === actor.personId) throw saidOneself();
    if (said.state !== 'open') throw notAwaited(said.state);
    if (given.verdict === 'approve') await this.requireConfirmable(tx, payout, said);
    const { lane, id: payoutId } = payout;
    const { number, verdict, note } = given;
    const approval = { verdict, note, approverId: actor.id, approvedAt: this.clock.now() };
    await tx.insert(CreditResolutionApprovalEntity, { lane, payoutId, number, ...approval });
    await this.audit.record(tx, {
      ...{ lane, actor, objectId: payout.claimId },
      action: `credit.resolution_${verdict === 'approve' ? 'approved' : 'returned'}`,
      facts: { payoutId, number },
    });
    if (verdict === 'approve') await this.carryOut(tx, actor, payout, said);
  }

  /** Its wallet is silent, and the evidence is what it was. */
  private async requireConfirmable(
    tx: Tx,
    payout: PayoutEntity,
    said: SaidCreditResolution,
  ): Promise<void> {
    const { lane, id: payoutId } = payout;
    const part = await tx.findOneByOrFail(ProvisionalCreditPartEntity, { lane, payoutId });
    requireNoAnswerUnderWay(part.answersUntil, this.clock.now());
    await requireStillProven(tx, payout, said);
  }

  private async carryOut(
    tx: Tx,
    by: Actor,
    payout: PayoutEntity,
    { resolution }: SaidCreditResolution,
  ): Promise<void> {
    const { takenMinor, takenAt: at } = resolution;
    const taken = Money.of(takenMinor, payout.currency);
    await this.recordTakeBack.end(tx, payout, { taken, at, by });
  }
}

/** The line may be known as another payout's since. */
async function requireStillProven(
  tx: Tx,
  payout: PayoutEntity,
  { resolution }: SaidCreditResolution,
): Promise<void> {
  await requireEvidence(
    tx,
    { ...payout, amountMinor: resolution.takenMinor },
    { ...resolution, outcome: 'taken_back' },
  );
}
