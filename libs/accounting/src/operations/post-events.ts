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

  /** Posts the journals of one cause's events in one round trip. Repeating it changes nothing. */
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
