import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries, LodgeAppeal } from '@app/claims';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';
import { AppealPresenter } from './appeal-presenter';
import { LodgeAppealDto } from './claim-lives.dto';

@ApiTags('claims')
@ApiBearerAuth()
@Controller('v1/claims/:id/appeals')
export class AppealsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly presenter: AppealPresenter,
    private readonly lodgeAppeal: LodgeAppeal,
  ) {}

  /** The appeals of a claim, and on which step and until when the decision can be appealed. */
  @Get()
  @Allow('claims:read')
  async list(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const claim = required(await this.claims.visible(reads, actor, id));
    return this.presenter.presentAll(reads, claim);
  }

  /** Appeals against the decision: another reviewer looks at the disputed lines. */
  @Post()
  @Allow('claims:appeal')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async lodge(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: LodgeAppealDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const claim = required(await this.claims.visible(tx, actor, id));
      const lineIds = body.lines.map(({ lineId }) => lineId);
      const wish = { claimId: claim.id, lineIds, grounds: body.grounds };
      return this.presenter.present(tx, claim, await this.lodgeAppeal.run(tx, actor, wish));
    });
  }
}
