import { Injectable } from '@nestjs/common';

import { ChangeClaim, creditTime, isUndecided } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock, isId, laneOfId } from '@app/kernel';
import { UnitOfWork } from '@app/platform';
import type { Tx } from '@app/platform';

import { payoutKeyOf } from '../../lock-payout';
import { PayoutEntity } from '../../persistence/payout.entity';
import { CreditQueries, creditState } from '../credit.queries';
import type { HeldCredit } from '../credit.queries';
import { creditAction, nextLook } from '../domain/credit-action';
import type { CreditAction } from '../domain/credit-action';
import { EndCredit } from './end-credit';
import { FinaliseCredit } from './finalise-credit';
import { GrantCredit } from './grant-credit';

/** Clocks of two machines differ: a job that comes so little too early is on time. */
const EARLY_MS = 1_000;

/**
 * Looks at the provisional credit of a claim, and does what its rule calls for: gives it, makes it
 * final, announces that it goes back, takes it back. Safe to repeat, and to come too early.
 */
@Injectable()
export class TendCredit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changeClaim: ChangeClaim,
    private readonly credits: CreditQueries,
    private readonly grantCredit: GrantCredit,
    private readonly finaliseCredit: FinaliseCredit,
    private readonly endCredit: EndCredit,
    private readonly clock: Clock,
  ) {}

  async run({ claimId }: { claimId: string }): Promise<void> {
    if (!isId(claimId, 'clm')) return;
    await this.unitOfWork.transaction(async (tx) => {
      // Payouts before the claim, as an answer of a rail locks them.
      const orders = await this.lockOrders(tx, claimId);
      const claim = await this.changeClaim.lock(tx, claimId);
      const now = new Date(this.clock.now().getTime() + EARLY_MS);
      if (!isLookedAt(claim, now)) return;
      if (!isUndecided(claim.status)) await this.cancelUnsent(tx, orders);
      await this.tend(tx, claim, now);
    });
  }

  private async tend(tx: Tx, claim: ClaimEntity, now: Date): Promise<void> {
    const held = await this.credits.ofClaim(tx, claim);
    const state = held === null ? null : creditState(held);
    const action = creditAction(claim, state, now);
    if (action === 'grant') {
      await this.grant(tx, claim, held);
      return;
    }
    // What follows may bring the claim to another status, after which it is looked at once more.
    await this.changeClaim.tendCredit(tx, claim, state === null ? null : nextLook(state, now));
    if (held !== null) await this.conclude(tx, claim, held, action);
  }

  /** Draws from what became of the claim what becomes of its credit. */
  private async conclude(
    tx: Tx,
    claim: ClaimEntity,
    held: HeldCredit,
    action: Exclude<CreditAction, 'grant'>,
  ): Promise<void> {
    switch (action) {
      case 'make_final':
        await this.finaliseCredit.run(tx, claim, held);
        return;
      case 'announce':
        await this.endCredit.announce(tx, claim, held);
        return;
      case 'keep':
        // The bell of its end rings for nobody now.
        await this.changeClaim.tendCredit(tx, claim, null);
        await this.endCredit.keep(tx, claim, held);
        return;
      case 'take_back':
        await this.endCredit.takeBack(tx, claim, held);
        return;
      case 'drop':
        await this.endCredit.drop(tx, held);
        return;
      case 'none':
    }
  }

  /** A later assessment may promise less, later, or nothing any more. */
  private async grant(tx: Tx, claim: ClaimEntity, held: HeldCredit | null): Promise<void> {
    const promised = await this.credits.promised(tx, claim);
    const at = creditTime(promised, claim);
    const isDue = at !== null && at.getTime() <= this.clock.now().getTime() + EARLY_MS;
    await this.changeClaim.tendCredit(tx, claim, isDue ? null : at);
    if (promised !== null && isDue) {
      await this.grantCredit.run(tx, claim, promised, held?.credit ?? null);
    }
  }

  private async lockOrders(tx: Tx, claimId: string): Promise<PayoutEntity[]> {
    return tx.find(PayoutEntity, {
      where: { lane: laneOfId(claimId), claimId, kind: 'provisional' },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** What was never sent need not be any more: the decision says what is paid. */
  private async cancelUnsent(tx: Tx, orders: readonly PayoutEntity[]): Promise<void> {
    const at = this.clock.now();
    for (const order of orders.filter(({ status }) => status === 'created')) {
      const cancelled = { status: 'cancelled', nextActionAt: null, updatedAt: at } as const;
      await tx.update(PayoutEntity, payoutKeyOf(order), cancelled);
    }
  }
}

/** Whether it is time, or the award waits for what is said of the credit. */
function isLookedAt({ creditAt, status, nextStep }: ClaimEntity, now: Date): boolean {
  if (creditAt !== null && creditAt <= now) return true;
  return status === 'approved' && nextStep === 'open_payout';
}
