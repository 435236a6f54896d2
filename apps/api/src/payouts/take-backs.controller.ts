import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries } from '@app/claims';
import { JudgeTakeBack, ProposeTakeBack, TakeBackQueries } from '@app/payouts';
import type { JudgedTakeBack } from '@app/payouts';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor, Reads, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { proposalNumberOf } from '../http/proposal-number';
import { Writes } from '../http/writes';
import { ReorderPayoutsDto, ResolutionVerdictDto } from './resolution.dto';

/** An award whose loss was made good: two people take back what nobody has paid of it. */
@ApiTags('payouts')
@ApiBearerAuth()
@Controller('v1/claims/:id/take-backs')
export class TakeBacksController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly takeBacks: TakeBackQueries,
    private readonly proposeTakeBack: ProposeTakeBack,
    private readonly judgeTakeBack: JudgeTakeBack,
  ) {}

  @Get()
  @Allow('awards:take-backs')
  async list(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    return this.present(this.unitOfWork.reads, actor, id);
  }

  /** Proposes to take back what is above the loss and no payout carries; the reason is told. */
  @Post()
  @Allow('awards:take-back')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async propose(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() { reason }: ReorderPayoutsDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id: claimId } = required(await this.claims.visible(tx, actor, id));
      await this.proposeTakeBack.run(tx, actor, { claimId, reason });
      return this.present(tx, actor, claimId);
    });
  }

  /** The second pair of eyes: it is taken back exactly so, or returned. */
  @Post(':number/approvals')
  @Allow('awards:approve-take-back')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async judge(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('number') number: string,
    @Body() { verdict, note }: ResolutionVerdictDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id: claimId } = required(await this.claims.visible(tx, actor, id));
      const wish = { claimId, number: proposalNumberOf(number), verdict, note };
      await this.judgeTakeBack.run(tx, actor, wish);
      return this.present(tx, actor, claimId);
    });
  }

  private async present(reads: Reads, actor: Actor, id: string): Promise<object> {
    const claim = required(await this.claims.visible(reads, actor, id));
    return { data: (await this.takeBacks.ofClaim(reads, claim)).map(presentTakeBack) };
  }
}

function presentTakeBack({ proposal, verdict }: JudgedTakeBack): object {
  const { number, currency, amountMinor, lines, reason, proposedBy, proposedAt } = proposal;
  return {
    ...{ number, reason, proposedBy, proposedAt: proposedAt.toISOString() },
    money: { currency, amountMinor: amountMinor.toString() },
    lines: lines.map((line) => ({
      lineId: line.lineId,
      money: { currency, amountMinor: line.amountMinor },
    })),
    ...(verdict === null
      ? {}
      : {
          verdict: {
            ...{ verdict: verdict.verdict, note: verdict.note, approverId: verdict.approverId },
            givenAt: verdict.givenAt.toISOString(),
          },
        }),
  };
}
