import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { Clock } from '@app/kernel';
import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';
import { MatchReceipt, ReceiptQueries, RecordReceipt } from '@app/recoveries';

import { CurrentActor } from '../http/current-actor.decorator';
import { moneyOf } from '../http/money.dto';
import { required } from '../http/not-found';
import { pageRequest } from '../http/page.dto';
import { Writes } from '../http/writes';
import { presentMatch, presentReceipt } from './present-recovery';
import { MatchReceiptDto, ReceiptListDto, RecordReceiptDto } from './recovery.dto';

/** Money that came without being asked for, until it is known whose it is. */
@ApiTags('recoveries')
@ApiBearerAuth()
@Controller('v1/receipts')
export class ReceiptsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly receipts: ReceiptQueries,
    private readonly recordReceipt: RecordReceipt,
    private readonly matchReceipt: MatchReceipt,
    private readonly clock: Clock,
  ) {}

  /** Newest first, each with its age; on wish only those with something unmatched. */
  @Get()
  @Allow('recoveries:read')
  async list(@Query() query: ReceiptListDto): Promise<object> {
    const { reads } = this.unitOfWork;
    const page = pageRequest(query);
    const rows = await this.receipts.list(reads, { isOpen: query.open === 'true' }, page);
    const matches = await this.receipts.matches(
      reads,
      rows.map(({ id }) => id),
    );
    return pageOf(rows, page.limit, (row) => presentReceipt(row, matches, this.clock.now()));
  }

  @Get(':id')
  @Allow('recoveries:read')
  async get(@Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const receipt = required(await this.receipts.byId(reads, id));
    return presentReceipt(receipt, await this.receipts.matches(reads, [id]), this.clock.now());
  }

  /** Takes money into suspense; a line of the bank is recorded once. */
  @Post()
  @Allow('receipts:record')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async record(
    @CurrentActor() actor: Actor,
    @Body() body: RecordReceiptDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: true, status: 201 };
    const input = {
      money: moneyOf(body.money),
      receivedAt: new Date(body.receivedAt),
      reference: body.reference,
      sender: body.sender ?? null,
      note: body.note ?? null,
    };
    return this.writes.answer({ request, response }, scope, async (tx) =>
      presentReceipt(await this.recordReceipt.run(tx, actor, input), [], this.clock.now()),
    );
  }

  /** Matches money to the loss that it belongs to, and shares it by the order of the pack. */
  @Post(':id/matches')
  @Allow('receipts:match')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async match(
    @CurrentActor() actor: Actor,
    @Param('id') receiptId: string,
    @Body() { claimId, money, reason, recoveryId }: MatchReceiptDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: receiptId, keyRequired: true, status: 201 };
    const wanted = { claimId, money: moneyOf(money), recoveryId: recoveryId ?? null };
    const input = { ...wanted, receiptId, reason };
    return this.writes.answer({ request, response }, scope, async (tx) =>
      presentMatch(await this.matchReceipt.run(tx, actor, input)),
    );
  }
}
