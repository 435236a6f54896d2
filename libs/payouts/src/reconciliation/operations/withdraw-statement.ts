import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';

import { ReverseBookings } from '@app/accounting';
import { Clock, HOUSE_LANE, newId } from '@app/kernel';
import { enqueue } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { ReconciledBookEntity } from '../persistence/reconciled-book.entity';
import { ReconciliationBreakEntity } from '../persistence/reconciliation-break.entity';
import { StatementMatchEntity } from '../persistence/statement-match.entity';
import type { StatementEntity } from '../persistence/statement.entity';
import { WithdrawnStatementEntity } from '../persistence/withdrawn-statement.entity';
import { reconcileBookJob } from '../reconciliation.jobs';
import { ReverseEnding } from './reverse-ending';

const ROWS_AT_ONCE = 500;

/** The proposal that another person has just approved. */
export interface ApprovedWithdrawal {
  readonly number: number;
  readonly reason: string;
}

/**
 * Takes a statement out of the books as if it had never been there, on the word of two persons that
 * is written down already: its matches are undone, what was booked for its lines or to end their
 * breaks is reversed (E36), its breaks end, and of what was offset against them the others are
 * found again. All rows stay on record. The database lets it go only when nothing of it stands.
 */
@Injectable()
export class WithdrawStatement {
  constructor(
    private readonly reverseBookings: ReverseBookings,
    private readonly reverseEnding: ReverseEnding,
    private readonly clock: Clock,
  ) {}

  /** Under the locks of `WithdrawalQueries`. Gives the breaks whose receipts have to go with it. */
  async run(
    tx: Tx,
    actor: Actor,
    { id: statementId, rail, currency }: StatementEntity,
    { number, reason }: ApprovedWithdrawal,
  ): Promise<string[]> {
    await this.undoMatches(tx, actor, statementId);
    await this.reverseFees(tx, actor, statementId, reason);
    await this.endBreaks(tx, actor, statementId, reason);
    const ended = await endedBreaks(tx, statementId);
    for (const found of ended) await this.reverseEnding.run(tx, actor, found, reason);
    const withdrawnAt = this.clock.now();
    const withdrawn = { statementId, number, withdrawnBy: actor.id, withdrawnAt };
    await tx.insert(WithdrawnStatementEntity, withdrawn);
    await tx.update(ReconciledBookEntity, { rail, currency }, { isDue: true });
    await enqueue(tx, reconcileBookJob, { rail, currency });
    return ended.filter(({ howEnded }) => howEnded === 'suspense').map(({ id }) => id);
  }

  private async undoMatches(tx: Tx, actor: Actor, statementId: string): Promise<void> {
    const rows = await tx.query<{ id: string }[]>(
      `SELECT match.id FROM statement_lines line JOIN standing_matches match ON match.line_id = line.id
        WHERE line.statement_id = $1 ORDER BY match.id`,
      [statementId],
    );
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      const id = In(rows.slice(at, at + ROWS_AT_ONCE).map((row) => row.id));
      const matches = await tx.findBy(StatementMatchEntity, { id });
      const undoing = matches.map((match) => ({
        ...match,
        ...{ id: newId('mat', HOUSE_LANE), matchedBy: 'people' as const, actorId: actor.id },
        ...{ matchedAt: this.clock.now(), undoesId: match.id },
      }));
      await tx.insert(StatementMatchEntity, undoing);
    }
  }

  /** What was booked for nothing but a line of it, and is not reversed already. */
  private async reverseFees(
    tx: Tx,
    actor: Actor,
    statementId: string,
    reason: string,
  ): Promise<void> {
    const booked = await tx.query<{ key: string }[]>(
      `SELECT journal.idempotency_key AS key
         FROM statement_lines line
         JOIN ledger_journals journal ON journal.lane = $2 AND journal.idempotency_key = line.id || '/E21'
        WHERE line.statement_id = $1 AND line.kind = 'fee' AND NOT EXISTS (
          SELECT FROM ledger_journals back WHERE back.lane = journal.lane AND back.reverses_id = journal.id)`,
      [statementId, HOUSE_LANE],
    );
    for (let at = 0; at < booked.length; at += ROWS_AT_ONCE) {
      const keys = booked.slice(at, at + ROWS_AT_ONCE).map(({ key }) => key);
      await this.reverseBookings.run(tx, { lane: HOUSE_LANE, keys, actorId: actor.id, reason });
    }
  }

  /** At once, so that nobody ends one of a line that is none any more. */
  private async endBreaks(
    tx: Tx,
    actor: Actor,
    statementId: string,
    endNote: string,
  ): Promise<void> {
    const open = await tx.query<{ id: string }[]>(
      `SELECT found.id FROM reconciliation_breaks found
        WHERE found.ended_at IS NULL AND ${OF_STATEMENT}`,
      [statementId],
    );
    const end = { endedAt: this.clock.now(), howEnded: 'resolved', endedBy: actor.id } as const;
    for (let at = 0; at < open.length; at += ROWS_AT_ONCE) {
      const id = In(open.slice(at, at + ROWS_AT_ONCE).map((row) => row.id));
      await tx.update(ReconciliationBreakEntity, { id, endedAt: IsNull() }, { ...end, endNote });
    }
  }
}

/** Of one of its lines, or of the balance that it opens with. */
const OF_STATEMENT = `(found.statement_id = $1
  OR found.line_id IN (SELECT line.id FROM statement_lines line WHERE line.statement_id = $1))`;

/**
 * Breaks of a statement that people ended so that nothing is left of them, and those of others that
 * were offset against them; none that was taken back already.
 */
async function endedBreaks(tx: Tx, statementId: string): Promise<ReconciliationBreakEntity[]> {
  const rows = await tx.query<{ id: string }[]>(
    `WITH own AS (SELECT found.id, found.how_ended FROM reconciliation_breaks found
        WHERE found.how_ended IN ('fee', 'written_off', 'suspense', 'offset') AND ${OF_STATEMENT})
     SELECT ended.id FROM (
       SELECT id FROM own
       UNION
       SELECT CASE word.break_id WHEN own.id THEN word.against ELSE word.break_id END
         FROM own JOIN break_words word ON word.how = 'offset' AND own.id IN (word.break_id, word.against)
        WHERE own.how_ended = 'offset'
        GROUP BY own.id, word.break_id, word.against HAVING count(DISTINCT word.person_id) >= 2) AS ended
      WHERE NOT EXISTS (SELECT FROM undone_breaks undone WHERE undone.break_id = ended.id)`,
    [statementId],
  );
  const id = In(rows.map((row) => row.id));
  return tx.find(ReconciliationBreakEntity, { where: { id }, order: { id: 'DESC' } });
}
