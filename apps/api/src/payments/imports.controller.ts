import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { DomainError } from '@app/kernel';
import {
  IMPORT_FORMATS,
  PaymentQueries,
  StartImport,
  errorCsvHeader,
  errorCsvLine,
} from '@app/payments';
import type { ImportFormat } from '@app/payments';
import { Allow, FileStore, UnitOfWork, parseStrictly, receiveUpload } from '@app/platform';
import type { Actor, OperationEntity, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { streamAnswer } from '../http/stream-answer';
import { TakesFile } from '../http/takes-file';
import { Writes } from '../http/writes';
import { presentOperation } from './present-payment';

const IMPORT_BYTES_MAX = 1_024 * 1_024 * 1_024;

@ApiTags('payments')
@ApiBearerAuth()
@Controller('v1')
export class ImportsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly files: FileStore,
    private readonly writes: Writes,
    private readonly startImport: StartImport,
    private readonly queries: PaymentQueries,
  ) {}

  /** Takes a file of payments in; a job reads it. Importing the same file again changes nothing. */
  @Post('imports')
  @Allow('payments:import')
  @HttpCode(202)
  @TakesFile({
    properties: {
      format: { type: 'string', enum: [...IMPORT_FORMATS], default: 'auto' },
      payerMap: { type: 'string', description: 'JSON object: payer ids by openid.' },
    },
  })
  async start(
    @CurrentActor() actor: Actor,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const upload = await receiveUpload(request, (content) =>
      this.files.put(content, IMPORT_BYTES_MAX),
    );
    const format = formatOf(upload.fields.format);
    const payerMap = payerMapOf(upload.fields.payerMap);
    const { stored: file, fileName } = upload;
    return this.writes.answer(
      { request, response },
      {
        about: null,
        keyRequired: false,
        status: 202,
        content: { ...upload.fields, sha256: file.sha256 },
      },
      async (tx) => {
        const operation = await this.startImport.run(tx, actor, {
          file,
          fileName,
          format,
          payerMap,
        });
        return { id: operation.id, status: operation.status };
      },
    );
  }

  @Get('operations/:id')
  @Allow('operations:read')
  async operation(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    return presentOperation(await this.visible(actor, id));
  }

  /** The rows that were not taken in, as CSV with line number and reason. */
  @Get('operations/:id/errors.csv')
  @Allow('operations:read')
  async errors(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res() response: Response,
  ): Promise<void> {
    const operation = await this.visible(actor, id);
    response
      .status(200)
      .setHeader('Content-Type', 'text/csv; charset=utf-8')
      .setHeader('Content-Disposition', `attachment; filename="${operation.id}-errors.csv"`);
    await streamAnswer(response, this.errorLines(operation.id));
  }

  private async *errorLines(operationId: string): AsyncGenerator<string> {
    yield errorCsvHeader();
    for await (const row of this.queries.rejections(this.unitOfWork.reads, operationId)) {
      yield errorCsvLine({ ...row, lineNumber: Number(row.lineNumber) });
    }
  }

  /** An institution asks about its own imports; those of others are none of its business. */
  private async visible(actor: Actor, id: string): Promise<OperationEntity> {
    const operation = required(await this.queries.operation(this.unitOfWork.reads, id));
    const isTheirs = operation.kind === 'payments.import' && operation.startedBy === actor.id;
    return required(actor.role !== 'institution' || isTheirs ? operation : null);
  }
}

function formatOf(text: string | undefined): ImportFormat {
  const format = text ?? 'auto';
  if ((IMPORT_FORMATS as readonly string[]).includes(format)) return format as ImportFormat;
  const list = IMPORT_FORMATS.join(', ');
  throw new DomainError(
    'invalid',
    'import.unknown_format_name',
    { en: `"format" must be one of: ${list}.`, 'zh-CN': `format 须为以下之一：${list}。` },
    { field: 'format', saw: format.slice(0, 40) },
  );
}

function payerMapOf(text: string | undefined): Record<string, string> {
  if (text === undefined || text.trim() === '') return {};
  const map = parseStrictly(Buffer.from(text, 'utf8'));
  const isMap =
    typeof map === 'object' &&
    map !== null &&
    !Array.isArray(map) &&
    Object.values(map).every((value) => typeof value === 'string' && /^\P{C}{1,100}$/u.test(value));
  if (isMap) return map as Record<string, string>;
  throw new DomainError(
    'invalid',
    'import.payer_map_malformed',
    {
      en: '"payerMap" must be a JSON object whose values are payer ids, such as {"oUpF8u…":"u_1001"}.',
      'zh-CN': 'payerMap 须为 JSON 对象，值为付款人编号，例如 {"oUpF8u…":"u_1001"}。',
    },
    { field: 'payerMap' },
  );
}
