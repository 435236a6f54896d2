import { Body, Controller, Get, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries, IncidentQueries, LinkIncident, OpenIncident } from '@app/claims';
import type { ClaimEntity, IncidentEntity } from '@app/claims';
import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { pageRequest } from '../http/page.dto';
import { Writes } from '../http/writes';
import { IncidentListDto, LinkIncidentDto, OpenIncidentDto } from './incident.dto';

/** One fraud behind several claims. For staff: it tells of other people's claims. */
@ApiTags('claims')
@ApiBearerAuth()
@Controller('v1')
export class IncidentsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly incidents: IncidentQueries,
    private readonly openIncident: OpenIncident,
    private readonly linkIncident: LinkIncident,
  ) {}

  @Post('incidents')
  @Allow('incidents:write')
  async open(
    @CurrentActor() actor: Actor,
    @Body() body: OpenIncidentDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: false, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { title, description = null } = body;
      return presentIncident(await this.openIncident.run(tx, actor, { title, description }));
    });
  }

  @Get('incidents')
  @Allow('incidents:read')
  async list(@Query() query: IncidentListDto): Promise<object> {
    const page = pageRequest(query);
    const rows = await this.incidents.list(this.unitOfWork.reads, page);
    return pageOf(rows, page.limit, presentIncident);
  }

  /** An incident with its claims, a page of them at a time. */
  @Get('incidents/:id')
  @Allow('incidents:read')
  async get(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() query: IncidentListDto,
  ): Promise<object> {
    const { reads } = this.unitOfWork;
    const incident = required(await this.incidents.byId(reads, id));
    const page = pageRequest(query);
    const rows = await this.incidents.claims(reads, actor, incident.id, page);
    return { ...presentIncident(incident), claims: pageOf(rows, page.limit, presentClaim) };
  }

  /** Says to which incident a claim belongs; without `incidentId` to none. */
  @Put('claims/:id/incident')
  @Allow('incidents:write')
  async link(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: LinkIncidentDto,
  ): Promise<object> {
    return this.unitOfWork.transaction(async (tx) => {
      const { id: claimId } = required(await this.claims.visible(tx, actor, id));
      const { incidentId = null, reason } = body;
      const claim = await this.linkIncident.run(tx, actor, { claimId, incidentId, reason });
      return presentClaim(claim);
    });
  }
}

function presentIncident(incident: IncidentEntity): object {
  const { id, title, description, openedBy, openedAt } = incident;
  return { id, title, description, openedBy, openedAt: openedAt.toISOString() };
}

/** As much of a claim as is looked at across an incident; who claims stands on the claim. */
function presentClaim(claim: ClaimEntity): object {
  const { currency } = claim;
  const money = (amountMinor: bigint): object => ({
    currency,
    amountMinor: amountMinor.toString(),
  });
  return {
    id: claim.id,
    reference: claim.reference,
    status: claim.status,
    lossType: claim.lossType,
    incidentId: claim.incidentId,
    claimed: money(claim.claimedMinor),
    ...(claim.awardedMinor === null ? {} : { awarded: money(claim.awardedMinor) }),
    paid: money(claim.paidMinor),
    createdAt: claim.filedAt.toISOString(),
  };
}
