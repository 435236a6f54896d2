import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries, ExtendClock, PauseClock, ResumeClock } from '@app/claims';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';
import { ClockPresenter } from './clock-presenter';
import { ExtendClockDto, PauseClockDto, ResumeClockDto } from './clock.dto';

@ApiTags('claims')
@ApiBearerAuth()
@Controller('v1/claims/:id/clocks')
export class ClocksController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly presenter: ClockPresenter,
    private readonly pauseClock: PauseClock,
    private readonly resumeClock: ResumeClock,
    private readonly extendClock: ExtendClock,
  ) {}

  /** The promises made to the claimant: when each is due, how it stands, what happened to it. */
  @Get()
  @Allow('claims:read')
  async list(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const claim = required(await this.claims.visible(reads, actor, id));
    return this.presenter.presentHistory(reads, claim, actor);
  }

  /** Lets a clock stand still, for a reason that the programme allows. */
  @Post('pause')
  @HttpCode(200)
  @Allow('clocks:pause')
  async pause(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: PauseClockDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: false, status: 200 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id: claimId } = required(await this.claims.visible(tx, actor, id));
      const { clock, reason, note = null } = body;
      const claim = await this.pauseClock.run(tx, actor, { claimId, clock, reason, note });
      return this.presenter.presentHistory(tx, claim, actor);
    });
  }

  /** Lets a clock go on with the time that it had left. */
  @Post('resume')
  @HttpCode(200)
  @Allow('clocks:pause')
  async resume(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: ResumeClockDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: false, status: 200 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id: claimId } = required(await this.claims.visible(tx, actor, id));
      const { clock, note = null } = body;
      const claim = await this.resumeClock.run(tx, actor, { claimId, clock, note });
      return this.presenter.presentHistory(tx, claim, actor);
    });
  }

  /** Gives a clock more time, up to the hard end that the programme sets; the claimant is told. */
  @Post('extend')
  @HttpCode(200)
  @Allow('clocks:pause')
  async extend(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: ExtendClockDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: false, status: 200 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id: claimId } = required(await this.claims.visible(tx, actor, id));
      const { clock, note } = body;
      const until = new Date(body.until);
      const claim = await this.extendClock.run(tx, actor, { claimId, clock, until, note });
      return this.presenter.presentHistory(tx, claim, actor);
    });
  }
}
