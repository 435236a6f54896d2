import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries, SnoozeClaim, UnsnoozeClaim } from '@app/claims';
import { Allow } from '@app/platform';
import type { Actor, RequestWithContext, Tx } from '@app/platform';
import { QueueQueries } from '@app/review';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';
import { SnoozeClaimDto } from './assignment.dto';
import { QueuePresenter } from './queue-presenter';

@ApiTags('review')
@ApiBearerAuth()
@Controller('v1/claims/:id')
export class SnoozesController {
  constructor(
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly queue: QueueQueries,
    private readonly presenter: QueuePresenter,
    private readonly snoozeClaim: SnoozeClaim,
    private readonly unsnoozeClaim: UnsnoozeClaim,
  ) {}

  /** Puts a claim of one's own out of sight until a time, or until anything about it changes. */
  @Post('snooze')
  @HttpCode(200)
  @Allow('claims:snooze')
  async snooze(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: SnoozeClaimDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    return this.write({ request, response }, { id, actor }, async (tx, claimId) => {
      const until = new Date(body.until);
      await this.snoozeClaim.run(tx, actor, { claimId, until, reason: body.reason });
    });
  }

  /** Brings it back before its time. */
  @Post('unsnooze')
  @HttpCode(200)
  @Allow('claims:snooze')
  async unsnooze(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    return this.write({ request, response }, { id, actor }, async (tx, claimId) => {
      await this.unsnoozeClaim.run(tx, actor, { claimId });
    });
  }

  private async write(
    http: { readonly request: RequestWithContext; readonly response: Response },
    { id, actor }: { readonly id: string; readonly actor: Actor },
    change: (tx: Tx, claimId: string) => Promise<void>,
  ): Promise<unknown> {
    return this.writes.answer(http, { about: id, keyRequired: false, status: 200 }, async (tx) => {
      const { id: claimId } = required(await this.claims.visible(tx, actor, id));
      await change(tx, claimId);
      const [shown] = await this.presenter.present(tx, await this.queue.rows(tx, [claimId]));
      return required(shown ?? null);
    });
  }
}
