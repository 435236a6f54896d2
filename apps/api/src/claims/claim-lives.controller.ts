import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries, MergeClaims, ReopenClaim } from '@app/claims';
import { Allow } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';
import { MergeClaimDto, ReopenClaimDto } from './claim-lives.dto';
import { ClaimPresenter } from './claim-presenter';

/** What staff do with the lives of a claim: open it again, or let it go on in another one. */
@ApiTags('claims')
@ApiBearerAuth()
@Controller('v1/claims/:id')
export class ClaimLivesController {
  constructor(
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly presenter: ClaimPresenter,
    private readonly reopenClaim: ReopenClaim,
    private readonly mergeClaims: MergeClaims,
  ) {}

  /** Opens a claim again that was denied, withdrawn, paid or closed. */
  @Post('reopen')
  @Allow('claims:reopen')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async reopen(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: ReopenClaimDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: true, status: 200 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id: claimId } = required(await this.claims.visible(tx, actor, id));
      const wish = { claimId, reason: body.reason };
      return this.presenter.present(tx, await this.reopenClaim.run(tx, actor, wish), actor);
    });
  }

  /** Merges a duplicate into another claim of the same claimant; answers with the duplicate. */
  @Post('merge')
  @Allow('claims:merge')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async merge(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: MergeClaimDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: true, status: 200 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id: claimId } = required(await this.claims.visible(tx, actor, id));
      const { intoClaimId, reason } = body;
      const merged = await this.mergeClaims.run(tx, actor, { claimId, intoClaimId, reason });
      return this.presenter.present(tx, merged, actor);
    });
  }
}
