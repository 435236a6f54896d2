import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim, ClaimQueries } from '@app/claims';
import type { ClaimEntity, ClaimLineEntity } from '@app/claims';
import { Clock, newId } from '@app/kernel';
import { Money } from '@app/money';
import { PaymentQueries } from '@app/payments';
import { SYSTEM, UnitOfWork, enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

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
    private readonly claims: ClaimQueries,
    private readonly payments: PaymentQueries,
    private readonly rails: RailDirectory,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat: the second run finds the claim paying. */
  async run({ claimId }: { claimId: string }): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      const claim = await this.changeClaim.lock(tx, claimId);
      if (claim.status !== 'approved' || claim.nextStep !== 'open_payout') return;
      const lines = (await this.claims.lines(tx, claim)).filter((line) => awardOf(line) > 0n);
      if (await this.isOvertakenByRefund(tx, claim, lines)) {
        await this.changeClaim.apply(tx, claim, {
          actor: SYSTEM,
          nextStep: 'resolve_payout',
          event: { kind: 'payout.obstacle', summary: PAYOUT_TEXTS.obstacle },
        });
        return;
      }
      for (const line of lines) await this.open(tx, claim, line);
      await this.changeClaim.apply(tx, claim, {
        actor: SYSTEM,
        to: 'paying',
        nextStep: 'settle_payout',
        event: { kind: 'payout.opened', summary: PAYOUT_TEXTS.opened },
      });
    });
  }

  /** The award was right when it was made; since then the payer got (part of) the money back. */
  private async isOvertakenByRefund(
    tx: Tx,
    claim: ClaimEntity,
    lines: readonly ClaimLineEntity[],
  ): Promise<boolean> {
    for (const line of lines) {
      const payment = await this.payments.byId(tx, line.paymentId);
      if (payment === null) throw new Error(`Claim line ${line.id} has no payment.`);
      const elsewhere = await this.claims.awardedOnPayment(tx, payment, claim.id);
      if (awardOf(line) > payment.amountMinor - payment.refundedMinor - elsewhere) return true;
    }
    return false;
  }

  private async open(tx: Tx, claim: ClaimEntity, line: ClaimLineEntity): Promise<void> {
    const now = this.clock.now();
    const id = newId('pyo', claim.lane);
    const money = Money.of(awardOf(line), line.currency);
    const payee = await this.payeeOf(tx, line);
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

  private async payeeOf(tx: Tx, line: ClaimLineEntity): Promise<RailPayee> {
    const payment = await this.payments.byId(tx, line.paymentId);
    if (payment === null) throw new Error(`Claim line ${line.id} has no payment.`);
    return {
      route: 'original',
      paymentSource: payment.source,
      paymentSourceId: payment.sourceId,
    };
  }
}

function awardOf(line: ClaimLineEntity): bigint {
  return line.awardMinor ?? 0n;
}
