import { Injectable } from '@nestjs/common';

import type { Tx } from '@app/platform';

/** The accounts under a guard, in one currency. */
export interface GuardedMoney {
  readonly guard: string;
  readonly currency: string;
}

/** Guards a currency: from then on the accounts under the guard cannot fall below zero together. */
@Injectable()
export class OpenGuard {
  /**
   * Returns whether the currency is guarded now; opening it again changes nothing. What is below
   * zero already stays open until money has come. Waits for everybody who posts at this moment, so
   * it comes before the caller's own bookings: two who had posted would wait for each other.
   */
  async run(tx: Tx, { guard, currency }: GuardedMoney): Promise<boolean> {
    const [row] = await tx.query<{ isOpen: boolean }[]>(
      'SELECT ledger_open_guard($1, $2) AS "isOpen"',
      [guard, currency],
    );
    return row?.isOpen === true;
  }
}
