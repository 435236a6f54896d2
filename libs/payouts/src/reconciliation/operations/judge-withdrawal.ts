import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE } from '@app/kernel';
import { AccountStanding, personOf } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { StatementWithdrawalWordEntity } from '../persistence/statement-withdrawal-word.entity';
import type { StatementEntity } from '../persistence/statement.entity';
import { withdrawalNotAwaited, withdrawalOwnHand } from '../withdrawal-refusals';
import { WithdrawalQueries } from '../withdrawal.queries';
import { WithdrawStatement } from './withdraw-statement';

export interface WithdrawalVerdict {
  readonly statementId: string;
  readonly number: number;
  readonly verdict: 'approve' | 'return';
  readonly note: string;
}

export interface JudgedWithdrawal {
  readonly statement: StatementEntity;
  /** Breaks that had ended in suspense: their receipts are to be taken back in the same commit. */
  readonly suspenseBreakIds: readonly string[];
}

/** The second pair of eyes on withdrawing a statement: it is done at once, or returned. */
@Injectable()
export class JudgeWithdrawal {
  constructor(
    private readonly standing: AccountStanding,
    private readonly withdrawals: WithdrawalQueries,
    private readonly withdrawStatement: WithdrawStatement,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * What `WithdrawalQueries` refuses; `statement.withdrawal_not_awaited` where nothing of this
   * number waits, `statement.own_hand` for whoever proposed it, by person.
   */
  async run(tx: Tx, actor: Actor, given: WithdrawalVerdict): Promise<JudgedWithdrawal> {
    await this.standing.require(tx, actor);
    const { statementId, number, verdict, note } = given;
    const statement = await this.withdrawals.lock(tx, actor, statementId);
    const { words } = (await this.withdrawals.of(tx, [statementId]))(statementId);
    const said = words.filter((word) => word.number === number);
    const proposal = said.find(({ word }) => word === 'propose');
    if (proposal === undefined || said.length > 1) throw withdrawalNotAwaited();
    if (verdict === 'approve') {
      if ((await personOf(tx, proposal.userId)) === actor.personId) throw withdrawalOwnHand();
      await this.withdrawals.requireNoObstacle(tx, statementId);
    }
    await tx.insert(StatementWithdrawalWordEntity, {
      ...{ statementId, number, word: verdict, note },
      ...{ personId: actor.personId, userId: actor.id, givenAt: this.clock.now() },
    });
    await this.audit.record(tx, {
      ...{ lane: HOUSE_LANE, actor, objectId: statementId, reason: note, facts: { number } },
      action: verdict === 'approve' ? 'statement.withdrawn' : 'statement.withdrawal_returned',
    });
    if (verdict === 'return') return { statement, suspenseBreakIds: [] };
    const reason = proposal.note;
    const suspenseBreakIds = await this.withdrawStatement.run(tx, actor, statement, {
      ...{ number, reason },
    });
    return { statement, suspenseBreakIds };
  }
}
