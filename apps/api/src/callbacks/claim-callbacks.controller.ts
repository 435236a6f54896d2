import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries } from '@app/claims';
import { BookCallback, CallbackQueries } from '@app/messaging';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';
import { CallbackPresenter } from './callback-presenter';
import { BookCallbackDto, wantedCall } from './callback.dto';

/** Calls that were asked for on a claim. */
@ApiTags('call-backs')
@ApiBearerAuth()
@Controller('v1/claims/:id/callbacks')
export class ClaimCallbacksController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly queries: CallbackQueries,
    private readonly presenter: CallbackPresenter,
    private readonly bookCallback: BookCallback,
  ) {}

  /** Every call-back of a claim, the newest first, with the calls that were made. */
  @Get()
  @Allow('callbacks:read')
  async list(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const claim = required(await this.claims.visible(reads, actor, id));
    const callbacks = await this.queries.ofClaim(reads, claim);
    const data = await this.presenter.presentAll(reads, actor, callbacks);
    return { data, hasMore: false, next: null };
  }

  /** Books a call. When one is to come already, it is moved. */
  @Post()
  @Allow('callbacks:book')
  async book(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: BookCallbackDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: false, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id: claimId } = required(await this.claims.visible(tx, actor, id));
      const callback = await this.bookCallback.run(tx, actor, { claimId, ...wantedCall(body) });
      return this.presenter.present(tx, actor, callback);
    });
  }
}
