import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { AddEvidence, ClaimQueries, EvidenceFiles } from '@app/claims';
import { Allow, UnitOfWork, receiveUpload } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { TakesFile } from '../http/takes-file';
import { Writes } from '../http/writes';
import { presentHandedIn } from './evidence-presenter';
import { DESCRIPTION_LENGTH_MAX } from './evidence.dto';
import { itemOf, textField } from './upload-fields';

/** Files on their way in, each as a whole. */
@ApiTags('claims')
@ApiBearerAuth()
@Controller('v1/claims/:id/evidence')
export class EvidenceUploadsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly evidenceFiles: EvidenceFiles,
    private readonly addEvidence: AddEvidence,
  ) {}

  /** Hands in a file for one item of the evidence list: JPEG, PNG, WebP or PDF, up to 10 MB. */
  @Post()
  @Allow('evidence:add')
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
    const { reads } = this.unitOfWork;
    const claim = required(await this.claims.visible(reads, actor, id));
    await this.addEvidence.requireOpen(reads, actor, claim);
    const upload = await receiveUpload(request, (content) => this.evidenceFiles.keep(content));
    const { stored: file, fileName } = upload;
    const { sha256, mediaType } = file;
    const item = itemOf(upload.fields);
    const description = textField(upload.fields, 'description', DESCRIPTION_LENGTH_MAX);
    const content = { ...upload.fields, sha256 };
    const scope = { about: claim.id, keyRequired: false, status: 201, content };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const handed = { claimId: claim.id, item, file, mediaType, fileName, description };
      return presentHandedIn(await this.addEvidence.run(tx, actor, handed));
    });
  }
}
