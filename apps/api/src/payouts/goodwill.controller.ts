import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries } from '@app/claims';
import { GoodwillQueries, JudgeGoodwill, ProposeGoodwill } from '@app/payouts';
import type { JudgedGoodwill } from '@app/payouts';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor, Reads, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { moneyOf } from '../http/money.dto';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';
import { ProposeGoodwillDto } from './goodwill.dto';
import { ResolutionVerdictDto } from './resolution.dto';

/** Money that a claimant gets beside the award: goodwill, and what lateness costs us. */
@ApiTags('payouts')
@ApiBearerAuth()
@Controller('v1/claims/:id/goodwill')
export class GoodwillController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly goodwill: GoodwillQueries,
    private readonly proposeGoodwill: ProposeGoodwill,
    private readonly judgeGoodwill: JudgeGoodwill,
  ) {}

  @Get()
  @Allow('goodwill:read')
  async list(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    return this.present(this.unitOfWork.reads, actor, id);
  }

  /**
   * Gives it: up to what the programme lets one person give it is granted and ordered at once, and
   * else it waits for another person. The claimant is told the reason.
   */
  @Post()
  @Allow('goodwill:propose')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async propose(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() { ground, money, reason }: ProposeGoodwillDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: true, status: 201 };
    const wish = { ground, reason, money: money === undefined ? null : moneyOf(money) };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id: claimId } = required(await this.claims.visible(tx, actor, id));
      await this.proposeGoodwill.run(tx, actor, { ...wish, claimId });
      return this.present(tx, actor, claimId);
    });
  }

  /** The second pair of eyes: it is granted exactly so, or returned. */
  @Post(':grantId/approvals')
  @Allow('goodwill:approve')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async judge(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('grantId') grantId: string,
    @Body() { verdict, note }: ResolutionVerdictDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id: claimId } = required(await this.claims.visible(tx, actor, id));
      await this.judgeGoodwill.run(tx, actor, { claimId, grantId, verdict, note });
      return this.present(tx, actor, claimId);
    });
  }

  private async present(reads: Reads, actor: Actor, id: string): Promise<object> {
    const claim = required(await this.claims.visible(reads, actor, id));
    return { data: (await this.goodwill.ofClaim(reads, claim)).map(presentGoodwill) };
  }
}

function presentGoodwill({ grant, verdict, state }: JudgedGoodwill): object {
  const { id, ground, currency, amountMinor, promises, reason, proposedBy, proposedAt } = grant;
  return {
    ...{ id, ground, state, reason, proposedBy, proposedAt: proposedAt.toISOString() },
    money: { currency, amountMinor: amountMinor.toString() },
    promises: promises.map((promise) => ({
      ...{ clock: promise.clock, days: promise.days },
      money: { currency, amountMinor: promise.amountMinor },
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
