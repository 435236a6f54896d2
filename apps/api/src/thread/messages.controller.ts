import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { NEVER_ASKED, ThreadQueries, WriteMessage } from '@app/messaging';
import { Allow, CONFIG, UnitOfWork, pageOf } from '@app/platform';
import type { Actor, Config, Reads, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { PageDto, pageRequest } from '../http/page.dto';
import { Writes } from '../http/writes';
import { ThreadPresenter } from './thread-presenter';
import { WriteMessageDto } from './thread.dto';

/** The one thread of a claim: what was said on whatever channel, and what happened meanwhile. */
@ApiTags('thread')
@ApiBearerAuth()
@Controller('v1/claims/:id/messages')
export class MessagesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly threads: ThreadQueries,
    private readonly presenter: ThreadPresenter,
    private readonly writeMessage: WriteMessage,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Messages and events of a claim, newest first. */
  @Get()
  @Allow('messages:read')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() query: PageDto,
  ): Promise<object> {
    const { reads } = this.unitOfWork;
    const claim = required(await this.claims.visible(reads, actor, id));
    const page = pageRequest(query);
    const rows = await this.threads.entries(reads, claim, page, actor);
    const { data, ...rest } = pageOf(rows, page.limit, (entry) => entry);
    return {
      data: await this.presenter.present(reads, data, { claim, viewer: actor }),
      ...rest,
      ...(await this.signs(reads, claim, actor)),
      supportPhone: this.config.supportPhone,
    };
  }

  /** Writes a message: claimants to us, staff to the claimant. Any channel can answer it. */
  @Post()
  @Allow('messages:write')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async write(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: WriteMessageDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const claim = required(await this.claims.visible(tx, actor, id));
      const message = await this.writeMessage.run(tx, actor, claim, {
        body: body.body,
        inReplyTo: body.inReplyTo ?? null,
        evidenceIds: (body.files ?? []).map(({ evidenceId }) => evidenceId),
      });
      const [shown] = await this.presenter.present(tx, [message], { claim, viewer: actor });
      return required(shown ?? null);
    });
  }

  /** By what a claimant knows that a message is ours. Nobody else is told their phrase. */
  private async signs(reads: Reads, claim: ClaimEntity, viewer: Actor): Promise<object> {
    if (viewer.role !== 'claimant') return { neverAsked: NEVER_ASKED };
    const chosen = await this.threads.phrase(reads, claim.claimantPartyId);
    return { phrase: chosen?.phrase ?? null, neverAsked: NEVER_ASKED };
  }
}
