import { Body, Controller, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { CallbackQueries, CancelCallback, MoveCallback } from '@app/messaging';
import type { CallbackEntity } from '@app/messaging';
import { Allow } from '@app/platform';
import type { Actor, RequestWithContext, Tx } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';
import { CallbackPresenter } from './callback-presenter';
import { BookCallbackDto, wantedCall } from './callback.dto';

/** Changes of a call that is to come, by whoever is called or an agent for them. */
@ApiTags('call-backs')
@ApiBearerAuth()
@Controller('v1/callbacks')
export class CallbacksController {
  constructor(
    private readonly writes: Writes,
    private readonly queries: CallbackQueries,
    private readonly presenter: CallbackPresenter,
    private readonly moveCallback: MoveCallback,
    private readonly cancelCallback: CancelCallback,
  ) {}

  /** Moves a call to another slot, or to another number, language or subject. */
  @Put(':id')
  @Allow('callbacks:book')
  async move(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: BookCallbackDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    return this.change({ request, response }, actor, id, (tx, callbackId) =>
      this.moveCallback.run(tx, actor, { callbackId, ...wantedCall(body) }),
    );
  }

  /** Cancels a call that is to come. */
  @Post(':id/cancel')
  @HttpCode(200)
  @Allow('callbacks:book')
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    return this.change({ request, response }, actor, id, (tx, callbackId) =>
      this.cancelCallback.run(tx, actor, { callbackId }),
    );
  }

  private async change(
    http: { readonly request: RequestWithContext; readonly response: Response },
    actor: Actor,
    id: string,
    work: (tx: Tx, callbackId: string) => Promise<CallbackEntity>,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: false, status: 200 };
    return this.writes.answer(http, scope, async (tx) => {
      const { id: callbackId } = required(await this.queries.visible(tx, actor, id));
      return this.presenter.present(tx, actor, await work(tx, callbackId));
    });
  }
}
