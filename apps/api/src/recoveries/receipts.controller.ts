import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { Clock } from '@app/kernel';
import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor, Reads, RequestWithContext } from '@app/platform';
import { JudgeMatch, MatchReceipt, ReceiptQueries, RecordReceipt } from '@app/recoveries';
import type { ReceiptEntity } from '@app/recoveries';

import { CurrentActor } from '../http/current-actor.decorator';
import { moneyOf } from '../http/money.dto';
import { required } from '../http/not-found';
import { pageRequest } from '../http/page.dto';
import { Writes } from '../http/writes';
import { presentMatch, presentProposedMatch, presentReceipt } from './present-recovery';
import {
  MatchReceiptDto,
  ReceiptListDto,
  RecordReceiptDto,
  RecoveryVerdictDto,
} from './recovery.dto';

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
    private readonly judgeMatch: JudgeMatch,
    private readonly clock: Clock,
  ) {}

  /** Newest first, each with its age; on wish only those with something unmatched. */
  @Get()
  @Allow('recoveries:read')
  async list(@Query() query: ReceiptListDto): Promise<object> {
    const { reads } = this.unitOfWork;
    const page = pageRequest(query);
    const rows = await this.receipts.list(reads, { isOpen: query.open === 'true' }, page);
    const ids = rows.map(({ id }) => id);
    const known = {
      matches: await this.receipts.matches(reads, ids),
      proposed: await this.receipts.proposed(reads, ids),
    };
    return pageOf(rows, page.limit, (row) => presentReceipt(row, known, this.clock.now()));
  }

  @Get(':id')
  @Allow('recoveries:read')
  async get(@Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    return this.present(reads, required(await this.receipts.byId(reads, id)));
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
      this.present(tx, await this.recordReceipt.run(tx, actor, input)),
    );
  }

  /**
   * Matches money to the loss that it belongs to, and shares it by the order of the pack. Where a
   * part would be the claimant's it is proposed, and another person approves it.
   */
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
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const { match, proposal } = await this.matchReceipt.run(tx, actor, input);
      return proposal === null ? presentMatch(match) : presentProposedMatch(proposal);
    });
  }

  /** The second pair of eyes: the match is booked and the claimant's part ordered, or returned. */
  @Post(':id/matches/:proposalId/approvals')
  @Allow('recoveries:approve')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async judge(
    @CurrentActor() actor: Actor,
    @Param('id') receiptId: string,
    @Param('proposalId') proposalId: string,
    @Body() { verdict, note }: RecoveryVerdictDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: receiptId, keyRequired: true, status: 201 };
    const input = { receiptId, proposalId, verdict, note };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      await this.judgeMatch.run(tx, actor, input);
      return this.present(tx, required(await this.receipts.byId(tx, receiptId)));
    });
  }

  private async present(reads: Reads, receipt: ReceiptEntity): Promise<object> {
    const known = {
      matches: await this.receipts.matches(reads, [receipt.id]),
      proposed: await this.receipts.proposed(reads, [receipt.id]),
    };
    return presentReceipt(receipt, known, this.clock.now());
  }
}
