import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { BankFileQueries, DownloadBankFile, MakeBankFile, ReleaseBankFile } from '@app/payouts';
import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { setAttachmentHeaders } from '../http/attachment';
import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { PageDto, pageRequest } from '../http/page.dto';
import { Writes } from '../http/writes';
import { BankFileVerdictDto, MakeBankFileDto } from './bank-file.dto';
import { presentBankFile, presentInstruction, presentWaiting } from './present-bank-file';

const MEDIA_TYPE = 'application/xml';

/** Files that people take to the bank: one makes them, two let them go. */
@ApiTags('payouts')
@ApiBearerAuth()
@Controller('v1/bank-files')
export class BankFilesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly files: BankFileQueries,
    private readonly makeBankFile: MakeBankFile,
    private readonly releaseBankFile: ReleaseBankFile,
    private readonly downloadBankFile: DownloadBankFile,
  ) {}

  /** The files that were made, newest first, and how much waits for the next one. */
  @Get()
  @Allow('bank-files:read')
  async list(@Query() query: PageDto): Promise<object> {
    const { reads } = this.unitOfWork;
    const page = pageRequest(query);
    const files = await this.files.list(reads, page);
    const releases = await this.files.releases(
      reads,
      files.map(({ id }) => id),
    );
    const waiting = await this.files.waiting(reads);
    return {
      ...pageOf(files, page.limit, (file) => presentBankFile(file, releases)),
      waiting: waiting.map(presentWaiting),
    };
  }

  @Get(':id')
  @Allow('bank-files:read')
  async get(@Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const file = required(await this.files.byId(reads, id));
    return presentBankFile(file, await this.files.releases(reads, [file.id]));
  }

  /** Whom a file pays how much; a discarded one pays nobody. */
  @Get(':id/instructions')
  @Allow('bank-files:read')
  async instructions(@Param('id') id: string, @Query() query: PageDto): Promise<object> {
    const { reads } = this.unitOfWork;
    const file = required(await this.files.byId(reads, id));
    const page = pageRequest(query);
    const found = await this.files.instructions(reads, file.id, page);
    const rows = found.map((instruction) => ({ id: instruction.payoutId, instruction }));
    return pageOf(rows, page.limit, ({ instruction }) => presentInstruction(instruction));
  }

  /** Makes a file of all instructions of one currency that wait, each in this one only. */
  @Post()
  @Allow('bank-files:make')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async make(
    @CurrentActor() actor: Actor,
    @Body() { currency }: MakeBankFileDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) =>
      presentBankFile(await this.makeBankFile.run(tx, actor, { currency }), []),
    );
  }

  /** The word of one person: a file leaves by that of two, and is discarded by that of one. */
  @Post(':id/releases')
  @Allow('bank-files:release')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async release(
    @CurrentActor() actor: Actor,
    @Param('id') fileId: string,
    @Body() { verdict, note }: BankFileVerdictDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const file = await this.releaseBankFile.run(tx, actor, { fileId, verdict, note });
      return presentBankFile(file, await this.files.releases(tx, [file.id]));
    });
  }

  /** The bytes of a released file; the audit trail says who fetched them. */
  @Get(':id/content')
  @Allow('bank-files:download')
  @ApiProduces(MEDIA_TYPE)
  async content(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res() response: Response,
  ): Promise<void> {
    const content = await this.unitOfWork.transaction((tx) =>
      this.downloadBankFile.run(tx, actor, id),
    );
    const sizeBytes = content.byteLength;
    setAttachmentHeaders(response, { fileName: id, mediaType: MEDIA_TYPE, sizeBytes, id });
    response.end(content);
  }
}
