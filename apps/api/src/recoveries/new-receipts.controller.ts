import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';
import {
  JudgeReceipt,
  ProposeReceipt,
  ReceiptProposalQueries,
  RecordReceipt,
} from '@app/recoveries';

import { CurrentActor } from '../http/current-actor.decorator';
import { moneyOf } from '../http/money.dto';
import { required } from '../http/not-found';
import { pageRequest } from '../http/page.dto';
import { Writes } from '../http/writes';
import { presentProposedReceipt, presentWaitingReceipt } from './present-proposed-receipt';
import { ReceiptPresenter } from './receipt-presenter';
import { ReceiptProposalListDto, RecordReceiptDto, RecoveryVerdictDto } from './recovery.dto';

/** Money that came: a line of a statement says so, or two people do. */
@ApiTags('recoveries')
@ApiBearerAuth()
@Controller('v1/receipts')
export class NewReceiptsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly proposals: ReceiptProposalQueries,
    private readonly recordReceipt: RecordReceipt,
    private readonly proposeReceipt: ProposeReceipt,
    private readonly judgeReceipt: JudgeReceipt,
    private readonly presenter: ReceiptPresenter,
  ) {}

  /**
   * Takes money into suspense, once for a line of the bank. Where no line of a statement says that
   * it came it is proposed, and another person approves it.
   */
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
    const { statementLineId: lineId } = body;
    return this.writes.answer({ request, response }, scope, async (tx) => {
      if (lineId === undefined) {
        const said = { ...input, recoveryId: null };
        const proposal = await this.proposeReceipt.run(tx, actor, said);
        return presentWaitingReceipt(proposal);
      }
      const proof = { by: 'line', lineId } as const;
      return this.presenter.one(tx, await this.recordReceipt.run(tx, actor, input, proof));
    });
  }

  /** What came by the word of people, in suspense or of a recovery; newest first. */
  @Get('proposals')
  @Allow('recoveries:read')
  async list(@Query() query: ReceiptProposalListDto): Promise<object> {
    const page = pageRequest(query);
    const filter = { isWaiting: query.waiting === 'true' };
    const judged = await this.proposals.list(this.unitOfWork.reads, filter, page);
    const rows = judged.map((one) => ({ id: one.proposal.id, ...one }));
    return pageOf(rows, page.limit, presentProposedReceipt);
  }

  /** The second pair of eyes: exactly that is booked, or nothing of it. */
  @Post('proposals/:id/approvals')
  @Allow('recoveries:approve')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async judge(
    @CurrentActor() actor: Actor,
    @Param('id') proposalId: string,
    @Body() { verdict, note }: RecoveryVerdictDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: proposalId, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      await this.judgeReceipt.run(tx, actor, { proposalId, verdict, note });
      return presentProposedReceipt(required(await this.proposals.byId(tx, proposalId)));
    });
  }
}
