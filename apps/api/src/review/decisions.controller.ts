import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries } from '@app/claims';
import { DomainError } from '@app/kernel';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';
import { DecideClaim, ReviewQueries, ShowDecision } from '@app/review';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';
import { DecisionPresenter } from './decision-presenter';
import { DecideClaimDto, decisionInput } from './decision.dto';

@ApiTags('review')
@ApiBearerAuth()
@Controller('v1')
export class DecisionsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly review: ReviewQueries,
    private readonly decisionPresenter: DecisionPresenter,
    private readonly decideClaim: DecideClaim,
    private readonly showDecision: ShowDecision,
  ) {}

  @Get('claims/:id/decisions')
  @Allow('assessment:read')
  async decisions(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const claim = required(await this.claims.visible(reads, actor, id));
    const decisions = await this.review.decisions(reads, claim);
    const data = await Promise.all(
      decisions.map((decision) => this.decisionPresenter.present(reads, decision)),
    );
    return { data, hasMore: false, next: null };
  }

  /** Decides a claim, line by line, with reasons. `dryRun` shows what it would book. */
  @Post('claims/:id/decisions')
  @Allow('claims:decide')
  @ApiHeader({ name: 'Idempotency-Key', required: true, description: 'Not needed for a dry run.' })
  @ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'The ETag of the claim that was looked at.',
  })
  async decide(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: DecideClaimDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const version = expectedVersion(request.headers['if-match']);
    const dryRun = body.dryRun === true;
    return this.writes.answer(
      { request, response },
      { about: id, keyRequired: !dryRun, status: 201 },
      async (tx) => {
        const claim = required(await this.claims.visible(tx, actor, id));
        const input = decisionInput(claim.id, body, version);
        if (dryRun)
          return this.decisionPresenter.presentPlan(
            tx,
            await this.showDecision.run(tx, actor, input),
          );
        return this.decisionPresenter.present(tx, await this.decideClaim.run(tx, actor, input));
      },
    );
  }
}

/** The version in an `If-Match` header, or null when the caller sent none or `*`. */
function expectedVersion(header: string | undefined): number | null {
  if (header === undefined || header.trim() === '*') return null;
  const version = /^"(\d{1,9})"$/.exec(header.trim())?.[1];
  if (version !== undefined) return Number(version);
  throw new DomainError(
    'stale',
    'claim.etag_unknown',
    {
      en: 'If-Match must repeat the ETag of GET /v1/claims/{id}, quotes included.',
      'zh-CN': 'If-Match 须原样填写 GET /v1/claims/{id} 返回的 ETag（含引号）。',
    },
    { field: 'If-Match', saw: header.slice(0, 40) },
  );
}
