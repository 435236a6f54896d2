import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';
import {
  ApproveVersion,
  ProgramVersionQueries,
  ProposeVersion,
  WithdrawVersion,
} from '@app/programs';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { PageDto, pageRequest } from '../http/page.dto';
import { Writes } from '../http/writes';
import { presentVersion, presentWholeVersion } from './present-version';
import { ProposeVersionDto, VersionVerdictDto, WithdrawVersionDto } from './program.dto';

@ApiTags('programs')
@ApiBearerAuth()
@Controller('v1/programs/versions')
export class ProgramVersionsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly versions: ProgramVersionQueries,
    private readonly proposeVersion: ProposeVersion,
    private readonly approveVersion: ApproveVersion,
    private readonly withdrawVersion: WithdrawVersion,
  ) {}

  /** The versions that were proposed here, newest first, with what became of them. */
  @Get()
  @Allow('programs:proposals')
  async list(@Query() query: PageDto): Promise<object> {
    const page = pageRequest(query);
    const proposed = await this.versions.list(this.unitOfWork.reads, page);
    const rows = proposed.map((one) => ({ id: one.version.id, ...one }));
    return pageOf(rows, page.limit, presentVersion);
  }

  /** One of them, with the whole pack and its cases: what an approver has to look at. */
  @Get(':id')
  @Allow('programs:proposals')
  async get(@Param('id') id: string): Promise<object> {
    return presentWholeVersion(required(await this.versions.byId(this.unitOfWork.reads, id)));
  }

  /** Proposes a version. It is checked in full, its cases too, and waits for another person. */
  @Post()
  @Allow('programs:propose')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async propose(
    @CurrentActor() actor: Actor,
    @Body() { pack, cases, reason }: ProposeVersionDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const version = await this.proposeVersion.run(tx, actor, { pack, cases, reason });
      return presentVersion({ version, approval: null, withdrawal: null });
    });
  }

  /** The second pair of eyes: publishes exactly this version, or returns it. */
  @Post(':id/approvals')
  @Allow('programs:approve')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async approve(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() { verdict, note }: VersionVerdictDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) =>
      presentVersion(await this.approveVersion.run(tx, actor, { versionId: id, verdict, note })),
    );
  }

  /** Its proposer does not want it any more, and nobody has judged it yet: nobody can then. */
  @Post(':id/withdrawal')
  @Allow('programs:propose')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() { reason }: WithdrawVersionDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) =>
      presentVersion(await this.withdrawVersion.run(tx, actor, { versionId: id, reason })),
    );
  }
}
