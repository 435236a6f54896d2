import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ReverseContribution } from '@app/accounting';
import { RailDirectory } from '@app/payouts';
import { Allow } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';
import { ProposeReceipt, RecordContribution } from '@app/recoveries';

import { CurrentActor } from '../http/current-actor.decorator';
import { moneyOf } from '../http/money.dto';
import { Writes } from '../http/writes';
import { presentWaitingReceipt } from '../recoveries/present-proposed-receipt';
import { ContributionDto, ReversalDto } from './contribution.dto';

/** What the company pays into the guarantee fund. */
@ApiTags('funds')
@ApiBearerAuth()
@Controller('v1/funds/contributions')
export class ContributionsController {
  constructor(
    private readonly writes: Writes,
    private readonly rails: RailDirectory,
    private readonly recordContribution: RecordContribution,
    private readonly proposeReceipt: ProposeReceipt,
    private readonly reverseContribution: ReverseContribution,
  ) {}

  /**
   * Money that the company paid into the fund, and on to a rail. A line of our bank's statement
   * says so, or it is proposed, and another person approves it as `POST /v1/receipts/proposals`
   * says.
   */
  @Post()
  @Allow('funds:contribute')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async contribute(
    @CurrentActor() actor: Actor,
    @Body() body: ContributionDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const toRail =
      body.toRail === undefined
        ? null
        : { rail: this.rails.get(body.toRail.rail).name, money: moneyOf(body.toRail.money) };
    const came = {
      ...{ money: moneyOf(body.money), receivedAt: new Date(body.receivedAt) },
      reference: body.reference,
    };
    const { statementLineId: lineId } = body;
    const scope = { about: null, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      if (lineId !== undefined) {
        const proof = { by: 'line', lineId } as const;
        return this.recordContribution.run(tx, actor, { ...came, toRail }, proof);
      }
      const onward =
        toRail === null
          ? null
          : { rail: toRail.rail, amountMinor: toRail.money.amountMinor.toString() };
      const purpose = { kind: 'contribution', toRail: onward } as const;
      const said = { ...came, purpose, recoveryId: null, sender: null, note: null };
      return presentWaitingReceipt(await this.proposeReceipt.run(tx, actor, said));
    });
  }

  /** Takes back a contribution that was typed in wrongly, and what of it went on to a rail. */
  @Post(':id/reversal')
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
