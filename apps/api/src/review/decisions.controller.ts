import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries } from '@app/claims';
import { isId } from '@app/kernel';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor, RequestWithContext, Tx } from '@app/platform';
import { DecideClaim, DecisionPreview } from '@app/review';

import { CurrentActor } from '../http/current-actor.decorator';
import { versionOf } from '../http/if-match';
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
    private readonly decisionPresenter: DecisionPresenter,
    private readonly decideClaim: DecideClaim,
    private readonly decisionPreview: DecisionPreview,
  ) {}

  @Get('claims/:id/decisions')
  @Allow('assessment:read')
  async decisions(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const claim = required(await this.claims.visible(reads, actor, id));
    const data = await this.decisionPresenter.presentAll(reads, actor, claim);
    return { data, hasMore: false, next: null };
  }

  /** Decides a claim, line by line, with reasons. `dryRun` shows what it would book. */
  @Post('claims/:id/decisions')
  @Allow('claims:decide')
  @ApiHeader({ name: 'Idempotency-Key', required: true, description: 'Not needed for a dry run.' })
  @ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'The ETag of the claim that was looked at: a later one is refused.',
  })
  async decide(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: DecideClaimDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const dryRun = body.dryRun === true;
    const ifMatch = request.headers['if-match'];
    // The interface is fixed without it; whoever sends it is told what has changed since.
    const version = ifMatch === undefined ? null : versionOf(ifMatch);
    return this.writes.answer(
      { request, response },
      { about: id, keyRequired: !dryRun, status: 201 },
      async (tx) => {
        const input = decisionInput(await this.idOf(tx, actor, id), body, version);
        if (dryRun) {
          const shown = await this.decisionPreview.of(tx, actor, input);
          return this.decisionPresenter.presentPlan(tx, actor, shown);
        }
        const taken = await this.decideClaim.run(tx, actor, input);
        return this.decisionPresenter.present(tx, actor, taken);
      },
    );
  }

  /** An id is looked for when its claim is locked; nobody decides, or tries out, their own. */
  private async idOf(tx: Tx, actor: Actor, idOrReference: string): Promise<string> {
    if (isId(idOrReference, 'clm')) return idOrReference;
    return required(await this.claims.visible(tx, actor, idOrReference)).id;
  }
}
