import { Injectable } from '@nestjs/common';

import type { Lane } from '@app/kernel';
import { Money } from '@app/money';
import type { Tx } from '@app/platform';

import type { GuardedMoney } from './open-guard';

export interface LaneOfGuard extends GuardedMoney {
  readonly lane: Lane;
}

/** Looks at what a lane may still take out of guarded accounts, before it is taken. */
@Injectable()
export class HoldAllotment {
  /**
   * Null when the currency is not guarded. Nobody else takes from the same allotment until the
   * transaction ends, so that what was seen can be booked.
   */
  async run(tx: Tx, { guard, currency, lane }: LaneOfGuard): Promise<Money | null> {
    const [row] = await tx.query<{ available: string | null }[]>(
      'SELECT ledger_hold_allotment($1, $2, $3::smallint) AS available',
      [guard, currency, lane],
    );
    const available = row?.available ?? null;
    return available === null ? null : Money.of(BigInt(available), currency);
  }
}
