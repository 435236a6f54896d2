import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { ChangeClaim, ClaimQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock, newId } from '@app/kernel';
import { PaymentQueries } from '@app/payments';
import { SYSTEM, enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

import { COOLING_OFF } from '../../domain/payout-lifecycle';
import { railOrder } from '../../domain/payout-order';
import { Payees } from '../../payees';
import { advancePayoutJob } from '../../payouts.jobs';
import { PayoutEntity } from '../../persistence/payout.entity';
import { RailDirectory } from '../../rails/rail-directory';
import { changeCredit } from '../change-credit';
import type { PromisedCredit } from '../credit.queries';
import { creditParts } from '../domain/credit-parts';
import type { CreditPart } from '../domain/credit-parts';
import { CREDIT_TEXTS } from '../domain/credit-texts';
import { ProvisionalCreditPartEntity } from '../persistence/provisional-credit-part.entity';
import { ProvisionalCreditEntity } from '../persistence/provisional-credit.entity';

/**
 * Credits what the pack promises before the decision: one payout per line, by the way that the
 * award would go. It takes the way of every payout, so that the wallet or the bank is told, and
 * nothing leaves twice.
 */
@Injectable()
export class GrantCredit {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly claims: ClaimQueries,
    private readonly payments: PaymentQueries,
    private readonly payees: Payees,
    private readonly rails: RailDirectory,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** The claim must be locked by this transaction, undecided, and credited with nothing. */
  async run(
    tx: Tx,
    claim: ClaimEntity,
    promised: PromisedCredit,
    earlier: ProvisionalCreditEntity | null,
  ): Promise<void> {
    const at = this.clock.now();
    const credit = await this.keep(tx, claim, promised, earlier);
    const { amountMinor } = promised.money;
    await changeCredit(tx, credit, { step: 'granted', amountMinor, by: SYSTEM, at });
    const heldUntil = await this.payees.heldUntil(tx, claim, at);
    for (const part of creditParts(promised.money, promised.lines)) {
      await this.order(tx, claim, { part, assessmentId: promised.assessmentId, heldUntil });
    }
    await this.audit.record(tx, {
      ...{ lane: claim.lane, actor: SYSTEM, action: 'credit.granted', objectId: claim.id },
      facts: { assessmentId: promised.assessmentId, money: promised.money.toJson() },
    });
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      command: 'credit',
      event: { kind: 'credit.granted', summary: CREDIT_TEXTS.granted(promised.money) },
    });
  }

  /** One that never arrived is given once more when something about the claim has changed. */
  private async keep(
    tx: Tx,
    { lane, id: claimId }: ClaimEntity,
    { assessmentId, money, dueAt }: PromisedCredit,
    earlier: ProvisionalCreditEntity | null,
  ): Promise<ProvisionalCreditEntity> {
    const at = this.clock.now();
    const granted = {
      assessmentId,
      amountMinor: money.amountMinor,
      dueAt: new Date(dueAt),
      grantedAt: at,
      status: 'granted' as const,
    };
    if (earlier !== null) {
      await tx.update(ProvisionalCreditEntity, { lane, claimId }, granted);
      return Object.assign(earlier, granted);
    }
    const credit: ProvisionalCreditEntity = {
      ...{ lane, claimId, currency: money.currency, ...granted },
      ...{ announcedAt: null, endsAt: null, decisionId: null, handedOnAt: null },
      ...{ finalMinor: 0n, takenBackMinor: 0n, shortfallMinor: 0n },
      ...{ steps: 0, updatedAt: at },
    };
    await tx.insert(ProvisionalCreditEntity, credit);
    return credit;
  }

  private async order(
    tx: Tx,
    claim: ClaimEntity,
    given: {
      readonly part: CreditPart;
      readonly assessmentId: string;
      readonly heldUntil: Date | null;
    },
  ): Promise<void> {
    const { part, assessmentId: sourceId, heldUntil } = given;
    const { lane, id: claimId } = claim;
    const { lineId: claimLineId, money } = part;
    const { currency, amountMinor } = money;
    const now = this.clock.now();
    const id = newId('pyo', lane);
    const payee = await this.payeeOf(tx, claim, claimLineId);
    const told = await this.payees.forRail(tx, { lane, claimId, payee });
    const order = railOrder(id, money, told, 'provisional');
    const rail = this.rails.forOrder(order);
    await tx.insert(PayoutEntity, {
      ...{ lane, id, kind: 'provisional', sourceId, claimId, claimLineId, currency, amountMinor },
      ...{ rail: rail.name, payee: payee as never, key: order.key },
      requestDigest: order.requestDigest,
      status: 'created',
      statusReason: heldUntil === null ? null : COOLING_OFF,
      nextActionAt: heldUntil ?? now,
      ...{ createdAt: now, updatedAt: now },
    });
    const destination = rail.takeBack === undefined ? 'bank' : 'wallet';
    const kept = { lane, payoutId: id, claimId, claimLineId, destination, amountMinor } as const;
    await tx.insert(ProvisionalCreditPartEntity, kept);
    await this.audit.record(tx, {
      ...{ lane, actor: SYSTEM, action: 'payout.opened', objectId: claimId },
      facts: { payoutId: id, assessmentId: sourceId, digest: order.requestDigest },
    });
    const delayMs = heldUntil === null ? 0 : heldUntil.getTime() - now.getTime();
    await enqueue(tx, advancePayoutJob, { payoutId: id }, { delayMs });
  }

  private async payeeOf(
    tx: Tx,
    claim: ClaimEntity,
    lineId: string,
  ): Promise<ReturnType<Payees['payeeOf']>> {
    const line = (await this.claims.lines(tx, claim)).find(({ id }) => id === lineId);
    const payment = line === undefined ? null : await this.payments.byId(tx, line.paymentId);
    if (payment === null) throw new Error(`Line ${lineId} of ${claim.id} has no payment.`);
    return this.payees.payeeOf(claim, payment);
  }
}
