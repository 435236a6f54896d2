import { Injectable } from '@nestjs/common';

import { AuditTrail } from '@app/audit';
import { Clock, HOUSE_LANE } from '@app/kernel';
import { AccountStanding } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { StatementWithdrawalWordEntity } from '../persistence/statement-withdrawal-word.entity';
import type { StatementEntity } from '../persistence/statement.entity';
import { withdrawalWaits } from '../withdrawal-refusals';
import { WithdrawalQueries } from '../withdrawal.queries';

export interface NewWithdrawal {
  readonly statementId: string;
  readonly reason: string;
}

/** One person says that a whole statement is wrong. Nothing happens before another one agrees. */
@Injectable()
export class ProposeWithdrawal {
  constructor(
    private readonly standing: AccountStanding,
    private readonly withdrawals: WithdrawalQueries,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** What `WithdrawalQueries` refuses, and `statement.withdrawal_waits` while another one does. */
  async run(
    tx: Tx,
    actor: Actor,
    { statementId, reason }: NewWithdrawal,
  ): Promise<StatementEntity> {
    await this.standing.require(tx, actor);
    const statement = await this.withdrawals.lock(tx, actor, statementId);
    await this.withdrawals.requireNoObstacle(tx, statementId);
    const { words } = (await this.withdrawals.of(tx, [statementId]))(statementId);
    const proposed = words.filter(({ word }) => word === 'propose').length;
    if (words.length !== 2 * proposed) throw withdrawalWaits();
    const number = proposed + 1;
    await tx.insert(StatementWithdrawalWordEntity, {
      ...{ statementId, number, word: 'propose', note: reason },
      ...{ personId: actor.personId, userId: actor.id, givenAt: this.clock.now() },
    });
    await this.audit.record(tx, {
      ...{ lane: HOUSE_LANE, actor, objectId: statementId, reason },
      ...{ action: 'statement.withdrawal_proposed', facts: { number } },
    });
    return statement;
  }
}
