import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { Allow } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';
import { ApproveDecision, RecallDecision } from '@app/review';

import { CurrentActor } from '../http/current-actor.decorator';
import { Writes } from '../http/writes';
import { DecisionPresenter } from './decision-presenter';
import { RecallDto, VerdictDto } from './decision.dto';

/** What becomes of a decision that waits for other eyes. */
@ApiTags('review')
@ApiBearerAuth()
@Controller('v1/decisions')
export class VerdictsController {
  constructor(
    private readonly writes: Writes,
    private readonly decisionPresenter: DecisionPresenter,
    private readonly approveDecision: ApproveDecision,
    private readonly recallDecision: RecallDecision,
  ) {}

  /** The second pair of eyes: approves exactly this decision, or returns it. */
  @Post(':id/approvals')
  @Allow('decisions:approve')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async approve(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: VerdictDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const { verdict, note } = body;
    return this.writes.answer(
      { request, response },
      { about: id, keyRequired: true, status: 201 },
      async (tx) => {
        const input = { decisionId: id, verdict, note };
        const taken = await this.approveDecision.run(tx, actor, input);
        return this.decisionPresenter.present(tx, actor, taken);
      },
    );
  }

  /** Takes a decision back before its last approval; for whoever took it. */
  @Post(':id/recall')
  @Allow('claims:decide')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async recall(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: RecallDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    return this.writes.answer(
      { request, response },
      { about: id, keyRequired: true, status: 200 },
      async (tx) => {
        const input = { decisionId: id, reason: body.reason };
        const taken = await this.recallDecision.run(tx, actor, input);
        return this.decisionPresenter.present(tx, actor, taken);
      },
    );
  }
}
