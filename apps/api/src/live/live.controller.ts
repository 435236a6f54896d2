import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries } from '@app/claims';
import { LiveQueries } from '@app/messaging';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { SafeLine } from '../http/fields';
import { required } from '../http/not-found';
import { LiveStreams } from './live-streams';

/** Longer than any mark. */
const MARK_LENGTH_MAX = 80;

class UpdatesDto {
  @SafeLine(MARK_LENGTH_MAX, { optional: true, description: 'The mark of the answer before.' })
  after?: string;
}

/** What happens while somebody looks: as it happens, or asked for from time to time. */
@ApiTags('live')
@ApiBearerAuth()
@Controller('v1')
export class LiveController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly claims: ClaimQueries,
    private readonly live: LiveQueries,
    private readonly streams: LiveStreams,
  ) {}

  /** An event (`claim`) each time that something is said or done on a claim. */
  @Get('claims/:id/stream')
  @Allow('messages:read')
  @ApiProduces('text/event-stream')
  async claim(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: RequestWithContext,
    @Res() response: Response,
  ): Promise<void> {
    const claim = required(await this.claims.visible(this.unitOfWork.reads, actor, id));
    this.streams.open({ request, response }, actor, claim);
  }

  /** The same for those to whom no stream gets through: whether anything happened after a mark. */
  @Get('claims/:id/updates')
  @Allow('messages:read')
  async updates(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() { after }: UpdatesDto,
  ): Promise<object> {
    const { reads } = this.unitOfWork;
    const claim = required(await this.claims.visible(reads, actor, id));
    const mark = required((await this.live.claimMarks(reads, [claim])).get(claim.id) ?? null);
    return { mark, hasNews: mark !== after };
  }

  /** An event (`queue`) each time that a claim gets to another place; what is new is asked for. */
  @Get('review/queue/stream')
  @Allow('review:queue')
  @ApiProduces('text/event-stream')
  queue(
    @CurrentActor() actor: Actor,
    @Req() request: RequestWithContext,
    @Res() response: Response,
  ): void {
    this.streams.open({ request, response }, actor, null);
  }
}
