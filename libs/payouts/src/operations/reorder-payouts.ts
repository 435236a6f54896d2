import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import {
  ChangeClaim,
  ClaimingQueries,
  isUnpayable,
  openPayoutsJob,
  requireCommand,
  withHand,
} from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock, DomainError } from '@app/kernel';
import { AccountStanding, enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { AwardedPayments } from '../awarded-payments';
import { mayStillAppear, stillAppears } from '../domain/appearance';
import { payeeKey } from '../domain/payout-payee';
import { stepOfPayouts } from '../domain/payout-step';
import { BY_PEOPLE } from '../domain/payout-lifecycle';
import { PAYOUT_TEXTS } from '../domain/payout-texts';
import { PayoutReorderEntity } from '../persistence/payout-reorder.entity';
import { PayoutEntity } from '../persistence/payout.entity';
import { ReorderQueries } from '../reorder.queries';

export interface Reorder {
  readonly claimId: string;
  readonly reason: string;
}

/**
 * A person orders the payouts of a claim again that failed or came back: to the same payee, or to
 * the account that the claimant has named since. For another payee than was approved as many
 * persons order as stood behind the decision, one after the other.
 */
@Injectable()
export class ReorderPayouts {
  constructor(
    private readonly standing: AccountStanding,
    private readonly changeClaim: ChangeClaim,
    private readonly claiming: ClaimingQueries,
    private readonly awardedPayments: AwardedPayments,
    private readonly reorders: ReorderQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses whoever claims (`claim.own_hand`), who has ordered it already
   * (`payout.ordered_already`), and where there is nothing to order again
   * (`payout.nothing_to_order`), the rail says that it was paid (`payout.contradicted`), the loss
   * was made good elsewhere (`payout.loss_made_good`), or what people have ended may still come to
   * light (`payout.may_still_appear`).
   */
  async run(tx: Tx, actor: Actor, { claimId, reason }: Reorder): Promise<ClaimEntity> {
    await this.standing.require(tx, actor);
    const claim = await this.changeClaim.lock(tx, claimId);
    requireCommand('reorder_payout', { status: claim.status, role: actor.role });
    await this.claiming.requireNoHand(tx, claim, actor);
    const dead = await this.requireDead(tx, claim);
    await this.order(tx, actor, dead, { toPayee: payeeKey(claim.payoutMethod), reason });
    const isEnough = await this.reorders.areEnough(tx, dead, payeeKey(claim.payoutMethod));
    await this.audit.record(tx, {
      ...{ lane: claim.lane, actor, action: 'payout.ordered_again', objectId: claim.id, reason },
      facts: { payoutIds: dead.map(({ id }) => id), isEnough },
    });
    const change = {
      actor,
      command: 'reorder_payout',
      set: { hands: withHand(claim.hands, actor) },
    } as const;
    if (!isEnough) {
      const all = await tx.findBy(PayoutEntity, { lane: claim.lane, claimId: claim.id });
      const nextStep = stepOfPayouts(all, new Set(dead.map(({ id }) => id))) ?? 'order_again';
      return this.changeClaim.apply(tx, claim, { ...change, nextStep });
    }
    await enqueue(tx, openPayoutsJob, { claimId: claim.id });
    return this.changeClaim.apply(tx, claim, {
      ...change,
      nextStep: 'open_payout',
      event: { kind: 'payout.ordered_again', summary: PAYOUT_TEXTS.orderedAgain },
    });
  }

  /** The payouts in whose place others are ordered now, one per line of which something is due. */
  private async requireDead(tx: Tx, claim: ClaimEntity): Promise<PayoutEntity[]> {
    if (!isUnpayable(claim)) throw nothingToOrder();
    if (await this.reorders.isContradicted(tx, claim)) throw contradicted();
    const awarded = await this.awardedPayments.of(tx, claim);
    if (awarded.some(({ isOvertaken }) => isOvertaken)) throw lossMadeGood();
    const dead = awarded.flatMap(({ replaced }) => (replaced === null ? [] : [replaced]));
    if (dead.length === 0) throw nothingToOrder();
    const appearing = dead.find((one) => this.mayAppear(one));
    if (appearing !== undefined) throw stillAppears(appearing);
    return dead;
  }

  /** What its rail has ended shows up no more; what people have ended might. */
  private mayAppear(dead: PayoutEntity): boolean {
    return dead.statusReason === BY_PEOPLE && mayStillAppear(dead, this.clock.now());
  }

  private async order(
    tx: Tx,
    actor: Actor,
    dead: readonly PayoutEntity[],
    { toPayee, reason }: { readonly toPayee: string; readonly reason: string },
  ): Promise<void> {
    for (const { lane, id: payoutId } of dead) {
      const key = { lane, payoutId, payeeKey: toPayee, orderedBy: actor.id };
      if (await tx.existsBy(PayoutReorderEntity, key)) throw orderedAlready();
      await tx.insert(PayoutReorderEntity, { ...key, reason, orderedAt: this.clock.now() });
    }
  }
}

function nothingToOrder(): DomainError {
  return new DomainError('conflict', 'payout.nothing_to_order', {
    en: 'No payout of this claim failed or came back, so that there is nothing to order again.',
    'zh-CN': '该索赔没有失败或被退回的付款，无需重新发起。',
  });
}

function contradicted(): DomainError {
  return new DomainError('conflict', 'payout.contradicted', {
    en: 'The rail says of a payout that had failed that it was paid after all. Two people resolve that first; ordering it again might pay twice.',
    'zh-CN': '通道称一笔已记为失败的付款实际已付。须先由两人核定，否则可能重复付款。',
  });
}

function lossMadeGood(): DomainError {
  return new DomainError('conflict', 'payout.loss_made_good', {
    en: 'Since the decision the loss was made good elsewhere, in whole or in part: what was awarded is more than what is lost. Nothing is paid on that.',
    'zh-CN': '作出决定后损失已在其他渠道全部或部分弥补，赔付金额已超过损失，不能付款。',
  });
}

function orderedAlready(): DomainError {
  return new DomainError('conflict', 'payout.ordered_already', {
    en: 'You have ordered this already. It goes to another account than was approved, so that another person orders it too.',
    'zh-CN': '您已发起重新付款。因收款方式与批准时不同，须由另一人再次发起。',
  });
}
