import { pipeline } from 'node:stream/promises';

import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { AddEvidence, ClaimQueries } from '@app/claims';
import { DomainError } from '@app/kernel';
import { Allow, FileStore, UnitOfWork, receiveUpload } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { TakesFile } from '../http/takes-file';
import { Writes } from '../http/writes';
import { evidenceMediaType } from './evidence-file';

const EVIDENCE_BYTES_MAX = 10 * 1_024 * 1_024;
const DESCRIPTION_LENGTH_MAX = 500;

@ApiTags('claims')
@ApiBearerAuth()
@Controller('v1/claims/:id/evidence')
export class EvidenceController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly files: FileStore,
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
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
    const claim = required(await this.claims.visible(this.unitOfWork.reads, actor, id));
    const upload = await receiveUpload(request, this.files, { sizeBytesMax: EVIDENCE_BYTES_MAX });
    const { stored: file, fileName } = upload;
    const item = textField(upload.fields, 'item', 60) ?? missingItem();
    const description = textField(upload.fields, 'description', DESCRIPTION_LENGTH_MAX);
    const mediaType = await evidenceMediaType(this.files, file.sha256);
    return this.writes.answer(
      { request, response },
      {
        about: claim.id,
        keyRequired: false,
        status: 201,
        content: { ...upload.fields, sha256: file.sha256 },
      },
      async (tx) => {
        const added = await this.addEvidence.run(tx, actor, {
          claimId: claim.id,
          item,
          file,
          mediaType,
          fileName,
          description,
        });
        return {
          id: added.id,
          item: added.item,
          sha256: added.sha256,
          mediaType: added.mediaType,
          size: added.sizeBytes,
        };
      },
    );
  }

  /** The file itself, only ever as a download: a browser must not run what a stranger sent. */
  @Get(':evidenceId/content')
  @Allow('evidence:read')
  async content(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('evidenceId') evidenceId: string,
    @Res() response: Response,
  ): Promise<void> {
    const { reads } = this.unitOfWork;
    const claim = required(await this.claims.visible(reads, actor, id));
    const held = await this.claims.evidence(reads, claim);
    const evidence = required(held.find((candidate) => candidate.id === evidenceId) ?? null);
    if (!(await this.files.has(evidence.sha256))) throw fileLost();
    response.setHeader('Content-Type', evidence.mediaType);
    response.setHeader('Content-Length', evidence.sizeBytes);
    response.setHeader('Content-Disposition', `attachment; filename="${evidence.id}"`);
    response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', 'private, no-store');
    // It fails when the reader leaves before the end, and then there is nobody to tell.
    await pipeline(this.files.read(evidence.sha256), response).catch(() => undefined);
  }
}

function textField(
  fields: Readonly<Record<string, string>>,
  name: string,
  lengthMax: number,
): string | null {
  const value = fields[name];
  if (value === undefined || value.trim() === '') return null;
  if (typeof value === 'string' && value.length <= lengthMax && !/[\p{Surrogate}\0]/u.test(value))
    return value.trim();
  throw new DomainError(
    'invalid',
    'upload.field_malformed',
    {
      en: `"${name}" must be text of at most ${String(lengthMax)} characters.`,
      'zh-CN': `${name} 须为不超过 ${String(lengthMax)} 个字符的文本。`,
    },
    { field: name },
  );
}

function missingItem(): never {
  throw new DomainError(
    'invalid',
    'evidence.item_missing',
    {
      en: 'Say in the field "item" which item of the claim\'s evidence list this file is for.',
      'zh-CN': '请在 item 字段注明该文件对应材料清单中的哪一项。',
    },
    { field: 'item' },
  );
}

function fileLost(): DomainError {
  return new DomainError('unavailable', 'evidence.file_unavailable', {
    en: 'The file is not on this machine at the moment. Its record and digest are safe.',
    'zh-CN': '该文件当前不在本机，其记录与摘要完好。',
  });
}
