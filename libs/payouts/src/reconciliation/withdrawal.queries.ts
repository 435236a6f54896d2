import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';

import { isId } from '@app/kernel';
import type { Actor, Reads, Tx } from '@app/platform';

import { bookLock } from './reconciliation.jobs';
import { ownMoney } from './reconciliation-refusals';
import { StatementWithdrawalWordEntity } from './persistence/statement-withdrawal-word.entity';
import { StatementEntity } from './persistence/statement.entity';
import { WithdrawnStatementEntity } from './persistence/withdrawn-statement.entity';
import { notWithdrawable, statementNotFound, statementWithdrawn } from './withdrawal-refusals';
import type { WithdrawalObstacle } from './withdrawal-refusals';

/** What people have said of withdrawing a statement, in order, and whether it is withdrawn. */
export interface StatementWithdrawals {
  readonly words: readonly StatementWithdrawalWordEntity[];
  readonly withdrawn: WithdrawnStatementEntity | null;
}

/** All reads of statements that are withdrawn, or are to be. */
@Injectable()
export class WithdrawalQueries {
  async of(
    reads: Reads,
    statementIds: readonly string[],
  ): Promise<(statementId: string) => StatementWithdrawals> {
    const where = { statementId: In([...statementIds]) };
    const order = { number: 'ASC', givenAt: 'ASC' } as const;
    const words = await reads.find(StatementWithdrawalWordEntity, { where, order });
    const withdrawn = await reads.findBy(WithdrawnStatementEntity, where);
    return (id) => ({
      words: words.filter(({ statementId }) => statementId === id),
      withdrawn: withdrawn.find(({ statementId }) => statementId === id) ?? null,
    });
  }

  /**
   * A statement that may be withdrawn, under the lock of its account, so that nobody compares it
   * meanwhile, and of the statement itself, so that nobody goes by its lines. Throws
   * `statement.not_found`, `statement.withdrawn`, and what keeps it from being withdrawn.
   */
  async lock(tx: Tx, actor: Actor, id: string): Promise<StatementEntity> {
    const statement = isId(id, 'stm') ? await tx.findOneBy(StatementEntity, { id }) : null;
    if (statement === null) throw statementNotFound();
    await tx.query(...bookLock(statement));
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`statement ${id}`]);
    const isGone = await tx.existsBy(WithdrawnStatementEntity, { statementId: id });
    if (isGone) throw statementWithdrawn();
    await requireOthersMoney(tx, actor, id);
    return statement;
  }

  /** `statement.is_evidence`, `statement.report_waits`, `statement.shares_lines`. */
  async requireNoObstacle(tx: Tx, id: string): Promise<void> {
    const [row] = await tx.query<{ obstacle: WithdrawalObstacle | null }[]>(
      'SELECT statement_obstacle($1) AS obstacle',
      [id],
    );
    const obstacle = row?.obstacle ?? null;
    if (obstacle !== null) throw notWithdrawable(obstacle);
  }
}

/** Nobody takes away what is stated of payouts to themselves, or to whoever they filed for. */
async function requireOthersMoney(tx: Tx, { personId }: Actor, statementId: string): Promise<void> {
  const [row] = await tx.query<{ own: boolean }[]>(
    `SELECT EXISTS (
       SELECT FROM (
         SELECT match.journal_lane AS lane, match.cause_id AS id
           FROM statement_lines line JOIN standing_matches match ON match.line_id = line.id
          WHERE line.statement_id = $2 AND match.cause_id LIKE 'pyo\\_%'
         UNION
         SELECT found.payout_lane, found.payout_id
           FROM statement_lines line JOIN reconciliation_breaks found ON found.line_id = line.id
          WHERE line.statement_id = $2 AND found.payout_lane IS NOT NULL) AS about
        WHERE payout_is_claimed_by($1, about.lane, about.id)) AS own`,
    [personId, statementId],
  );
  if (row?.own === true) throw ownMoney();
}
