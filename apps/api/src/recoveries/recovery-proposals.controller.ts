import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { Allow } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';
import { JudgeRecovery, ProposeWriteOff } from '@app/recoveries';

import { CurrentActor } from '../http/current-actor.decorator';
import { Writes } from '../http/writes';
import { RecoveryVerdictDto, WriteOffDto } from './recovery.dto';
import { RecoveryPresenter } from './recovery-presenter';

/** What two people do to a recovery. */
@ApiTags('recoveries')
@ApiBearerAuth()
@Controller('v1/recoveries/:id')
export class RecoveryProposalsController {
  constructor(
    private readonly writes: Writes,
    private readonly proposeWriteOff: ProposeWriteOff,
    private readonly judgeRecovery: JudgeRecovery,
    private readonly presenter: RecoveryPresenter,
  ) {}

  /** Proposes to give up what is outstanding. Nothing is booked before another person approves. */
  @Post('write-off')
  @Allow('recoveries:work')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async writeOff(
    @CurrentActor() actor: Actor,
    @Param('id') recoveryId: string,
    @Body() { reason }: WriteOffDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: recoveryId, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) =>
      this.presenter.whole(tx, await this.proposeWriteOff.run(tx, actor, { recoveryId, reason })),
    );
  }

  /** The second pair of eyes: carries out exactly what was proposed, or returns it. */
  @Post('approvals')
  @Allow('recoveries:approve')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async judge(
    @CurrentActor() actor: Actor,
    @Param('id') recoveryId: string,
    @Body() { verdict, note }: RecoveryVerdictDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: recoveryId, keyRequired: true, status: 201 };
    const input = { recoveryId, verdict, note };
    return this.writes.answer({ request, response }, scope, async (tx) =>
      this.presenter.whole(tx, await this.judgeRecovery.run(tx, actor, input)),
    );
  }
}
