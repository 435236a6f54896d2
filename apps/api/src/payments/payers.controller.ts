import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { DomainError } from '@app/kernel';
import { RecordPayerEvents } from '@app/payments';
import type { RecordedPayerEvent } from '@app/payments';
import { Allow } from '@app/platform';
import type { RequestWithContext } from '@app/platform';

import { Writes } from '../http/writes';
import { RecordPayerEventsDto, payerEventRecord } from './payer-event.dto';

/** As long as the payer's id of a payment may be. */
const PAYER_ID_LENGTH_MAX = 100;
const UNSAFE = /^\s*$|[\p{Cc}\p{Surrogate}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

@ApiTags('payments')
@ApiBearerAuth()
@Controller('v1/payers/:payerId')
export class PayersController {
  constructor(
    private readonly writes: Writes,
    private readonly recordPayerEvents: RecordPayerEvents,
  ) {}

  /**
   * Reports up to 1,000 events of a payer's account: what claims of theirs are seen beside. Each is
   * known by (source, sourceId) among the events of this payer; repeating is harmless.
   */
  @Post('events')
  @Allow('payer-events:report')
  @HttpCode(200)
  async record(
    @Param('payerId') payerId: string,
    @Body() body: RecordPayerEventsDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    requirePayerId(payerId);
    return this.writes.answer(
      { request, response },
      { about: null, keyRequired: false, status: 200 },
      async (tx) => {
        const records = body.events.map(payerEventRecord);
        const recorded = await this.recordPayerEvents.run(tx, payerId, records);
        return { data: recorded.map(presentRecordedEvent) };
      },
    );
  }
}

/** The payer may not have paid anything yet; the id has to be one that a payment can carry. */
function requirePayerId(payerId: string): void {
  if ([...payerId].length <= PAYER_ID_LENGTH_MAX && !UNSAFE.test(payerId)) return;
  throw new DomainError(
    'invalid',
    'payer.unfit_id',
    {
      en: 'The payer in the address is one line of 1 to 100 characters, as payments name it.',
      'zh-CN': '地址中的付款人编号须为 1 至 100 个字符的单行文本，与付款中的编号一致。',
    },
    { field: 'payerId', saw: payerId.slice(0, 40) },
  );
}

/** A refused one is a conflict with what has happened so far. */
function presentRecordedEvent({ sourceId, result, problem }: RecordedPayerEvent): object {
  return {
    sourceId,
    result: result === 'refused' ? 'conflict' : result,
    ...(problem === undefined
      ? {}
      : { problem: { code: problem.code, texts: problem.text, ...problem.details } }),
  };
}
