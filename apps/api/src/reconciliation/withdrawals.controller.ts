import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { JudgeWithdrawal, ProposeWithdrawal, WithdrawalQueries } from '@app/payouts';
import type { StatementEntity } from '@app/payouts';
import { Allow } from '@app/platform';
import type { Actor, Reads, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { proposalNumberOf } from '../http/proposal-number';
import { Writes } from '../http/writes';
import { presentStatement } from './present-reconciliation';
import { WithdrawalDto, WithdrawalVerdictDto } from './reconciliation.dto';
import { SuspenseReceipts } from './suspense-receipts';

/** That a statement was wrong as a whole, so that the right one may be taken in after it. */
@ApiTags('reconciliation')
@ApiBearerAuth()
@Controller('v1/statements/:id/withdrawals')
export class WithdrawalsController {
  constructor(
    private readonly writes: Writes,
    private readonly withdrawals: WithdrawalQueries,
    private readonly proposeWithdrawal: ProposeWithdrawal,
    private readonly judgeWithdrawal: JudgeWithdrawal,
    private readonly suspenseReceipts: SuspenseReceipts,
  ) {}

  /** Proposes to withdraw a statement; nothing happens before another person agrees. */
  @Post()
  @Allow('reconciliation:end')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async propose(
    @CurrentActor() actor: Actor,
    @Param('id') statementId: string,
    @Body() { reason }: WithdrawalDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const wish = { statementId, reason };
      return this.present(tx, await this.proposeWithdrawal.run(tx, actor, wish));
    });
  }

  /** The second pair of eyes: all that was made out of the statement is undone, or nothing is. */
  @Post(':number/approvals')
  @Allow('reconciliation:end')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async judge(
    @CurrentActor() actor: Actor,
    @Param('id') statementId: string,
    @Param('number') number: string,
    @Body() { verdict, note }: WithdrawalVerdictDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const given = { statementId, number: proposalNumberOf(number), verdict, note };
      const { statement, suspenseBreakIds } = await this.judgeWithdrawal.run(tx, actor, given);
      for (const breakId of suspenseBreakIds) {
        await this.suspenseReceipts.takeBack(tx, actor, breakId, note);
      }
      return this.present(tx, statement);
    });
  }

  private async present(reads: Reads, statement: StatementEntity): Promise<object> {
    const of = await this.withdrawals.of(reads, [statement.id]);
    return presentStatement(statement, of(statement.id));
  }
}
