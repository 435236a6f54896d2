import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import type { RecoveredPart } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { ChangeClaim, claimBooking } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock, newId } from '@app/kernel';
import { Money } from '@app/money';
import type { Actor, Tx } from '@app/platform';

import type { Distribution } from '../domain/distribution';
import { moreThanLeft, noSuchReceipt } from '../domain/receipt-refusals';
import { wrongCurrency } from '../domain/recovery-refusals';
import { RECOVERY_TEXTS } from '../domain/recovery-texts';
import { MatchCheck } from '../match-check';
import type { WantedMatch } from '../match-check';
import { ReceiptMatchEntity } from '../persistence/receipt-match.entity';
import { ReceiptEntity } from '../persistence/receipt.entity';
import { CountReceived } from './count-received';

export interface ReceiptMatching extends WantedMatch {
  readonly receiptId: string;
  readonly reason: string;
}

/**
 * Matches money in suspense to the loss that it belongs to (E27), and shares it by the order of the
 * claim's pack: the house, others who bear the loss, the claimant. Never more than the loss.
 */
@Injectable()
export class MatchReceipt {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly check: MatchCheck,
    private readonly countReceived: CountReceived,
    private readonly postEvents: PostEvents,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * `receipt.more_than_left` for more than is unmatched, and what `MatchCheck` refuses. The receipt
   * is locked before the claim.
   */
  async run(tx: Tx, actor: Actor, input: ReceiptMatching): Promise<ReceiptMatchEntity> {
    const receipt = await tx.findOne(ReceiptEntity, {
      where: { id: input.receiptId },
      lock: { mode: 'pessimistic_write' },
    });
    if (receipt === null) throw noSuchReceipt();
    const { money } = input;
    if (money.currency !== receipt.currency) throw wrongCurrency(money.currency, receipt.currency);
    const left = Money.of(receipt.amountMinor - receipt.matchedMinor, receipt.currency);
    if (money.isGreaterThan(left)) throw moreThanLeft(money, left);
    const claim = await this.changeClaim.lock(tx, input.claimId);
    const parts = await this.check.require(tx, actor, claim, input);
    const match = await this.keep(tx, actor, { claim, input, parts });
    const matchedMinor = receipt.matchedMinor + money.amountMinor;
    await tx.update(ReceiptEntity, { id: receipt.id }, { matchedMinor });
    const booking = { actorId: actor.id, occurredAt: match.matchedAt, causeId: match.id };
    const event = { code: 'E27', receipt: left, parts: recoveredParts(parts) } as const;
    await this.postEvents.run(tx, [event], claimBooking(claim, booking));
    if (input.recoveryId !== null) {
      const { recoveryId, reason } = input;
      await this.countReceived.run(tx, actor, { recoveryId, money, reference: receipt.id, reason });
    }
    if (parts.victim.isPositive()) await this.tell(tx, actor, claim, parts.victim);
    return match;
  }

  private async keep(
    tx: Tx,
    actor: Actor,
    given: {
      readonly claim: ClaimEntity;
      readonly input: ReceiptMatching;
      readonly parts: Distribution;
    },
  ): Promise<ReceiptMatchEntity> {
    const { claim, input, parts } = given;
    const others = parts.others.filter(({ money }) => money.isPositive());
    const { lane, id: claimId } = claim;
    const match: ReceiptMatchEntity = {
      lane,
      id: newId('rcm', lane),
      receiptId: input.receiptId,
      claimId,
      recoveryId: input.recoveryId,
      currency: input.money.currency,
      amountMinor: input.money.amountMinor,
      houseMinor: parts.house.amountMinor,
      victimMinor: parts.victim.amountMinor,
      othersMinor: others.reduce((sum, { money }) => sum + money.amountMinor, 0n),
      others: others.map(({ counterpartyId, money }) => ({
        ...{ counterpartyId, amountMinor: money.amountMinor.toString() },
      })),
      reason: input.reason,
      matchedBy: actor.id,
      matchedAt: this.clock.now(),
    };
    await tx.insert(ReceiptMatchEntity, match);
    await this.audit.record(tx, {
      lane,
      actor,
      action: 'receipt.matched',
      objectId: claimId,
      reason: input.reason,
      facts: { matchId: match.id, receiptId: input.receiptId, money: input.money.toJson() },
    });
    return match;
  }

  /** A part of it is the claimant's beyond the award: the claim says so until it is paid. */
  private async tell(tx: Tx, actor: Actor, claim: ClaimEntity, money: Money): Promise<void> {
    const { status, nextStep } = claim;
    const isAtRest = status === 'paid' && (nextStep === null || nextStep === 'follow_up');
    await this.changeClaim.apply(tx, claim, {
      actor,
      command: 'recover',
      ...(isAtRest ? { nextStep: 'pay_recovered' as const } : {}),
      event: { kind: 'recovery.for_claimant', summary: RECOVERY_TEXTS.forClaimant(money) },
    });
  }
}

function recoveredParts({ house, others, victim }: Distribution): RecoveredPart[] {
  const parts: RecoveredPart[] = [
    { of: 'house', money: house },
    ...others.map(({ counterpartyId: counterparty, money }) => ({
      ...{ of: 'institution' as const, money, counterparty },
    })),
    { of: 'victim', money: victim },
  ];
  return parts.filter(({ money }) => money.isPositive());
}
