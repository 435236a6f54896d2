import { Body, Controller, Delete, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import {
  BeginUpload,
  CancelUpload,
  ClaimQueries,
  FinishUpload,
  ReceiveUploadPart,
} from '@app/claims';
import type { ClaimUploadEntity, UploadProgress } from '@app/claims';
import { Allow, UnitOfWork, plainName } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { isSha256 } from '../http/sha256';
import { TakesBytes } from '../http/takes-file';
import { Writes } from '../http/writes';
import { presentHandedIn } from './evidence-presenter';
import { AnnounceFileDto } from './evidence.dto';
import { announcedBytes } from './handed-in-file';
import { uploadOffset } from './upload-fields';

/** Files that come in parts, so that a bad network loses a part and not the whole. */
@ApiTags('claims')
@ApiBearerAuth()
@Controller('v1/claims/:id/evidence/uploads')
export class UploadPartsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly beginUpload: BeginUpload,
    private readonly receivePart: ReceiveUploadPart,
    private readonly finishUpload: FinishUpload,
    private readonly cancelUpload: CancelUpload,
  ) {}

  /** Announces a file by its SHA-256, or asks how much of it is here: `offset`. */
  @Post()
  @Allow('evidence:add')
  async begin(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: AnnounceFileDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: false, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { id: claimId } = required(await this.claims.visible(tx, actor, id));
      const { sha256, size: sizeBytes, item, fileName, description = null } = body;
      const announced = { claimId, sha256, sizeBytes, item, description };
      const input = { ...announced, fileName: plainName(fileName) };
      return presentProgress(await this.beginUpload.run(tx, actor, input));
    });
  }

  /** Sends the rest from `Upload-Offset` on. With the last byte the file is handed in. */
  @Put(':sha256')
  @Allow('evidence:add')
  @TakesBytes()
  @ApiHeader({ name: 'Upload-Offset', required: true, description: 'The first byte is 0.' })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async part(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('sha256') sha256: string,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    const found = await this.claims.visible(this.unitOfWork.reads, actor, id);
    const { id: claimId } = required(isSha256(sha256) ? found : null);
    const startByte = uploadOffset(request.headers['upload-offset']);
    const bytesMax = announcedBytes(request.headers);
    const part = { claimId, sha256, startByte, bytesMax, content: request };
    const upload = await this.receivePart.run(actor, part);
    response.setHeader('Upload-Offset', upload.receivedBytes);
    if (upload.receivedBytes < upload.sizeBytes) return presentUpload(upload);
    const evidence = await this.finishUpload.run(actor, upload);
    return presentProgress({ upload: null, evidence });
  }

  /** Takes back an upload of one's own that is not finished. What came of it goes. */
  @Delete(':sha256')
  @HttpCode(204)
  @Allow('evidence:add')
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('sha256') sha256: string,
  ): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      const found = await this.claims.visible(tx, actor, id);
      const { id: claimId } = required(isSha256(sha256) ? found : null);
      await this.cancelUpload.run(tx, actor, { claimId, sha256 });
    });
  }
}

function presentProgress({ upload, evidence }: UploadProgress): object {
  if (evidence === null) return presentUpload(upload);
  const { sha256, sizeBytes } = evidence;
  const whole = { sha256, size: sizeBytes, offset: sizeBytes, expiresAt: null };
  return { ...whole, evidence: presentHandedIn(evidence) };
}

function presentUpload({ sha256, sizeBytes, receivedBytes, expiresAt }: ClaimUploadEntity): object {
  return {
    sha256,
    size: sizeBytes,
    offset: receivedBytes,
    expiresAt: expiresAt.toISOString(),
    evidence: null,
  };
}
