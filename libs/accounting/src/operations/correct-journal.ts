import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { DomainError } from '@app/kernel';
import { LedgerJournalEntity, LedgerQueries, PostJournals } from '@app/ledger';
import type { JournalDraft, JournalWithTransfers } from '@app/ledger';
import type { Actor, Tx } from '@app/platform';

import type { AccountingEvent, EventContext } from '../domain/accounting-event';
import { journalOf } from '../domain/posting-rules';
import { reversalOf } from '../domain/reversal';

/** What should have been booked, in the claim and at the time of the journal that was wrong. */
export interface RightEvents extends Pick<EventContext, 'pack' | 'incident' | 'fund'> {
  readonly events: readonly AccountingEvent[];
}

export interface JournalCorrection {
  readonly actor: Actor;
  readonly journalId: string;
  readonly reason: string;
  /** Absent when nothing should have been booked at all. */
  readonly instead?: RightEvents;
}

export interface CorrectedJournal {
  readonly reversalId: string;
  readonly insteadIds: readonly string[];
}

/** Corrects a booking (E36): reverses it and books what is right, for one reason, in one commit. */
@Injectable()
export class CorrectJournal {
  constructor(
    private readonly ledger: LedgerQueries,
    private readonly postJournals: PostJournals,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Reversal and new journals happened when the wrong journal did, so that they count together:
   * from then on, or from the start of the open period if that one is closed. The same correction
   * again changes nothing. Refuses an unknown journal (`ledger.journal_unknown`), one that was
   * corrected otherwise (`ledger.reversed_already`), and no reason (`accounting.reason_missing`).
   */
  async run(tx: Tx, correction: JournalCorrection): Promise<CorrectedJournal> {
    const { actor, journalId, reason, instead } = correction;
    const wrong = await this.ledger.journal(tx, journalId);
    if (wrong === null) throw unknownJournal(journalId);
    const { lane, claimId, occurredAt } = wrong.journal;
    const reversal = reversalOf(wrong, { actor: actor.id, occurredAt, reason });
    await this.requireFirst(tx, reversal);
    const right = instead === undefined ? [] : rightOf(wrong, { ...correction, instead });
    const posted = await this.postJournals.run(tx, [reversal, ...right]);
    const [reversalId = '', ...insteadIds] = posted.map(({ id }) => id);
    const corrected = { reversalId, insteadIds };
    if (posted.some(({ replayed }) => !replayed)) {
      await this.audit.record(tx, {
        lane,
        actor,
        action: 'journal.corrected',
        objectId: claimId ?? journalId,
        reason: reason.trim(),
        facts: { journalId, ...corrected },
      });
    }
    return corrected;
  }

  /** The database refuses a second reversal, too; here it can be said which one is the first. */
  private async requireFirst(tx: Tx, { lane, reversesId, memo }: JournalDraft): Promise<void> {
    const first = await tx.findOneBy(LedgerJournalEntity, { lane, reversesId: reversesId ?? '' });
    if (first === null || first.memo === memo) return;
    throw new DomainError(
      'conflict',
      'ledger.reversed_already',
      {
        en: `${reversesId ?? ''} is reversed already, by ${first.id}: a journal is reversed once.`,
        'zh-CN': `${reversesId ?? ''} 已由 ${first.id} 冲销，一笔分录只能冲销一次。`,
      },
      { reversalId: first.id },
    );
  }
}

/** Named after the journal that they replace, so that each is booked once, and read beside it. */
function rightOf(
  { journal }: JournalWithTransfers,
  { actor, reason, instead }: JournalCorrection & { readonly instead: RightEvents },
): JournalDraft[] {
  const { events, ...dimensions } = instead;
  const { id, lane, claimId, occurredAt } = journal;
  const context = { lane, claimId, actor: actor.id, occurredAt, causeId: id, ...dimensions };
  return events
    .map((event) => journalOf(event, context))
    .filter((draft) => draft !== null)
    .map((draft) => ({ ...draft, memo: `${draft.memo}, instead of ${id}: ${reason.trim()}` }));
}

function unknownJournal(journalId: string): DomainError {
  return new DomainError(
    'not_found',
    'ledger.journal_unknown',
    {
      en: `There is no journal ${journalId} to correct.`,
      'zh-CN': `没有可更正的分录 ${journalId}。`,
    },
    { field: 'journalId' },
  );
}
