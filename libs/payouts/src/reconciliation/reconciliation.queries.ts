import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThan, Not } from 'typeorm';
import type { FindOptionsWhere } from 'typeorm';

import { Clock, isId } from '@app/kernel';
import type { PageRequest, Reads } from '@app/platform';

import { reportOn } from './domain/daily-report';
import type { BookReport } from './domain/daily-report';
import type { Book, FoundBreak } from './domain/reconcilable';
import { reconcile } from './domain/reconcile';
import { NOW } from './known-by';
import { BreakWordEntity } from './persistence/break-word.entity';
import { ReconciledBookEntity } from './persistence/reconciled-book.entity';
import { ReconciliationBreakEntity } from './persistence/reconciliation-break.entity';
import { StatementLineEntity } from './persistence/statement-line.entity';
import { StatementMatchEntity } from './persistence/statement-match.entity';
import { StatementEntity } from './persistence/statement.entity';
import { UndoneBreakEntity } from './persistence/undone-break.entity';
import { matchedBy, readBookBalances } from './book-balances';
import { reconcilable } from './reconciliation-input';

/** Which breaks a list shows. */
export interface BreakWish {
  readonly rail?: string;
  readonly state: 'open' | 'ended';
}

/** All reads of statements and of how they agree with the books. */
@Injectable()
export class ReconciliationQueries {
  constructor(private readonly clock: Clock) {}

  /**
   * The daily report, worked out from what was known by a moment: every account that has had a
   * statement, by rail and currency. It writes nothing.
   */
  async report(reads: Reads, asOf: Date | null, rail?: string): Promise<BookReport[]> {
    const where = rail === undefined ? {} : { rail };
    const order = { rail: 'ASC', currency: 'ASC' } as const;
    const books = await reads.find(ReconciledBookEntity, { where, order });
    const reports: BookReport[] = [];
    for (const { rail: name, currency } of books) {
      reports.push(await this.bookReport(reads, { rail: name, currency }, asOf));
    }
    return reports;
  }

  private async bookReport(reads: Reads, book: Book, asOf: Date | null): Promise<BookReport> {
    const knownBy = asOf ?? NOW;
    const input = await reconcilable(reads, book, knownBy);
    const found = reconcile(input);
    const apart = await openDateBreaks(reads, book, knownBy);
    const all = { ...found, breaks: [...found.breaks, ...apart] };
    const balances = await readBookBalances(reads, book, knownBy);
    const matchedCount = found.matches.length + (await matchedBy(reads, book, knownBy));
    const reported = { book, stated: input.stated, balances, matchedCount };
    return reportOn(reported, all, asOf ?? this.clock.now());
  }

  /** One row more than the page holds, the oldest id first among the open, newest among ended. */
  async breaks(
    reads: Reads,
    wish: BreakWish,
    page: PageRequest,
  ): Promise<ReconciliationBreakEntity[]> {
    const where: FindOptionsWhere<ReconciliationBreakEntity> = {
      ...(wish.rail === undefined ? {} : { rail: wish.rail }),
      endedAt: wish.state === 'open' ? IsNull() : Not(IsNull()),
      ...(page.after === undefined ? {} : { id: LessThan(page.after) }),
    };
    const take = page.limit + 1;
    return reads.find(ReconciliationBreakEntity, { where, order: { id: 'DESC' }, take });
  }

  async breakById(reads: Reads, id: string): Promise<ReconciliationBreakEntity | null> {
    return isId(id, 'brk') ? reads.findOneBy(ReconciliationBreakEntity, { id }) : null;
  }

  /** The open break of a line; null when it is matched, or unknown. */
  async breakOfLine(reads: Reads, lineId: string): Promise<ReconciliationBreakEntity | null> {
    if (!isId(lineId, 'stl')) return null;
    const where = { lineId, endedAt: IsNull(), kind: Not('other_date' as const) };
    return reads.findOneBy(ReconciliationBreakEntity, where);
  }

  /** What people have said about breaks, in their order. */
  async words(reads: Reads, breakIds: readonly string[]): Promise<BreakWordEntity[]> {
    const where = { breakId: In([...breakIds]) };
    return reads.find(BreakWordEntity, { where, order: { givenAt: 'ASC' } });
  }

  /** Which of these ended breaks were taken back, by whom and when. */
  async undone(
    reads: Reads,
    breakIds: readonly string[],
  ): Promise<ReadonlyMap<string, UndoneBreakEntity>> {
    const rows = await reads.findBy(UndoneBreakEntity, { breakId: In([...breakIds]) });
    return new Map(rows.map((row) => [row.breakId, row]));
  }

  /** The lines that breaks are about. */
  async linesOf(
    reads: Reads,
    breaks: readonly ReconciliationBreakEntity[],
  ): Promise<ReadonlyMap<string, StatementLineEntity>> {
    const ids = breaks.flatMap(({ lineId }) => (lineId === null ? [] : [lineId]));
    const rows = await reads.findBy(StatementLineEntity, { id: In(ids) });
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** One row more than the page holds, newest first. */
  async statements(reads: Reads, page: PageRequest): Promise<StatementEntity[]> {
    const where = page.after === undefined ? {} : { id: LessThan(page.after) };
    return reads.find(StatementEntity, { where, order: { id: 'DESC' }, take: page.limit + 1 });
  }

  async statementById(reads: Reads, id: string): Promise<StatementEntity | null> {
    return isId(id, 'stm') ? reads.findOneBy(StatementEntity, { id }) : null;
  }

  /** Lines that came with a statement, one more than the page holds; the newest first. */
  async lines(
    reads: Reads,
    statementId: string,
    page: PageRequest,
  ): Promise<StatementLineEntity[]> {
    const where = {
      statementId,
      ...(page.after === undefined ? {} : { id: LessThan(page.after) }),
    };
    return reads.find(StatementLineEntity, { where, order: { id: 'DESC' }, take: page.limit + 1 });
  }

  /** The matches of lines that stand, by line. */
  async matchesOf(
    reads: Reads,
    lines: readonly StatementLineEntity[],
  ): Promise<ReadonlyMap<string, StatementMatchEntity>> {
    const rows = await reads.findBy(StatementMatchEntity, {
      lineId: In(lines.map(({ id }) => id)),
    });
    const undone = new Set(rows.map(({ undoesId }) => undoesId));
    const standing = rows.filter(({ id, undoesId }) => undoesId === null && !undone.has(id));
    return new Map(standing.map((row) => [row.lineId, row]));
  }
}

/** Matched already, and so far apart that somebody should look: these are not found again. */
async function openDateBreaks(reads: Reads, book: Book, knownBy: Date): Promise<FoundBreak[]> {
  const rows = await reads.query<{ lineId: string; payoutId: string | null; since: Date }[]>(
    `SELECT line_id AS "lineId", payout_id AS "payoutId", since FROM reconciliation_breaks
      WHERE rail = $1 AND currency = $2 AND kind = 'other_date' AND found_at <= $3
        AND (ended_at IS NULL OR ended_at > $3)`,
    [book.rail, book.currency, knownBy],
  );
  return rows.map((row) => ({
    ...{ kind: 'other_date', reason: 'date_differs', entryId: null, statementId: null },
    ...{ effectMinor: 0n, ...row },
  }));
}
