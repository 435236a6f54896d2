import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { EndBreak, ReconciliationQueries, UndoMatch } from '@app/payouts';
import { Allow } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';
import { BreakPresenter } from './break-presenter';
import { presentMatch } from './present-reconciliation';
import { HandMatchDto, UndoingDto } from './reconciliation.dto';

/** That a line of a statement and a booking are the same money, where people say so. */
@ApiTags('reconciliation')
@ApiBearerAuth()
@Controller('v1/reconciliation/matches')
export class MatchesController {
  constructor(
    private readonly writes: Writes,
    private readonly queries: ReconciliationQueries,
    private readonly presenter: BreakPresenter,
    private readonly endBreak: EndBreak,
    private readonly undoMatch: UndoMatch,
  ) {}

  /** Matches a line with a booking by hand; another person has to say the same. */
  @Post()
  @Allow('reconciliation:end')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async match(
    @CurrentActor() actor: Actor,
    @Body() { lineId, entryId, note }: HandMatchDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id: breakId } = required(await this.queries.breakOfLine(tx, lineId));
      const ending = { breakId, how: 'matched', note, against: entryId } as const;
      return this.presenter.ended(tx, await this.endBreak.run(tx, actor, ending));
    });
  }

  /** What one person says of a match that is none; another one has to say the same. */
  @Post(':id/undo')
  @Allow('reconciliation:end')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async undo(
    @CurrentActor() actor: Actor,
    @Param('id') matchId: string,
    @Body() { note }: UndoingDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { match, wordsMissing } = await this.undoMatch.run(tx, actor, { matchId, note });
      return { ...presentMatch(match), wordsMissing };
    });
  }
}
