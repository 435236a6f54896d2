import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { AssignBreak, EndBreak, ReconciliationQueries } from '@app/payouts';
import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { pageRequest } from '../http/page.dto';
import { Writes } from '../http/writes';
import { BreakPresenter } from './break-presenter';
import { BreakEndDto, BreakListDto, BreakOwnerDto } from './reconciliation.dto';
import { SuspenseReceipts } from './suspense-receipts';

/** What differs between our books and a statement, until it has ended. */
@ApiTags('reconciliation')
@ApiBearerAuth()
@Controller('v1/reconciliation/breaks')
export class BreaksController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly queries: ReconciliationQueries,
    private readonly presenter: BreakPresenter,
    private readonly assignBreak: AssignBreak,
    private readonly endBreak: EndBreak,
    private readonly suspenseReceipts: SuspenseReceipts,
  ) {}

  /** The differences, newest first: open ones unless the ended are asked for. */
  @Get()
  @Allow('reconciliation:read')
  async breaks(@Query() query: BreakListDto): Promise<object> {
    const { reads } = this.unitOfWork;
    const page = pageRequest(query);
    const wish = {
      state: query.state ?? ('open' as const),
      ...(query.rail === undefined ? {} : { rail: query.rail }),
    };
    const found = await this.queries.breaks(reads, wish, page);
    const present = await this.presenter.of(reads, found);
    return pageOf(found, page.limit, present);
  }

  @Get(':id')
  @Allow('reconciliation:read')
  async get(@Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const found = required(await this.queries.breakById(reads, id));
    return this.presenter.one(reads, found);
  }

  /** Says who looks after a break. */
  @Post(':id/owner')
  @Allow('reconciliation:end')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async assign(
    @CurrentActor() actor: Actor,
    @Param('id') breakId: string,
    @Body() { ownerId, note }: BreakOwnerDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const found = await this.assignBreak.run(tx, actor, { breakId, ownerId, note });
      return this.presenter.one(tx, found);
    });
  }

  /** What one person says; where money hangs on it another one has to say the same. */
  @Post(':id/end')
  @Allow('reconciliation:end')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async end(
    @CurrentActor() actor: Actor,
    @Param('id') breakId: string,
    @Body() { how, note, against = '' }: BreakEndDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const ended = await this.endBreak.run(tx, actor, { breakId, how, note, against });
      if (how === 'suspense') await this.suspenseReceipts.record(tx, actor, ended.found);
      return this.presenter.ended(tx, ended);
    });
  }
}
