import { Controller, Delete, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { AddDraftFile, DraftQueries, RemoveDraftFile, noSuchDraft } from '@app/claims';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { Writes } from '../http/writes';
import { presentFile } from './draft-presenter';
import { HandedInFiles, TakesEvidence } from './handed-in-file';

/** Files that are handed in before the claim is filed; they become its evidence. */
@ApiTags('claims')
@ApiBearerAuth()
@Controller('v1/claim-drafts/:id/files')
export class DraftFilesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly drafts: DraftQueries,
    private readonly handedInFiles: HandedInFiles,
    private readonly addDraftFile: AddDraftFile,
    private readonly removeDraftFile: RemoveDraftFile,
  ) {}

  /** Hands in a file for one item of the evidence list: JPEG, PNG, WebP or PDF, up to 10 MB. */
  @Post()
  @Allow('drafts:write')
  @TakesEvidence()
  async add(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    // A stranger's file is not read: there is nothing that it could be for.
    const { reads } = this.unitOfWork;
    const draft = await this.drafts.visible(reads, actor, id);
    if (draft === null) throw noSuchDraft();
    const { handed, content } = await this.handedInFiles.receive(request, actor, (file) =>
      this.addDraftFile.requireWelcome(reads, draft, file),
    );
    const scope = { about: id, keyRequired: false, status: 201, content };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const added = await this.addDraftFile.run(tx, actor, { draftId: id, ...handed });
      return presentFile(added);
    });
  }

  /** Takes a file off the draft again. */
  @Delete(':item/:sha256')
  @HttpCode(204)
  @Allow('drafts:write')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('item') item: string,
    @Param('sha256') sha256: string,
  ): Promise<void> {
    const file = { draftId: id, item, sha256 };
    await this.unitOfWork.transaction((tx) => this.removeDraftFile.run(tx, actor, file));
  }
}
