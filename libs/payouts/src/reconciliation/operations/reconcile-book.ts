import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';

import { Clock, HOUSE_LANE, isId, laneOfId, newId } from '@app/kernel';
import { SYSTEM, UnitOfWork } from '@app/platform';
import type { Tx } from '@app/platform';

import { countOn } from '../book-balances';
import { entryId, entryPlace } from '../book-entries';
import type { Book, BookEntry, FoundBreak, FoundMatch, StatedLine } from '../domain/reconcilable';
import { CASH } from '../domain/reconcilable';
import { reconcile } from '../domain/reconcile';
import type { Reconcilable, Reconciliation } from '../domain/reconcile';
import { ReconciledBookEntity } from '../persistence/reconciled-book.entity';
import { ReconciliationBreakEntity } from '../persistence/reconciliation-break.entity';
import { StatementMatchEntity } from '../persistence/statement-match.entity';
import { reconcilable } from '../reconciliation-input';
import { bookLock } from '../reconciliation.jobs';
import { AskAboutLine } from './ask-about-line';
import { BookFees } from './book-fees';

const ROWS_AT_ONCE = 500;

/**
 * Compares an account with its statements and writes down what came of it: fees are booked, matches
 * are kept for ever, breaks are opened, and ended where what differed does not any more. Safe to
 * repeat: what is there already is not found again.
 */
@Injectable()
export class ReconcileBook {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly bookFees: BookFees,
    private readonly askAboutLine: AskAboutLine,
    private readonly clock: Clock,
  ) {}

  async run(book: Book): Promise<void> {
    const asks = await this.unitOfWork.transaction(async (tx) => {
      await tx.query(...bookLock(book));
      const { input, found } = await this.compared(tx, book);
      await this.keepMatches(tx, input, found.matches);
      await this.keepBreaks(tx, book, found.breaks);
      const counted = book.rail === CASH ? {} : (await countOn(tx, book)).counted;
      const reconciled = { ...book, ...counted, isDue: false, reconciledAt: this.clock.now() };
      await tx.upsert(ReconciledBookEntity, reconciled, ['rail', 'currency']);
      return found.asks;
    });
    // Each in a transaction of its own: a payout is locked before anything else.
    for (const line of inOrder(asks)) {
      await this.unitOfWork.transaction((tx) => this.askAboutLine.run(tx, line));
    }
  }

  /** Fees first: what is booked for them is part of the comparison. */
  private async compared(
    tx: Tx,
    book: Book,
  ): Promise<{ readonly input: Reconcilable; readonly found: Reconciliation }> {
    const input = await reconcilable(tx, book);
    const found = reconcile(input);
    if (found.fees.length === 0 || book.rail === CASH) return { input, found };
    await this.bookFees.run(tx, book, found.fees);
    const again = await reconcilable(tx, book);
    return { input: again, found: reconcile(again) };
  }

  private async keepMatches(
    tx: Tx,
    { book, entries }: Reconcilable,
    matches: readonly FoundMatch[],
  ): Promise<void> {
    const byId = new Map(entries.map((entry) => [entry.id, entry]));
    const rows = matches.flatMap((match) => {
      const entry = byId.get(match.entryId);
      return entry === undefined ? [] : [matchRow(book, match, entry, this.clock.now())];
    });
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      await tx.insert(StatementMatchEntity, rows.slice(at, at + ROWS_AT_ONCE));
    }
  }

  /** What is found and open stays as it is, with its owner; the rest is ended, or new. */
  private async keepBreaks(tx: Tx, book: Book, found: readonly FoundBreak[]): Promise<void> {
    const open = await tx.findBy(ReconciliationBreakEntity, { ...book, endedAt: IsNull() });
    const wanted = new Map(found.map((one) => [nameOf(one), one]));
    const gone = open.filter(
      (row) => row.kind !== 'other_date' && !wanted.has(nameOf(foundOf(row))),
    );
    const kept = new Set(open.map((row) => nameOf(foundOf(row))));
    const now = this.clock.now();
    for (const { id } of gone) {
      const end = { endedAt: now, howEnded: 'resolved', endedBy: SYSTEM.id } as const;
      await tx.update(ReconciliationBreakEntity, { id }, end);
    }
    const fresh = found.filter((one) => !kept.has(nameOf(one)));
    const rows = fresh.map((one) => breakRow(book, one, now, ownerOf(one, gone)));
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      await tx.insert(ReconciliationBreakEntity, rows.slice(at, at + ROWS_AT_ONCE));
    }
  }
}

/** Payouts by their ids, as everybody locks them. */
function inOrder(lines: readonly StatedLine[]): StatedLine[] {
  return [...lines].sort((a, b) => ((a.payoutId ?? '') < (b.payoutId ?? '') ? -1 : 1));
}

function matchRow(
  { rail, currency }: Book,
  { lineId, entryId: id, by: matchedBy }: FoundMatch,
  { kind, causeId }: BookEntry,
  matchedAt: Date,
): StatementMatchEntity {
  const { journalId, journalLine } = entryPlace(id) ?? { journalId: id, journalLine: 0 };
  return {
    ...{ id: newId('mat', HOUSE_LANE), lineId, rail, currency },
    ...{ journalLane: laneOfId(journalId), journalId, journalLine, kind, causeId },
    ...{ matchedBy, actorId: SYSTEM.id, matchedAt, undoesId: null },
  };
}

function breakRow(
  { rail, currency }: Book,
  { entryId: id, payoutId, ...found }: FoundBreak,
  foundAt: Date,
  owner: Pick<ReconciliationBreakEntity, 'ownerId' | 'ownerNote'>,
): ReconciliationBreakEntity {
  const place = id === null ? null : entryPlace(id);
  return {
    ...{ id: newId('brk', HOUSE_LANE), rail, currency, ...found, foundAt, payoutId },
    payoutLane: payoutId !== null && isId(payoutId, 'pyo') ? laneOfId(payoutId) : null,
    journalLane: place === null ? null : laneOfId(place.journalId),
    journalId: place?.journalId ?? null,
    journalLine: place?.journalLine ?? null,
    ...owner,
    ...{ endedAt: null, howEnded: null, endedBy: null, endNote: null },
  };
}

/** Whoever looked after a difference looks after what became of it. */
function ownerOf(
  found: FoundBreak,
  gone: readonly ReconciliationBreakEntity[],
): Pick<ReconciliationBreakEntity, 'ownerId' | 'ownerNote'> {
  const before = gone
    .map(foundOf)
    .findIndex(
      ({ lineId, entryId: id, statementId }) =>
        (lineId !== null && lineId === found.lineId) ||
        (id !== null && id === found.entryId) ||
        (statementId !== null && statementId === found.statementId),
    );
  const { ownerId = null, ownerNote = null } = gone[before] ?? {};
  return { ownerId, ownerNote };
}

function foundOf(row: ReconciliationBreakEntity): FoundBreak {
  const { kind, reason, lineId, statementId, payoutId, effectMinor, since } = row;
  const id = row.journalId === null ? null : entryId(row.journalId, row.journalLine ?? 0);
  return { kind, reason, lineId, entryId: id, statementId, payoutId, effectMinor, since };
}

function nameOf({
  kind,
  reason,
  lineId,
  entryId: id,
  statementId,
  effectMinor,
}: FoundBreak): string {
  return [kind, reason, lineId, id, statementId, effectMinor.toString()].join('|');
}
