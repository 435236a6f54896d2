import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim, tendCreditJob } from '@app/claims';
import type { ClaimEntity, NextStepCode } from '@app/claims';
import { Clock, newId } from '@app/kernel';
import { SYSTEM, UnitOfWork, enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

import { AwardedPayments } from '../awarded-payments';
import type { AwardedPayment } from '../awarded-payments';
import { COOLING_OFF } from '../domain/payout-lifecycle';
import { railOrder } from '../domain/payout-order';
import { isOfDead, stepOfPayouts } from '../domain/payout-step';
import { PAYOUT_TEXTS } from '../domain/payout-texts';
import { payoutKeyOf } from '../lock-payout';
import { Payees } from '../payees';
import { advancePayoutJob } from '../payouts.jobs';
import { PayoutEntity } from '../persistence/payout.entity';
import { RailDirectory } from '../rails/rail-directory';

/** As much of a payment that is due as an order needs. */
export type OrderedPayment = Omit<AwardedPayment, 'isOvertaken' | 'limitMinor'>;

/**
 * Opens one payout per awarded line of an approved claim: each goes back the way it came, or to the
 * account that the claimant named; to one that was just named it leaves when time has passed.
 */
@Injectable()
export class OpenPayouts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changeClaim: ChangeClaim,
    private readonly awardedPayments: AwardedPayments,
    private readonly payees: Payees,
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
      const obstacle = await this.awardedPayments.obstacle(tx, claim, awarded);
      if (obstacle !== null) {
        await this.stop(tx, claim, obstacle);
        return;
      }
      if (await this.awardedPayments.awaitsCredit(tx, claim)) {
        await enqueue(tx, tendCreditJob, { claimId });
        return;
      }
      const orderable = await this.awardedPayments.orderable(tx, claim, awarded);
      await this.order(tx, claim, orderable, 'open_payout');
    });
  }

  /**
   * Orders exactly these for a claim that is locked. It is `paying` then, unless something else of
   * it waits for people: then it stays as it is, so that they can act.
   */
  async order(
    tx: Tx,
    claim: ClaimEntity,
    payments: readonly OrderedPayment[],
    command: 'open_payout' | 'pay_recovered' | 'pay_goodwill',
  ): Promise<void> {
    const heldUntil = await this.payees.heldUntil(tx, claim, this.clock.now());
    for (const each of payments) await this.open(tx, claim, each, heldUntil);
    const { lane, id: claimId } = claim;
    const nextStep = stepOfPayouts(await tx.findBy(PayoutEntity, { lane, claimId }));
    const isHeldUp = command === 'open_payout' && isOfDead(nextStep);
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      command,
      ...(isHeldUp ? {} : { to: 'paying' as const }),
      nextStep,
      event: { kind: 'payout.opened', summary: PAYOUT_TEXTS.opened(claim.payoutMethod) },
    });
  }

  /** The award stands, and people have to act before it is paid. */
  private async stop(tx: Tx, claim: ClaimEntity, nextStep: NextStepCode): Promise<void> {
    await this.audit.record(tx, {
      lane: claim.lane,
      actor: SYSTEM,
      action: 'payout.stopped',
      objectId: claim.id,
      facts: { decisionId: claim.decisionId, nextStep },
    });
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      command: 'open_payout',
      nextStep,
      event: { kind: 'payout.obstacle', summary: PAYOUT_TEXTS.obstacle },
    });
  }

  /** What came back goes out again: from here on it is no longer held, but part of an order. */
  private async takeHeld(tx: Tx, held: readonly PayoutEntity[]): Promise<bigint> {
    for (const payout of held) {
      await tx.update(PayoutEntity, payoutKeyOf(payout), { heldMinor: 0n });
    }
    return held.reduce((sum, { heldMinor }) => sum + heldMinor, 0n);
  }

  private async open(
    tx: Tx,
    claim: ClaimEntity,
    { kind, sourceId, line, payment, due: money, replaced, held }: OrderedPayment,
    heldUntil: Date | null,
  ): Promise<void> {
    const now = this.clock.now();
    const id = newId('pyo', claim.lane);
    const payee = this.payees.payeeOf(claim, payment);
    const { lane, id: claimId, decisionId } = claim;
    if (decisionId === null) throw new Error(`Claim ${claimId} is approved by no decision.`);
    const told = await this.payees.forRail(tx, { lane, claimId, payee });
    const order = railOrder(id, money, told);
    const reissuedMinor = await this.takeHeld(tx, held);
    await tx.insert(PayoutEntity, {
      ...{ lane, id, kind, sourceId, claimId, decisionId },
      claimLineId: line.id,
      currency: money.currency,
      amountMinor: money.amountMinor,
      rail: this.rails.forOrder(order).name,
      payee: payee as never,
      key: order.key,
      requestDigest: order.requestDigest,
      replacesId: replaced?.id ?? null,
      reissuedMinor,
      status: 'created',
      statusReason: heldUntil === null ? null : COOLING_OFF,
      nextActionAt: heldUntil ?? now,
      createdAt: now,
      updatedAt: now,
    });
    await this.audit.record(tx, {
      lane: claim.lane,
      actor: SYSTEM,
      action: 'payout.opened',
      objectId: claim.id,
      facts: { payoutId: id, decisionId, digest: order.requestDigest },
    });
    const delayMs = heldUntil === null ? 0 : heldUntil.getTime() - now.getTime();
    await enqueue(tx, advancePayoutJob, { payoutId: id }, { delayMs });
  }
}
