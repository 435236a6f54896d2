import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries } from '@app/claims';
import { ThreadQueries, WriteNote } from '@app/messaging';
import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { PageDto, pageRequest } from '../http/page.dto';
import { Writes } from '../http/writes';
import { NotePresenter } from './note-presenter';
import { WriteNoteDto } from './thread.dto';

/** What staff write about a claim for each other. It is no message, and no way makes it one. */
@ApiTags('thread')
@ApiBearerAuth()
@Controller('v1/claims/:id/notes')
export class NotesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly threads: ThreadQueries,
    private readonly presenter: NotePresenter,
    private readonly writeNote: WriteNote,
  ) {}

  /** The notes on a claim, newest first. */
  @Get()
  @Allow('notes:read')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() query: PageDto,
  ): Promise<object> {
    const { reads } = this.unitOfWork;
    const claim = required(await this.claims.visible(reads, actor, id));
    const page = pageRequest(query);
    const rows = await this.threads.notes(reads, claim, page);
    const { data, ...rest } = pageOf(rows, page.limit, (note) => note);
    return { data: await this.presenter.present(reads, data, actor), ...rest };
  }

  /** Writes a note. Nobody is told, and nothing follows from it. */
  @Post()
  @Allow('notes:write')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async write(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: WriteNoteDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const claim = required(await this.claims.visible(tx, actor, id));
      const note = await this.writeNote.run(tx, actor, claim, body.body);
      const [shown] = await this.presenter.present(tx, [note], actor);
      return required(shown ?? null);
    });
  }
}
