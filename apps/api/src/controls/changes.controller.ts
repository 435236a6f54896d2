import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ApproveChange, ChangeQueries, ProposeChange } from '@app/audit';
import { HOUSE_LANE, newId } from '@app/kernel';
import { RailDirectory } from '@app/payouts';
import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { PageDto, pageRequest } from '../http/page.dto';
import { Writes } from '../http/writes';
import { ChangeVerdictDto, ProposeChangeDto } from './change.dto';
import { newChange } from './new-change';
import { presentChange } from './present-change';

/** Changes of rights and limits: one person proposes, another one approves. */
@ApiTags('controls')
@ApiBearerAuth()
@Controller('v1/changes')
export class ChangesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly changes: ChangeQueries,
    private readonly proposeChange: ProposeChange,
    private readonly approveChange: ApproveChange,
    private readonly rails: RailDirectory,
  ) {}

  /** The changes that were proposed, newest first, with what became of them. */
  @Get()
  @Allow('changes:read')
  async list(@Query() query: PageDto): Promise<object> {
    const page = pageRequest(query);
    const proposed = await this.changes.list(this.unitOfWork.reads, page);
    const rows = proposed.map((one) => ({ id: one.change.id, ...one }));
    return pageOf(rows, page.limit, presentChange);
  }

  @Get(':id')
  @Allow('changes:read')
  async get(@Param('id') id: string): Promise<object> {
    return presentChange(required(await this.changes.byId(this.unitOfWork.reads, id)));
  }

  /**
   * Proposes a change. It waits for another person, and where it loosens something for another day;
   * only to shut somebody out, and to stop the machine from approving, holds at once.
   */
  @Post()
  @Allow('changes:propose')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async propose(
    @CurrentActor() actor: Actor,
    @Body() body: ProposeChangeDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: true, status: 201 };
    // A rule of a rail that is gone may still be ended.
    if ((body.topUp?.targetMinor ?? 0) > 0) this.rails.get(body.topUp?.rail ?? '');
    if (body.railTopUp !== undefined) this.rails.get(body.railTopUp.rail);
    const wanted = newChange(body, newId('usr', HOUSE_LANE));
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id } = await this.proposeChange.run(tx, actor, wanted);
      return presentChange(required(await this.changes.byId(tx, id)));
    });
  }

  /** The second pair of eyes: lets exactly this come into force, or returns it until it has. */
  @Post(':id/approvals')
  @Allow('changes:approve')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async approve(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() { verdict, note }: ChangeVerdictDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) =>
      presentChange(await this.approveChange.run(tx, actor, { changeId: id, verdict, note })),
    );
  }
}
