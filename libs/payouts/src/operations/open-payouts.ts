import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock, newId } from '@app/kernel';
import type { PaymentEntity } from '@app/payments';
import { SYSTEM, UnitOfWork, enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

import { AwardedPayments } from '../awarded-payments';
import type { AwardedPayment } from '../awarded-payments';
import { railOrder } from '../domain/payout-order';
import { PAYOUT_TEXTS } from '../domain/payout-texts';
import { advancePayoutJob } from '../payouts.jobs';
import { PayoutEntity } from '../persistence/payout.entity';
import type { RailPayee } from '../rails/payout-rail';
import { RailDirectory } from '../rails/rail-directory';

/** Opens one payout per awarded line of an approved claim: each goes back the way it came. */
@Injectable()
export class OpenPayouts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changeClaim: ChangeClaim,
    private readonly awardedPayments: AwardedPayments,
    private readonly rails: RailDirectory,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat: the second run finds the claim paying. */
  async run({ claimId }: { claimId: string }): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      const claim = await this.changeClaim.lock(tx, claimId);
      if (claim.status !== 'approved' || claim.nextStep !== 'open_payout') return;
      const awarded = await this.awardedPayments.of(tx, claim);
      if (awarded.some(({ isOvertaken }) => isOvertaken)) {
        await this.changeClaim.apply(tx, claim, {
          actor: SYSTEM,
          nextStep: 'resolve_payout',
          event: { kind: 'payout.obstacle', summary: PAYOUT_TEXTS.obstacle },
        });
        return;
      }
      for (const each of awarded) await this.open(tx, claim, each);
      await this.changeClaim.apply(tx, claim, {
        actor: SYSTEM,
        to: 'paying',
        nextStep: 'settle_payout',
        event: { kind: 'payout.opened', summary: PAYOUT_TEXTS.opened },
      });
    });
  }

  private async open(
    tx: Tx,
    claim: ClaimEntity,
    { line, payment, award: money }: AwardedPayment,
  ): Promise<void> {
    const now = this.clock.now();
    const id = newId('pyo', claim.lane);
    const payee = payeeOf(payment);
    const order = railOrder(id, money, payee);
    await tx.insert(PayoutEntity, {
      lane: claim.lane,
      id,
      claimId: claim.id,
      decisionId: claim.decisionId ?? '',
      claimLineId: line.id,
      currency: money.currency,
      amountMinor: money.amountMinor,
      rail: this.rails.preferred().name,
      payee: payee as never,
      key: order.key,
      requestDigest: order.requestDigest,
      status: 'created',
      nextActionAt: now,
      createdAt: now,
      updatedAt: now,
    });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor: SYSTEM,
      action: 'payout.opened',
      objectId: claim.id,
      facts: { payoutId: id, decisionId: claim.decisionId, digest: order.requestDigest },
    });
    await enqueue(tx, advancePayoutJob, { payoutId: id });
  }
}

function payeeOf({ source, sourceId }: PaymentEntity): RailPayee {
  return { route: 'original', paymentSource: source, paymentSourceId: sourceId };
}
