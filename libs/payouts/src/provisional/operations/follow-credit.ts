import { Injectable } from '@nestjs/common';

import { ChangeClaim, isUndecided, openPayoutsJob } from '@app/claims';
import type { ClaimChange, ClaimEntity } from '@app/claims';
import { Money } from '@app/money';
import { SYSTEM, enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { CONTRADICTION } from '../../domain/payout-lifecycle';
import type { NextState } from '../../domain/payout-lifecycle';
import { needsPeople } from '../../domain/payout-step';
import type { PayoutEntity } from '../../persistence/payout.entity';
import { changeCredit } from '../change-credit';
import { CreditQueries, creditState } from '../credit.queries';
import type { HeldCredit } from '../credit.queries';
import { CREDIT_TEXTS } from '../domain/credit-texts';
import { ProvisionalCreditPartEntity } from '../persistence/provisional-credit-part.entity';
import { BookCredit } from './book-credit';

/** How an order of a credit stood and stands, who says so, and when it happened. */
export interface CreditMove {
  readonly before: PayoutEntity;
  readonly after: PayoutEntity;
  readonly by: Actor;
  readonly at: Date;
}

/** Shows on the claim, the credit and in the books what became of an order of a credit. */
@Injectable()
export class FollowCredit {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly credits: CreditQueries,
    private readonly bookCredit: BookCredit,
  ) {}

  /**
   * What an answer makes of the order of a credit. Once it was used for an award or given up, that
   * it came back is no end of it any more, but a contradiction for people.
   */
  async nextState(
    tx: Tx,
    { lane, id: payoutId }: PayoutEntity,
    next: NextState,
  ): Promise<NextState> {
    if (next.status !== 'returned') return next;
    const part = await tx.findOneByOrFail(ProvisionalCreditPartEntity, { lane, payoutId });
    const isUsed = part.finalMinor > 0n || part.askedMinor !== null || part.endedAt !== null;
    return isUsed ? { status: 'settled', statusReason: CONTRADICTION, nextActionInMs: null } : next;
  }

  /** The order must be locked by this transaction, and written already. */
  async run(tx: Tx, move: CreditMove): Promise<void> {
    const { before, after } = move;
    if (before.status === after.status) {
      if (needsPeople(after) && !needsPeople(before)) await this.met(tx, after);
      return;
    }
    switch (after.status) {
      case 'settled':
        if (before.status === 'failed') await this.bookCredit.again(tx, after, move);
        await this.arrived(tx, move);
        return;
      case 'failed':
      case 'returned':
        await this.bookCredit.undo(tx, after, move);
        await this.died(tx, move);
        return;
      case 'action_required':
        await this.met(tx, after);
        return;
      case 'pending':
      case 'created':
      case 'submitted':
      case 'unknown':
      case 'cancelled':
    }
  }

  private async arrived(tx: Tx, { after: payout, at }: CreditMove): Promise<void> {
    const { lane, id: payoutId, amountMinor, railTransferId } = payout;
    const claim = await this.changeClaim.lock(tx, payout.claimId);
    const { credit } = await this.held(tx, claim);
    await tx.update(ProvisionalCreditPartEntity, { lane, payoutId }, { endedAt: null });
    // What people say arrived after all is there, whatever was thought of it.
    const set = credit.status === 'failed' ? { status: 'granted' as const } : {};
    await changeCredit(tx, credit, { step: 'arrived', amountMinor, by: SYSTEM, at, set });
    const money = Money.of(amountMinor, payout.currency);
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      command: 'credit',
      set: { creditedAt: claim.creditedAt ?? at },
      ...stepAfter(claim),
      event: { kind: 'credit.arrived', summary: CREDIT_TEXTS.arrived(money, railTransferId ?? '') },
    });
    await this.lookAgain(tx, claim, at);
  }

  /** It failed for certain, or came back: the claimant was promised money that is not there. */
  private async died(tx: Tx, { after: payout, at }: CreditMove): Promise<void> {
    const { lane, id: payoutId, amountMinor } = payout;
    const claim = await this.changeClaim.lock(tx, payout.claimId);
    await tx.update(ProvisionalCreditPartEntity, { lane, payoutId }, { endedAt: at });
    const held = await this.held(tx, claim);
    const { openMinor, isUnderWay } = creditState(held);
    const isNothing = openMinor === 0n && !isUnderWay && held.credit.finalMinor === 0n;
    const set = isNothing ? { status: 'failed' as const, announcedAt: null, endsAt: null } : {};
    await changeCredit(tx, held.credit, { step: 'failed', amountMinor, by: SYSTEM, at, set });
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      command: 'credit',
      ...(isNothing ? { set: { creditedAt: null } } : {}),
      ...(isNothing && claim.status === 'in_review'
        ? { nextStep: 'credit_provisionally' as const }
        : stepAfter(claim)),
      event: { kind: 'credit.obstacle', summary: CREDIT_TEXTS.obstacle },
    });
    await this.lookAgain(tx, claim, at);
  }

  /** A person has to say what became of it. */
  private async met(tx: Tx, payout: PayoutEntity): Promise<void> {
    const claim = await this.changeClaim.lock(tx, payout.claimId);
    const isPeoples = claim.status === 'in_review' || claim.status === 'approved';
    await this.changeClaim.apply(tx, claim, {
      actor: SYSTEM,
      command: 'credit',
      ...(isPeoples ? { nextStep: 'resolve_payout' as const } : {}),
      event: { kind: 'credit.obstacle', summary: CREDIT_TEXTS.obstacle },
    });
  }

  /** A claim that was decided while it was on its way waits for nothing else now. */
  private async lookAgain(tx: Tx, claim: ClaimEntity, at: Date): Promise<void> {
    if (isUndecided(claim.status)) return;
    await this.changeClaim.tendCredit(tx, claim, at);
    if (claim.status === 'approved') await enqueue(tx, openPayoutsJob, { claimId: claim.id });
  }

  private async held(tx: Tx, claim: ClaimEntity): Promise<HeldCredit> {
    const held = await this.credits.ofClaim(tx, claim);
    if (held === null) throw new Error(`Claim ${claim.id} has no credit.`);
    return held;
  }
}

/** Whoever waited for nothing but the credit goes back to the decision, or on to the award. */
function stepAfter({
  status,
  nextStep,
}: Pick<ClaimEntity, 'status' | 'nextStep'>): Pick<ClaimChange, 'nextStep'> {
  if (nextStep !== 'credit_provisionally' && nextStep !== 'resolve_payout') return {};
  if (status === 'approved') return { nextStep: 'open_payout' };
  if (!isUndecided(status)) return {};
  return { nextStep: status === 'awaiting_claimant' ? 'add_evidence' : 'review' };
}
