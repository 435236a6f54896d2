import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries, CloseClaim, FileClaim, WithdrawClaim, shownTimeline } from '@app/claims';
import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { pageRequest } from '../http/page.dto';
import { Writes } from '../http/writes';
import { ClaimPresenter } from './claim-presenter';
import { ClaimListDto, CloseClaimDto, FileClaimDto, WithdrawClaimDto, newClaim } from './claim.dto';

@ApiTags('claims')
@ApiBearerAuth()
@Controller('v1/claims')
export class ClaimsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly queries: ClaimQueries,
    private readonly presenter: ClaimPresenter,
    private readonly fileClaim: FileClaim,
    private readonly withdrawClaim: WithdrawClaim,
    private readonly closeClaim: CloseClaim,
  ) {}

  /** Files a claim about one or several payments of the claimant. */
  @Post()
  @Allow('claims:file')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async file(
    @CurrentActor() actor: Actor,
    @Body() body: FileClaimDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    return this.writes.answer(
      { request, response },
      { about: body.lines[0]?.paymentId ?? null, keyRequired: true, status: 201 },
      async (tx) =>
        this.presenter.present(tx, await this.fileClaim.run(tx, actor, newClaim(body)), actor),
    );
  }

  @Get()
  @Allow('claims:read')
  async list(@CurrentActor() actor: Actor, @Query() query: ClaimListDto): Promise<object> {
    const { reads } = this.unitOfWork;
    const page = pageRequest(query);
    const filter = query.status === undefined ? {} : { status: query.status };
    const rows = await this.queries.list(reads, actor, filter, page);
    const { data, ...rest } = pageOf(rows, page.limit, (claim) => claim);
    return { data: await this.presenter.presentPage(reads, data, actor), ...rest };
  }

  /** A claim by its id or by its reference, however the reference is typed. */
  @Get(':id')
  @Allow('claims:read')
  async get(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    const { reads } = this.unitOfWork;
    const claim = required(await this.queries.visible(reads, actor, id));
    response.setHeader('ETag', `"${String(claim.version)}"`);
    return this.presenter.present(reads, claim, actor);
  }

  @Get(':id/timeline')
  @Allow('claims:read')
  async timeline(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const claim = required(await this.queries.visible(reads, actor, id));
    const events = shownTimeline(await this.queries.timeline(reads, claim), actor);
    return {
      data: events.map((event) => ({
        at: event.at.toISOString(),
        kind: event.kind,
        // Claimants see which side acted, not which person: staff are not to be found out.
        actor:
          actor.role === 'claimant'
            ? { role: event.actorRole }
            : { id: event.actorId, role: event.actorRole },
        summary: event.summary,
      })),
      hasMore: false,
      next: null,
    };
  }

  @Post(':id/withdraw')
  @Allow('claims:withdraw')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: WithdrawClaimDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    return this.writes.answer(
      { request, response },
      { about: id, keyRequired: true, status: 200 },
      async (tx) => {
        const { id: claimId } = required(await this.queries.visible(tx, actor, id));
        const reason = body.reason ?? null;
        return this.presenter.present(
          tx,
          await this.withdrawClaim.run(tx, actor, { claimId, reason }),
          actor,
        );
      },
    );
  }

  /** Closes a claim whose books are at rest. */
  @Post(':id/close')
  @Allow('claims:close')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async close(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: CloseClaimDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    return this.writes.answer(
      { request, response },
      { about: id, keyRequired: true, status: 200 },
      async (tx) => {
        const { id: claimId } = required(await this.queries.visible(tx, actor, id));
        const { reason } = body;
        return this.presenter.present(
          tx,
          await this.closeClaim.run(tx, actor, { claimId, reason }),
          actor,
        );
      },
    );
  }
}
