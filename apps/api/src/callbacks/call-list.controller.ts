import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import {
  CallbackQueries,
  RecordCall,
  TakeCallback,
  readCallListPlace,
  writeCallListPlace,
} from '@app/messaging';
import { Allow, PAGE_LIMIT_DEFAULT, UnitOfWork } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';
import { CallbackPresenter } from './callback-presenter';
import { CallListDto, RecordCallDto } from './callback.dto';

/** The calls that the desk has to make. */
@ApiTags('call-backs')
@ApiBearerAuth()
@Controller('v1/callbacks')
export class CallListController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly queries: CallbackQueries,
    private readonly presenter: CallbackPresenter,
    private readonly takeCallback: TakeCallback,
    private readonly recordCall: RecordCall,
  ) {}

  /** What is to be called, by slot, with whoever is calling already. */
  @Get()
  @Allow('callbacks:call')
  async list(@CurrentActor() actor: Actor, @Query() query: CallListDto): Promise<object> {
    const limit = query.limit === undefined ? PAGE_LIMIT_DEFAULT : Number(query.limit);
    const after = query.after === undefined ? null : readCallListPlace(query.after);
    const calls = await this.queries.toMake(this.unitOfWork.reads, actor, { limit, after });
    const shown = calls.slice(0, limit);
    const hasMore = calls.length > limit;
    const last = hasMore ? shown.at(-1) : undefined;
    return {
      data: shown.map((call) => this.presenter.presentToMake(call)),
      hasMore,
      next: last === undefined ? null : writeCallListPlace(last),
    };
  }

  /** Says that one is about to call, so that nobody else does. Good for half an hour. */
  @Post(':id/take')
  @HttpCode(200)
  @Allow('callbacks:call')
  async take(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: false, status: 200 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id: callbackId } = required(await this.queries.visible(tx, actor, id));
      await this.takeCallback.run(tx, actor, { callbackId });
      const call = required(await this.queries.oneToMake(tx, callbackId));
      return this.presenter.presentToMake(call);
    });
  }

  /** Records what came of a call that one has taken. */
  @Post(':id/calls')
  @Allow('callbacks:call')
  async record(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: RecordCallDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: false, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id: callbackId } = required(await this.queries.visible(tx, actor, id));
      const { outcome, note } = body;
      const callback = await this.recordCall.run(tx, actor, { callbackId, outcome, note });
      return this.presenter.present(tx, actor, callback);
    });
  }
}
