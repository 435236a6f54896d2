import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';
import { JudgeMatch, MatchReceipt, ReceiptQueries } from '@app/recoveries';

import { CurrentActor } from '../http/current-actor.decorator';
import { moneyOf } from '../http/money.dto';
import { required } from '../http/not-found';
import { pageRequest } from '../http/page.dto';
import { Writes } from '../http/writes';
import { presentMatch, presentProposedMatch } from './present-recovery';
import { ReceiptPresenter } from './receipt-presenter';
import { MatchReceiptDto, ReceiptListDto, RecoveryVerdictDto } from './recovery.dto';

/** Money that came without being asked for, until it is known whose it is. */
@ApiTags('recoveries')
@ApiBearerAuth()
@Controller('v1/receipts')
export class ReceiptsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly receipts: ReceiptQueries,
    private readonly matchReceipt: MatchReceipt,
    private readonly judgeMatch: JudgeMatch,
    private readonly presenter: ReceiptPresenter,
  ) {}

  /** Newest first, each with its age; on wish only those with something unmatched. */
  @Get()
  @Allow('recoveries:read')
  async list(@Query() query: ReceiptListDto): Promise<object> {
    const { reads } = this.unitOfWork;
    const page = pageRequest(query);
    const rows = await this.receipts.list(reads, { isOpen: query.open === 'true' }, page);
    return pageOf(rows, page.limit, await this.presenter.of(reads, rows));
  }

  @Get(':id')
  @Allow('recoveries:read')
  async get(@Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    return this.presenter.one(reads, required(await this.receipts.byId(reads, id)));
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
      return this.presenter.one(tx, required(await this.receipts.byId(tx, receiptId)));
    });
  }
}
