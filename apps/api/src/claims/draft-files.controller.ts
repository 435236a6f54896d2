import { Controller, Delete, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import {
  AddDraftFile,
  DraftQueries,
  EvidenceFiles,
  RemoveDraftFile,
  noSuchDraft,
} from '@app/claims';
import { Allow, UnitOfWork, receiveUpload } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { TakesFile } from '../http/takes-file';
import { Writes } from '../http/writes';
import { presentFile } from './draft-presenter';
import { DESCRIPTION_LENGTH_MAX } from './evidence.dto';
import { itemOf, textField } from './upload-fields';

/** Files that are handed in before the claim is filed; they become its evidence. */
@ApiTags('claims')
@ApiBearerAuth()
@Controller('v1/claim-drafts/:id/files')
export class DraftFilesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly drafts: DraftQueries,
    private readonly evidenceFiles: EvidenceFiles,
    private readonly addDraftFile: AddDraftFile,
    private readonly removeDraftFile: RemoveDraftFile,
  ) {}

  /** Hands in a file for one item of the evidence list: JPEG, PNG, WebP or PDF, up to 10 MB. */
  @Post()
  @Allow('drafts:write')
  @TakesFile()
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file', 'item'],
      properties: {
        file: { type: 'string', format: 'binary' },
        item: { type: 'string' },
        description: { type: 'string', maxLength: DESCRIPTION_LENGTH_MAX },
      },
    },
  })
  async add(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    // A stranger's file is not read: there is nothing that it could be for.
    const draft = await this.drafts.visible(this.unitOfWork.reads, actor, id);
    if (draft === null) throw noSuchDraft();
    const upload = await receiveUpload(request, (content) => this.evidenceFiles.keep(content));
    const { stored: file, fileName } = upload;
    const { sha256, mediaType } = file;
    const item = itemOf(upload.fields);
    const description = textField(upload.fields, 'description', DESCRIPTION_LENGTH_MAX);
    const content = { ...upload.fields, sha256 };
    const scope = { about: id, keyRequired: false, status: 201, content };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const handed = { draftId: id, item, file, mediaType, fileName, description };
      return presentFile(await this.addDraftFile.run(tx, actor, handed));
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
