import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';

import { RAIL_GUARD } from '@app/accounting';
import { Clock, HOUSE_LANE } from '@app/kernel';
import type { Lane } from '@app/kernel';
import { MoveAllotment } from '@app/ledger';
import { Money } from '@app/money';
import { UnitOfWork, enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

import { AWAITING_FUNDS } from '../domain/payout-lifecycle';
import { allotmentOf, idleLanes, payable, reachableMinor, shareMinor } from '../domain/refill';
import type { RailMoney } from '../domain/refill';
import { payoutKeyOf } from '../lock-payout';
import { advancePayoutJob } from '../payouts.jobs';
import { PayoutEntity } from '../persistence/payout.entity';
import { lanesAwaitingFunds, railMoney } from '../rail-money';

const PAYOUTS_MAX = 500;

export interface RefillRequest {
  readonly lane: Lane;
  readonly currency: string;
}

/**
 * Brings money to a lane whose payouts wait for it: from the house lane, and when that is not
 * enough from lanes where it lies idle. No booking: all of it is on the rails already.
 */
@Injectable()
export class RefillAllotment {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly moveAllotment: MoveAllotment,
    private readonly clock: Clock,
  ) {}

  /**
   * Wakes as many waiting payouts as there is money for, the oldest first, and moves nothing when
   * there is none. Safe to repeat and to run twice at once.
   */
  async run({ lane, currency }: RefillRequest): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      // Payouts before allotments, as who submits one locks them.
      const waiting = await tx.find(PayoutEntity, {
        where: {
          ...{ lane, currency, status: 'created', statusReason: AWAITING_FUNDS },
          nextActionAt: Not(IsNull()),
        },
        order: { id: 'ASC' },
        take: PAYOUTS_MAX,
        lock: { mode: 'pessimistic_write' },
      });
      const amountsMinor = waiting.map(({ amountMinor }) => amountMinor);
      const money = await railMoney(tx, currency, await lanesAwaitingFunds(tx));
      const wanted = payable(amountsMinor, reachableMinor(lane, money));
      const wantedMinor = wanted.reduce((sum, place) => sum + (amountsMinor[place] ?? 0n), 0n);
      const availableMinor = await this.gather(tx, { lane, currency, wantedMinor }, money);
      const places = new Set(payable(amountsMinor, availableMinor));
      await this.wake(
        tx,
        waiting.filter((_payout, place) => places.has(place)),
      );
    });
  }

  /** Moves what is missing, and returns what the lane may then take. */
  private async gather(
    tx: Tx,
    { lane, currency, wantedMinor }: RefillRequest & { readonly wantedMinor: bigint },
    money: RailMoney,
  ): Promise<bigint> {
    const ownMinor = lane === HOUSE_LANE ? 0n : allotmentOf(lane, money);
    const missingMinor = wantedMinor - ownMinor;
    const move = async (fromLane: Lane, toLane: Lane, amountMinor: bigint): Promise<bigint> => {
      if (amountMinor <= 0n) return 0n;
      const wanted = Money.of(amountMinor, currency);
      const wish = { guard: RAIL_GUARD, fromLane, toLane, wanted };
      return (await this.moveAllotment.run(tx, wish)).amountMinor;
    };
    let houseMinor = allotmentOf(HOUSE_LANE, money);
    for (const idle of idleLanes(lane, money)) {
      houseMinor += await move(idle, HOUSE_LANE, missingMinor - houseMinor);
    }
    if (lane === HOUSE_LANE) return houseMinor;
    if (missingMinor <= 0n) return ownMinor;
    const share = shareMinor(houseMinor - missingMinor);
    return ownMinor + (await move(HOUSE_LANE, lane, missingMinor + share));
  }

  private async wake(tx: Tx, payouts: readonly PayoutEntity[]): Promise<void> {
    const now = this.clock.now();
    for (const payout of payouts) {
      await tx.update(PayoutEntity, payoutKeyOf(payout), { nextActionAt: now });
      await enqueue(tx, advancePayoutJob, { payoutId: payout.id });
    }
  }
}
