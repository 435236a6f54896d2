import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import {
  ClaimQueries,
  FilingQueries,
  RecordCircumstance,
  RecordMilestone,
  standingDeclarations,
} from '@app/claims';
import type { ClaimCircumstanceEntity, ClaimMilestoneEntity } from '@app/claims';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';
import { CircumstanceDto, MilestoneDto } from './clock.dto';

/** What people find out about a claim, and its programme reckons with. */
@ApiTags('claims')
@ApiBearerAuth()
@Controller('v1/claims/:id')
export class RecordedFactsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly filings: FilingQueries,
    private readonly recordMilestone: RecordMilestone,
    private readonly recordCircumstance: RecordCircumstance,
  ) {}

  /** Records that something happened elsewhere. A newer record of the same corrects it. */
  @Post('milestones')
  @Allow('milestones:record')
  async addMilestone(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: MilestoneDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: false, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id: claimId } = required(await this.claims.visible(tx, actor, id));
      const { milestone, note = null } = body;
      const input = { claimId, milestone, at: new Date(body.at), note };
      return presentMilestone(await this.recordMilestone.run(tx, actor, input), actor);
    });
  }

  /** Every record of a milestone, the oldest first: of two of a kind the newer one counts. */
  @Get('milestones')
  @Allow('claims:read')
  async milestones(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const claim = required(await this.claims.visible(reads, actor, id));
    const records = await this.claims.milestones(reads, claim);
    const data = records.map((record) => presentMilestone(record, actor));
    return { data, hasMore: false, next: null };
  }

  /** Records that a circumstance holds, or does not. A newer record of the same corrects it. */
  @Post('circumstances')
  @Allow('circumstances:record')
  async addCircumstance(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: CircumstanceDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: false, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id: claimId } = required(await this.claims.visible(tx, actor, id));
      const { circumstance, established, note, lineId = null } = body;
      const input = { claimId, circumstance, established, note, lineId };
      return presentCircumstance(await this.recordCircumstance.run(tx, actor, input));
    });
  }

  /** Every record of a circumstance, the oldest first. For those who decide. */
  @Get('circumstances')
  @Allow('circumstances:read')
  async circumstances(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const claim = required(await this.claims.visible(reads, actor, id));
    const records = await this.claims.circumstances(reads, claim);
    const declared = standingDeclarations(await this.filings.vulnerabilities(reads, claim));
    return {
      data: records.map(presentCircumstance),
      hasMore: false,
      next: null,
      // That there is something to look into; what it is stands at …/vulnerability.
      vulnerabilityDeclared: declared.length > 0,
    };
  }
}

/** Claimants see what counts, and not what staff wrote about it. */
function presentMilestone(record: ClaimMilestoneEntity, actor: Actor): object {
  const { milestone, at, note, actorId, actorRole, recordedAt } = record;
  const shown = {
    milestone,
    at: at.toISOString(),
    recordedAt: recordedAt.toISOString(),
  };
  if (actor.role === 'claimant') return { ...shown, recordedBy: { role: actorRole } };
  return { ...shown, recordedBy: { id: actorId, role: actorRole }, note };
}

function presentCircumstance(record: ClaimCircumstanceEntity): object {
  const { circumstance, lineId, established, note, actorId, actorRole, recordedAt } = record;
  return {
    circumstance,
    lineId,
    established,
    note,
    recordedBy: { id: actorId, role: actorRole },
    recordedAt: recordedAt.toISOString(),
  };
}
