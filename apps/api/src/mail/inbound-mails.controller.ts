import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries, ownParties } from '@app/claims';
import { AcceptMail, DraftMail, InboundMailQueries, noSuchMail } from '@app/messaging';
import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { DraftPresenter } from '../claims/draft-presenter';
import { CurrentActor } from '../http/current-actor.decorator';
import { pageRequest } from '../http/page.dto';
import { Writes } from '../http/writes';
import { InboundMailsDto, MailDraftDto } from './inbound-mail.dto';
import { presentAccepted, presentInboundMail } from './present-inbound-mail';

/** Mails that came in, and what became of them. */
@ApiTags('mail')
@ApiBearerAuth()
@Controller('v1')
export class InboundMailsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly mails: InboundMailQueries,
    private readonly acceptMail: AcceptMail,
    private readonly draftMail: DraftMail,
    private readonly draftPresenter: DraftPresenter,
  ) {}

  /** The newest first. Operators see what became of them, people who work on cases the words. */
  @Get('inbound-mails')
  @Allow('mails:read')
  async list(@CurrentActor() actor: Actor, @Query() query: InboundMailsDto): Promise<object> {
    const { reads } = this.unitOfWork;
    const page = pageRequest(query);
    const exceptParties = await ownParties(reads, actor);
    const filter = { exceptParties, ...(query.state === undefined ? {} : { state: query.state }) };
    const rows = await this.mails.list(reads, filter, page);
    const files = await this.mails.files(reads, rows);
    return pageOf(rows, page.limit, (mail) => presentInboundMail(mail, files, actor));
  }

  @Get('inbound-mails/:id')
  @Allow('mails:read')
  async get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const mail = await this.mails.byId(reads, id);
    if (mail === null) throw noSuchMail();
    // Refuses whoever it is about; only staff come here, who see all other claims.
    if (mail.claimId !== null) await this.claims.visible(reads, actor, mail.claimId);
    return presentInboundMail(mail, await this.mails.files(reads, [mail]), actor);
  }

  /** Says that a mail from an unknown address is the claimant's: its files become evidence. */
  @Post('inbound-mails/:id/accept')
  @Allow('mails:accept')
  async accept(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: false, status: 200 };
    return this.writes.answer({ request, response }, scope, async (tx) =>
      presentAccepted(await this.acceptMail.run(tx, actor, id)),
    );
  }

  /** Goes on with what was written in a mail: makes a draft of it, once. */
  @Post('mail-drafts')
  @Allow('drafts:write')
  async draft(
    @CurrentActor() actor: Actor,
    @Body() body: MailDraftDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: false, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const claimantPartyId = body.claimantPartyId ?? null;
      const draft = await this.draftMail.run(tx, actor, { token: body.token, claimantPartyId });
      return this.draftPresenter.present(tx, draft);
    });
  }
}
