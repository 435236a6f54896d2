import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries } from '@app/claims';
import { Allow } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';
import { NoteViewing } from '@app/review';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';
import { ViewingDto } from './assignment.dto';
import { presentViewer } from './queue-presenter';

@ApiTags('review')
@ApiBearerAuth()
@Controller('v1/claims/:id/viewing')
export class ViewingsController {
  constructor(
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly noteViewing: NoteViewing,
  ) {}

  /** Says that one looks at a claim, and hears who else does. To be repeated within a minute. */
  @Post()
  @HttpCode(200)
  @Allow('viewings:note')
  async note(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: ViewingDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: false, status: 200 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const claim = required(await this.claims.visible(tx, actor, id));
      const { isDeciding = false } = body;
      const viewers = await this.noteViewing.run(tx, actor, { claim, isDeciding });
      return { viewers: viewers.map(presentViewer) };
    });
  }
}
