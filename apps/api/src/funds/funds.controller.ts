import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { FundGuarantee, FundReportQueries, ReverseContribution, TopUpRail } from '@app/accounting';
import type { CashSource } from '@app/accounting';
import { RailDirectory } from '@app/payouts';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { Currency, Nested, OneOf, SafeLine } from '../http/fields';
import { MoneyDto, moneyOf } from '../http/money.dto';
import { Writes } from '../http/writes';
import { AsOfDto, asOfWish } from '../reports/as-of.dto';
import { presentFundReport } from './present-fund-report';

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

class TopUpDto {
  @SafeLine(40)
  rail!: string;

  @Nested(() => MoneyDto)
  money!: MoneyDto;

  @OneOf(['fund', 'operating_cash'], { description: 'Whose cash was sent to the rail.' })
  source!: CashSource;
}

class FundReportDto extends AsOfDto {
  @Currency()
  currency!: string;
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
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly rails: RailDirectory,
    private readonly fundGuarantee: FundGuarantee,
    private readonly reverseContribution: ReverseContribution,
    private readonly topUpRail: TopUpRail,
    private readonly reports: FundReportQueries,
  ) {}

  /** What the guarantee has and owes in a currency: as the trial balance of the same asOf. */
  @Get()
  @Allow('funds:read')
  async report(@Query() query: FundReportDto): Promise<object> {
    const { currency } = query;
    const wish = asOfWish(query);
    const report = await this.reports.report(this.unitOfWork.reads, currency, wish);
    return presentFundReport(currency, report);
  }

  /** Books that money was sent to a rail by hand: the transfer itself is made at the bank. */
  @Post('top-ups')
  @Allow('funds:top-up')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async topUp(
    @CurrentActor() actor: Actor,
    @Body() body: TopUpDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const rail = this.rails.get(body.rail).name;
    const { source } = body;
    const topUp = { actor, rail, money: moneyOf(body.money), source, changeId: null };
    const scope = { about: null, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, (tx) => this.topUpRail.run(tx, topUp));
  }

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
