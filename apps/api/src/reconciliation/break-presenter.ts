import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import { ReconciliationQueries } from '@app/payouts';
import type { EndedBreak, ReconciliationBreakEntity } from '@app/payouts';
import type { Reads } from '@app/platform';

import { presentBreak } from './present-reconciliation';

/** Shows breaks with their lines and with what people have said of them. */
@Injectable()
export class BreakPresenter {
  constructor(
    private readonly queries: ReconciliationQueries,
    private readonly clock: Clock,
  ) {}

  /** How to show each of these. */
  async of(
    reads: Reads,
    breaks: readonly ReconciliationBreakEntity[],
  ): Promise<(found: ReconciliationBreakEntity) => object> {
    const lines = await this.queries.linesOf(reads, breaks);
    const ids = breaks.map(({ id }) => id);
    const words = await this.queries.words(reads, ids);
    const undone = await this.queries.undone(reads, ids);
    const around = { lines, words, undone, now: this.clock.now() };
    return (found) => presentBreak(found, around);
  }

  async one(reads: Reads, found: ReconciliationBreakEntity): Promise<object> {
    return (await this.of(reads, [found]))(found);
  }

  /** One that somebody has just spoken about, and how many more have to. */
  async ended(reads: Reads, { found, wordsMissing }: EndedBreak): Promise<object> {
    return { ...(await this.one(reads, found)), wordsMissing };
  }
}
