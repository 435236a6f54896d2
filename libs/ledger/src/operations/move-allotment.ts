import { Injectable } from '@nestjs/common';

import type { Lane } from '@app/kernel';
import { Money } from '@app/money';
import type { Tx } from '@app/platform';

export interface AllotmentMove {
  readonly guard: string;
  readonly fromLane: Lane;
  readonly toLane: Lane;
  readonly wanted: Money;
}

/** Lets another lane take out of guarded accounts what this one could have taken. Books nothing. */
@Injectable()
export class MoveAllotment {
  /** Moves what is wanted, at most what the first lane has, and returns how much that was. */
  async run(tx: Tx, { guard, fromLane, toLane, wanted }: AllotmentMove): Promise<Money> {
    const { amountMinor, currency } = wanted;
    const [row] = await tx.query<{ moved: string }[]>(
      'SELECT ledger_move_allotment($1, $2, $3::smallint, $4::smallint, $5::bigint) AS moved',
      [guard, currency, fromLane, toLane, amountMinor.toString()],
    );
    return Money.of(BigInt(row?.moved ?? 0), currency);
  }
}
