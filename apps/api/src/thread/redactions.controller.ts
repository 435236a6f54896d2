import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries } from '@app/claims';
import { RedactMessage, RedactNote, ThreadQueries } from '@app/messaging';
import { Allow } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';
import { NotePresenter } from './note-presenter';
import { ThreadPresenter } from './thread-presenter';
import { RedactDto } from './thread.dto';

/** Blackens what should not have been written down. The original stays, for auditors alone. */
@ApiTags('thread')
@ApiBearerAuth()
@Controller('v1')
export class RedactionsController {
  constructor(
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly threads: ThreadQueries,
    private readonly threadPresenter: ThreadPresenter,
    private readonly notePresenter: NotePresenter,
    private readonly redactMessage: RedactMessage,
    private readonly redactNote: RedactNote,
  ) {}

  /** Blackens something in a message, and in what it quotes. Answers with the copy. */
  @Post('messages/:id/redactions')
  @Allow('messages:redact')
  async message(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: RedactDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: false, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const message = required(await this.threads.message(tx, id));
      const claim = required(await this.claims.visible(tx, actor, message.claimId));
      await this.redactMessage.run(tx, actor, message, redactionOf(body));
      const about = { claim, viewer: actor };
      const [shown] = await this.threadPresenter.present(tx, [message], about);
      return required(shown ?? null);
    });
  }

  /** Blackens something in a note. Answers with the copy. */
  @Post('notes/:id/redactions')
  @Allow('notes:redact')
  async note(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: RedactDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: false, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const note = required(await this.threads.note(tx, id));
      required(await this.claims.visible(tx, actor, note.claimId));
      await this.redactNote.run(tx, actor, note, redactionOf(body));
      const [shown] = await this.notePresenter.present(tx, [note], actor);
      return required(shown ?? null);
    });
  }
}

function redactionOf({ parts, reason }: RedactDto): { texts: string[]; reason: string } {
  return { texts: parts.map(({ text }) => text), reason };
}
