import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import { LedgerJournalEntity, LedgerQueries, PostJournals } from '@app/ledger';
import type { PostedJournal } from '@app/ledger';
import type { Lane } from '@app/kernel';
import type { Tx } from '@app/platform';

import { reversalOf } from '../domain/reversal';

/** What was booked wrongly, by its keys (`brk_…/E21`), who says so, and why. */
export interface WrongBookings {
  readonly lane: Lane;
  readonly keys: readonly string[];
  readonly actorId: string;
  readonly reason: string;
}

/** Takes bookings back as a whole (E36). What should have been booked is an event of its own. */
@Injectable()
export class ReverseBookings {
  constructor(
    private readonly ledger: LedgerQueries,
    private readonly postJournals: PostJournals,
  ) {}

  /**
   * The reversals, the last booking first; none for a key under which nothing was booked. They
   * count when the mistake was made, or from the start of the open period if that one is closed.
   */
  async run(
    tx: Tx,
    { lane, keys, actorId: actor, reason }: WrongBookings,
  ): Promise<readonly PostedJournal[]> {
    const found = await tx.find(LedgerJournalEntity, {
      where: { lane, idempotencyKey: In([...keys]) },
      order: { id: 'DESC' },
    });
    const posted: PostedJournal[] = [];
    for (const { id, occurredAt } of found) {
      const wrong = await this.ledger.journal(tx, id);
      if (wrong === null) throw new Error(`Journal ${id} has gone.`);
      const draft = reversalOf(wrong, { actor, occurredAt, reason });
      posted.push(...(await this.postJournals.run(tx, [draft])));
    }
    return posted;
  }
}
