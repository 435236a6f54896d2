import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ChangeDraft, DraftQueries, DropDraft, StartDraft, noSuchDraft } from '@app/claims';
import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { versionOf } from '../http/if-match';
import { pageRequest } from '../http/page.dto';
import { Writes } from '../http/writes';
import { DraftPresenter, presentDraft } from './draft-presenter';
import { DraftDto, DraftListDto } from './draft.dto';

/** Claims that are still being written. Nothing that was typed is lost, also what is wrong. */
@ApiTags('claims')
@ApiBearerAuth()
@Controller('v1/claim-drafts')
export class DraftsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly drafts: DraftQueries,
    private readonly presenter: DraftPresenter,
    private readonly startDraft: StartDraft,
    private readonly changeDraft: ChangeDraft,
    private readonly dropDraft: DropDraft,
  ) {}

  /** Keeps the beginning of a claim. `problems` says what is missing or wrong so far. */
  @Post()
  @Allow('drafts:write')
  async start(
    @CurrentActor() actor: Actor,
    @Body() body: DraftDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: false, status: 201 };
    // What was typed lies in the draft and nowhere else.
    return this.writes.answerAnew(
      { request, response },
      scope,
      async (tx) => {
        const { claim: content } = body;
        const named = content.claimantPartyId;
        const claimantPartyId = typeof named === 'string' ? named : null;
        const { id } = await this.startDraft.run(tx, actor, { claimantPartyId, content });
        return { id };
      },
      async ({ id }) => this.show(actor, id, response),
    );
  }

  /** The drafts of whoever asks, newest first. */
  @Get()
  @Allow('drafts:write')
  async list(@CurrentActor() actor: Actor, @Query() query: DraftListDto): Promise<object> {
    const page = pageRequest(query);
    const rows = await this.drafts.list(this.unitOfWork.reads, actor, page);
    return pageOf(rows, page.limit, presentDraft);
  }

  /** A draft, with the guarantee that would apply and its whole evidence list. */
  @Get(':id')
  @Allow('drafts:write')
  async get(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    return this.show(actor, id, response);
  }

  /** Puts what is typed now in the place of what the draft held, unless that has changed. */
  @Put(':id')
  @Allow('drafts:write')
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the draft as seen.' })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: DraftDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const expectedVersion = versionOf(request.headers['if-match']);
    return this.unitOfWork.transaction(async (tx) => {
      const change = { draftId: id, content: body.claim, expectedVersion };
      const draft = await this.changeDraft.run(tx, actor, change);
      response.setHeader('ETag', etagOf(draft));
      return this.presenter.present(tx, draft);
    });
  }

  /** Removes a draft with its files. */
  @Delete(':id')
  @HttpCode(204)
  @Allow('drafts:write')
  async drop(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    await this.unitOfWork.transaction((tx) => this.dropDraft.run(tx, actor, { draftId: id }));
  }

  private async show(actor: Actor, id: string, response: Response): Promise<object> {
    const { reads } = this.unitOfWork;
    const draft = await this.drafts.visible(reads, actor, id);
    if (draft === null) throw noSuchDraft();
    response.setHeader('ETag', etagOf(draft));
    return this.presenter.present(reads, draft);
  }
}

function etagOf({ version }: { readonly version: number }): string {
  return `"${String(version)}"`;
}
