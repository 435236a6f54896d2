import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { FundReportQueries, TopUpRail } from '@app/accounting';
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

@ApiTags('funds')
@ApiBearerAuth()
@Controller('v1/funds')
export class FundsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly rails: RailDirectory,
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
}
