import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries } from '@app/claims';
import { ReorderPayouts } from '@app/payouts';
import { Allow } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { ClaimPresenter } from '../claims/claim-presenter';
import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';
import { ReorderPayoutsDto } from './resolution.dto';

@ApiTags('payouts')
@ApiBearerAuth()
@Controller('v1/claims/:id/payouts')
export class ReordersController {
  constructor(
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly presenter: ClaimPresenter,
    private readonly reorderPayouts: ReorderPayouts,
  ) {}

  /**
   * Orders the payouts of a claim again that failed or came back, to where its award goes now. For
   * another account than was approved it takes as many people as the decision did.
   */
  @Post()
  @Allow('payouts:reorder')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async reorder(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() { reason }: ReorderPayoutsDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id: claimId } = required(await this.claims.visible(tx, actor, id));
      const claim = await this.reorderPayouts.run(tx, actor, { claimId, reason });
      return this.presenter.present(tx, claim, actor);
    });
  }
}
