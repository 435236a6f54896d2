import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ApproveResolution, PayoutQueries, ProposeResolution } from '@app/payouts';
import { Allow } from '@app/platform';
import type { Actor, RequestWithContext, Tx } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { proposalNumberOf } from '../http/proposal-number';
import { Writes } from '../http/writes';
import { PayoutPresenter } from './payout-presenter';
import { ProposeResolutionDto, ResolutionVerdictDto, newResolution } from './resolution.dto';

/** What people say became of a payout: one says it with evidence, another one confirms it. */
@ApiTags('payouts')
@ApiBearerAuth()
@Controller('v1/payouts/:id/resolutions')
export class ResolutionsController {
  constructor(
    private readonly writes: Writes,
    private readonly payouts: PayoutQueries,
    private readonly presenter: PayoutPresenter,
    private readonly proposeResolution: ProposeResolution,
    private readonly approveResolution: ApproveResolution,
  ) {}

  /** Says what became of a payout that no machine may decide about. It waits for another person. */
  @Post()
  @Allow('payouts:resolve')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async propose(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: ProposeResolutionDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const payout = required(await this.payouts.visible(tx, actor, id));
      await this.proposeResolution.run(tx, actor, newResolution(payout.id, body));
      return this.present(tx, actor, id);
    });
  }

  /** The other person: lets the payout move by what was said, or returns that. */
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
