import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { FundGuarantee, ReverseContribution } from '@app/accounting';
import { RailDirectory } from '@app/payouts';
import { Allow } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { Nested, SafeLine } from '../http/fields';
import { MoneyDto, moneyOf } from '../http/money.dto';
import { Writes } from '../http/writes';

class ToRailDto {
  @SafeLine(40)
  rail!: string;

  @Nested(() => MoneyDto)
  money!: MoneyDto;
}

class ContributionDto {
  @Nested(() => MoneyDto)
  money!: MoneyDto;

  @Nested(() => ToRailDto, { optional: true, description: 'How much goes on to a rail at once.' })
  toRail?: ToRailDto;
}

class ReversalDto {
  @SafeLine(200)
  reason!: string;
}

@ApiTags('funds')
@ApiBearerAuth()
@Controller('v1/funds')
export class FundsController {
  constructor(
    private readonly writes: Writes,
    private readonly rails: RailDirectory,
    private readonly fundGuarantee: FundGuarantee,
    private readonly reverseContribution: ReverseContribution,
  ) {}

  /** Books money that the company pays into the guarantee fund, and on to a rail. */
  @Post('contributions')
  @Allow('funds:contribute')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async contribute(
    @CurrentActor() actor: Actor,
    @Body() body: ContributionDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const money = moneyOf(body.money);
    const toRail =
      body.toRail === undefined
        ? null
        : { rail: this.rails.get(body.toRail.rail).name, money: moneyOf(body.toRail.money) };
    return this.writes.answer(
      { request, response },
      { about: null, keyRequired: true, status: 201 },
      (tx) => this.fundGuarantee.run(tx, { actor, money, toRail }),
    );
  }

  /** Takes back a contribution that was typed in wrongly, and what of it went on to a rail. */
  @Post('contributions/:id/reversal')
  @Allow('funds:contribute')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async reverse(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() { reason }: ReversalDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { journalIds } = await this.reverseContribution.run(tx, { actor, id, reason });
      return { id, reason, journalIds };
    });
  }
}
