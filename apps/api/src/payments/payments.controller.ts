import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { PaymentQueries, RecordPayments } from '@app/payments';
import type { PaymentFilter } from '@app/payments';
import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { pageRequest } from '../http/page.dto';
import { Writes } from '../http/writes';
import { PaymentListDto, RecordPaymentsDto, paymentRecord } from './payment.dto';
import { presentPayment, presentRecorded } from './present-payment';

@ApiTags('payments')
@ApiBearerAuth()
@Controller('v1/payments')
export class PaymentsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly recordPayments: RecordPayments,
    private readonly queries: PaymentQueries,
  ) {}

  /** Reports up to 1,000 payments. Each is known by (source, sourceId); repeating is harmless. */
  @Post()
  @Allow('payments:import')
  @HttpCode(200)
  async record(
    @CurrentActor() actor: Actor,
    @Body() body: RecordPaymentsDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    return this.writes.answer(
      { request, response },
      { about: null, keyRequired: false, status: 200 },
      async (tx) => {
        const records = body.payments.map(paymentRecord);
        const recorded = await this.recordPayments.run(tx, records, { by: actor.id, lines: null });
        return { data: recorded.map(presentRecorded) };
      },
    );
  }

  /** Payments, newest first. Claimants see their own, institutions what they reported first. */
  @Get()
  @Allow('payments:read')
  async list(@CurrentActor() actor: Actor, @Query() query: PaymentListDto): Promise<object> {
    const page = pageRequest(query);
    const filter = visibleFilter(actor, query);
    const rows =
      filter === null ? [] : await this.queries.list(this.unitOfWork.reads, filter, page);
    return pageOf(rows, page.limit, presentPayment);
  }
}

/** What may be listed; null when a claimant asks for somebody else's payments: there are none. */
function visibleFilter(actor: Actor, query: PaymentListDto): PaymentFilter | null {
  const { payerId, sourceId } = query;
  const bySource = sourceId === undefined ? {} : { sourceId };
  const byPayer = payerId === undefined ? {} : { payerId };
  if (actor.role === 'institution') return { ...bySource, ...byPayer, reportedBy: actor.id };
  if (actor.role !== 'claimant') return { ...bySource, ...byPayer };
  if (actor.partyId === null || (payerId !== undefined && payerId !== actor.partyId)) return null;
  return { ...bySource, payerId: actor.partyId };
}
