import { Injectable } from '@nestjs/common';

import { Clock, HOUSE_LANE } from '@app/kernel';

import { UnitOfWork } from '../database/unit-of-work';
import { forgottenBefore } from './refusals.jobs';

/** So many at once that nobody waits for them. */
const ROWS_AT_ONCE = 5_000;

/** Deletes what was refused longer ago than it is kept. */
@Injectable()
export class ForgetRefusals {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat and to run twice at once. */
  async run(): Promise<void> {
    const before = forgottenBefore(this.clock.now());
    for (let left = ROWS_AT_ONCE; left === ROWS_AT_ONCE;) {
      left = await this.unitOfWork.transaction(async (tx) => {
        const gone = await tx.query<{ request_id: string }[]>(
          `WITH gone AS (
             DELETE FROM refused_requests WHERE lane = $1 AND request_id IN (
               SELECT request_id FROM refused_requests
                WHERE lane = $1 AND at < $2 ORDER BY at LIMIT $3)
             RETURNING request_id)
           SELECT request_id FROM gone`,
          [HOUSE_LANE, before, ROWS_AT_ONCE],
        );
        return gone.length;
      });
    }
  }
}
