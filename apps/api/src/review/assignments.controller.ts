import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { AssignClaim, AssignClaims, ClaimQueries } from '@app/claims';
import type { AssignmentEnd } from '@app/claims';
import { Allow } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';
import { QueueQueries } from '@app/review';

import { CurrentActor } from '../http/current-actor.decorator';
import { versionOf } from '../http/if-match';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';
import { AssignClaimDto, AssignClaimsDto } from './assignment.dto';
import { QueuePresenter } from './queue-presenter';

@ApiTags('review')
@ApiBearerAuth()
@Controller('v1')
export class AssignmentsController {
  constructor(
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly queue: QueueQueries,
    private readonly presenter: QueuePresenter,
    private readonly assignClaim: AssignClaim,
    private readonly assignClaims: AssignClaims,
  ) {}

  /** Gives a claim to somebody; without an assignee the system chooses. */
  @Post('claims/:id/assign')
  @HttpCode(200)
  @Allow('claims:assign')
  @ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'The ETag of the claim that was looked at.',
  })
  async assign(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: AssignClaimDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const ifMatch = request.headers['if-match'];
    const expectedVersion = ifMatch === undefined ? null : versionOf(ifMatch);
    const scope = { about: id, keyRequired: false, status: 200 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id: claimId } = required(await this.claims.visible(tx, actor, id));
      const { assigneeId = null, reason } = body;
      await this.assignClaim.run(tx, actor, { claimId, assigneeId, reason, expectedVersion });
      const [shown] = await this.presenter.present(tx, await this.queue.rows(tx, [claimId]));
      return required(shown ?? null);
    });
  }

  /** Gives several claims to somebody; each stands for itself, and says what became of it. */
  @Post('review/assignments')
  @HttpCode(200)
  @Allow('claims:assign')
  async assignSeveral(
    @CurrentActor() actor: Actor,
    @Body() body: AssignClaimsDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: false, status: 200 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { claimIds, assigneeId = null, reason } = body;
      const ends = await this.assignClaims.run(tx, actor, { claimIds, assigneeId, reason });
      const assigned = ends.flatMap((end) => ('claim' in end ? [end.claimId] : []));
      const rows = await this.queue.rows(tx, assigned);
      const shown = await this.presenter.present(tx, rows);
      const claimOf = new Map(rows.map(({ id }, index) => [id, shown[index]]));
      return { data: ends.map((end) => presentEnd(end, claimOf.get(end.claimId))) };
    });
  }
}

function presentEnd(end: AssignmentEnd, claim: object | undefined): object {
  const { claimId } = end;
  if ('claim' in end) return { claimId, result: 'assigned', claim };
  const { code, text, details } = end.refusal;
  return { claimId, result: 'refused', problem: { ...details, code, texts: text } };
}
