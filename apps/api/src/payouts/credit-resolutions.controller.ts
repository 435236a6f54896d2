import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ApproveCreditResolution, PayoutQueries, ProposeCreditResolution } from '@app/payouts';
import { Allow } from '@app/platform';
import type { Actor, RequestWithContext, Tx } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { proposalNumberOf } from '../http/proposal-number';
import { Writes } from '../http/writes';
import { PayoutPresenter } from './payout-presenter';
import {
  ProposeCreditResolutionDto,
  ResolutionVerdictDto,
  newCreditResolution,
} from './resolution.dto';

/** What two people say that a wallet gave back of a credit, when it does not answer. */
@ApiTags('payouts')
@ApiBearerAuth()
@Controller('v1/payouts/:id/take-back/resolutions')
export class CreditResolutionsController {
  constructor(
    private readonly writes: Writes,
    private readonly payouts: PayoutQueries,
    private readonly presenter: PayoutPresenter,
    private readonly proposeResolution: ProposeCreditResolution,
    private readonly approveResolution: ApproveCreditResolution,
  ) {}

  /** Says what a wallet gave back that is silent for a day. It waits for another person. */
  @Post()
  @Allow('payouts:resolve')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async propose(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: ProposeCreditResolutionDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const payout = required(await this.payouts.visible(tx, actor, id));
      await this.proposeResolution.run(tx, actor, newCreditResolution(payout.id, body));
      return this.present(tx, actor, id);
    });
  }

  /** The other person: books what was said, or returns it. */
  @Post(':number/approvals')
  @Allow('payouts:resolve')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async approve(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('number') number: string,
    @Body() { verdict, note }: ResolutionVerdictDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id: payoutId } = required(await this.payouts.visible(tx, actor, id));
      const given = { payoutId, number: proposalNumberOf(number), verdict, note };
      await this.approveResolution.run(tx, actor, given);
      return this.present(tx, actor, id);
    });
  }

  private async present(tx: Tx, actor: Actor, id: string): Promise<object> {
    const payout = required(await this.payouts.visible(tx, actor, id));
    return this.presenter.presentResolved(tx, actor, payout);
  }
}
