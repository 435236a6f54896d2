import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { FundGuarantee } from '@app/accounting';
import { DomainError } from '@app/kernel';
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

@ApiTags('funds')
@ApiBearerAuth()
@Controller('v1/funds')
export class FundsController {
  constructor(
    private readonly writes: Writes,
    private readonly rails: RailDirectory,
    private readonly fundGuarantee: FundGuarantee,
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
    if (toRail?.money.isGreaterThan(money) === true) throw moreThanGiven();
    return this.writes.answer(
      { request, response },
      { about: null, keyRequired: true, status: 201 },
      (tx) => this.fundGuarantee.run(tx, { actor, money, toRail }),
    );
  }
}

function moreThanGiven(): DomainError {
  return new DomainError(
    'unprocessable',
    'fund.more_than_contributed',
    {
      en: 'No more can go on to the rail than is contributed.',
      'zh-CN': '转入付款通道的金额不能超过缴入金额。',
    },
    { field: 'toRail.money' },
  );
}
