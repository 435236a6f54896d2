import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import type { Tx } from '@app/platform';

/** Keeps how far the places outside have the checkpoints, for `/readyz`, metrics and operators. */
@Injectable()
export class RecordPublication {
  constructor(private readonly clock: Clock) {}

  /** The place has the checkpoint of this size; what went wrong before is over. */
  async run(tx: Tx, place: string, size: number): Promise<void> {
    await tx.query(
      `INSERT INTO ledger_publications AS p (target, size, published_at) VALUES ($1, $2, $3)
       ON CONFLICT (target) DO UPDATE
         SET size = excluded.size, published_at = excluded.published_at, failing_since = NULL, failure = NULL`,
      [place, size, this.clock.now()],
    );
  }

  /** The place could not be given what it lacks. It fails since the first time in a row. */
  async failed(tx: Tx, place: string, failure: string): Promise<void> {
    await tx.query(
      `INSERT INTO ledger_publications AS p (target, size, failing_since, failure) VALUES ($1, 0, $2, $3)
       ON CONFLICT (target) DO UPDATE
         SET failing_since = coalesce(p.failing_since, excluded.failing_since), failure = excluded.failure`,
      [place, this.clock.now(), failure],
    );
  }

  /** Only these places are in use: others no longer fail, and are not told of. */
  async retireOthers(tx: Tx, places: readonly string[]): Promise<void> {
    await tx.query(
      `UPDATE ledger_publications SET published_at = NULL, failing_since = NULL, failure = NULL
        WHERE NOT target = ANY ($1::text[])`,
      [[...places]],
    );
  }
}
