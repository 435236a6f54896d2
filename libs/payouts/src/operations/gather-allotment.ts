import { Injectable } from '@nestjs/common';

import { HOUSE_LANE, LANE_COUNT } from '@app/kernel';
import type { Lane } from '@app/kernel';
import { HoldAllotment, MoveAllotment } from '@app/ledger';
import { Money } from '@app/money';
import type { Tx } from '@app/platform';

/** What a lane is to take out of guarded accounts. */
export interface WantedAllotment {
  readonly guard: string;
  readonly lane: Lane;
  readonly money: Money;
}

/** Brings to one lane what it needs of guarded money, from wherever it lies. */
@Injectable()
export class GatherAllotment {
  constructor(
    private readonly holdAllotment: HoldAllotment,
    private readonly moveAllotment: MoveAllotment,
  ) {}

  /**
   * How much all lanes together lack, zero when it is there and held for this transaction; null
   * when the currency is not guarded. Takes from the house first.
   */
  async missing(tx: Tx, { guard, lane, money }: WantedAllotment): Promise<Money | null> {
    const { currency } = money;
    const ofHouse = await this.holdAllotment.run(tx, { guard, currency, lane: HOUSE_LANE });
    if (ofHouse === null) return null;
    const zero = Money.zero(currency);
    const own = await this.holdAllotment.run(tx, { guard, currency, lane });
    let wanted = money.minus(own ?? zero);
    for (let fromLane = 0; fromLane < LANE_COUNT && wanted.isPositive(); fromLane += 1) {
      if (fromLane === lane) continue;
      const move = { guard, fromLane, toLane: lane, wanted };
      wanted = wanted.minus(await this.moveAllotment.run(tx, move));
    }
    return wanted.isPositive() ? wanted : zero;
  }
}
