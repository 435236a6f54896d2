import { Injectable } from '@nestjs/common';

import { PostJournals } from '@app/ledger';
import type { PostedJournal } from '@app/ledger';
import type { Tx } from '@app/platform';

import type { AccountingEvent, EventContext } from '../domain/accounting-event';
import { journalOf } from '../domain/posting-rules';

/** Books what happened, in the transaction in which it happened. */
@Injectable()
export class PostEvents {
  constructor(private readonly postJournals: PostJournals) {}

  /**
   * Posts the journals of one cause's events in one round trip. What they are about changes in the
   * same commit, so whoever runs again finds it changed and does not come here. Who comes all the
   * same gets the first journals for the same events at the same time, and else the conflict
   * `ledger.key_conflict`: an event of a cause is booked once.
   */
  async run(
    tx: Tx,
    events: readonly AccountingEvent[],
    context: EventContext,
  ): Promise<PostedJournal[]> {
    const drafts = events
      .map((event) => journalOf(event, context))
      .filter((draft) => draft !== null);
    return this.postJournals.run(tx, drafts);
  }
}
