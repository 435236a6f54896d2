import { Injectable } from '@nestjs/common';

import { RAIL_GUARD } from '@app/accounting';
import { HOUSE_LANE, LANE_COUNT } from '@app/kernel';
import { HoldAllotment, MoveAllotment } from '@app/ledger';
import { Money } from '@app/money';
import type { Tx } from '@app/platform';

/** Brings what lanes have of the rails' money to the house, for what has left a rail already. */
@Injectable()
export class BringAllotment {
  constructor(
    private readonly holdAllotment: HoldAllotment,
    private readonly moveAllotment: MoveAllotment,
  ) {}

  /**
   * How much of what is wanted may be booked: all of it where the currency is not guarded, and no
   * more than all lanes together have where it is. The house's own allotment is locked first.
   */
  async run(tx: Tx, wanted: Money): Promise<Money> {
    const { currency } = wanted;
    const lane = HOUSE_LANE;
    const held = await this.holdAllotment.run(tx, { guard: RAIL_GUARD, currency, lane });
    if (held === null) return wanted;
    let missing = wanted.minus(held);
    for (let from = 0; from < LANE_COUNT && missing.isPositive(); from += 1) {
      if (from === HOUSE_LANE) continue;
      const move = { guard: RAIL_GUARD, fromLane: from, toLane: HOUSE_LANE, wanted: missing };
      missing = missing.minus(await this.moveAllotment.run(tx, move));
    }
    return missing.isPositive() ? wanted.minus(missing) : wanted;
  }
}
