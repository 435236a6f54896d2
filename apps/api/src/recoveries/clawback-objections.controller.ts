import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries } from '@app/claims';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';
import { AnswerObjection, ObjectToClawback, ObjectionQueries } from '@app/recoveries';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';
import { presentClawback } from './present-clawback';
import { RecoveryPresenter } from './recovery-presenter';
import { ObjectionAnswerDto, ObjectionDto } from './recovery.dto';

/** What is asked back of a claimant, what they say against it, and what is answered. */
@ApiTags('recoveries')
@ApiBearerAuth()
@Controller('v1')
export class ClawbackObjectionsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly objections: ObjectionQueries,
    private readonly objectToClawback: ObjectToClawback,
    private readonly answerObjection: AnswerObjection,
    private readonly presenter: RecoveryPresenter,
  ) {}

  /** What is asked back of the claimant, by two people or of a credit: how much, until when. */
  @Get('claims/:id/clawbacks')
  @Allow('claims:read')
  async list(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const claim = required(await this.claims.visible(reads, actor, id));
    const data = (await this.objections.clawbacks(reads, claim)).map(presentClawback);
    return { data };
  }

  /** The claimant objects: until a person has answered nothing is asked of them. */
  @Post('claims/:id/clawbacks/:recoveryId/objections')
  @Allow('clawbacks:object')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async object(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('recoveryId') recoveryId: string,
    @Body() { reason }: ObjectionDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const claim = required(await this.claims.visible(tx, actor, id));
      await this.objectToClawback.run(tx, actor, { claimId: claim.id, recoveryId, reason });
      const clawbacks = await this.objections.clawbacks(tx, claim);
      const told = clawbacks.find(({ recovery }) => recovery.id === recoveryId);
      return presentClawback(required(told ?? null));
    });
  }

  /** Somebody who had no part in it answers: the claimant was right, or still owes it. */
  @Post('recoveries/:id/objections/answers')
  @Allow('clawbacks:answer')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id') recoveryId: string,
    @Body() { verdict, reason }: ObjectionAnswerDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: recoveryId, keyRequired: true, status: 201 };
    const input = { recoveryId, verdict, reason };
    return this.writes.answer({ request, response }, scope, async (tx) =>
      this.presenter.whole(tx, await this.answerObjection.run(tx, actor, input)),
    );
  }
}
