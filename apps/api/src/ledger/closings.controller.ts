import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { CloseBooks } from '@app/accounting';
import { LedgerQueries } from '@app/ledger';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { Instant, SafeLine } from '../http/fields';
import { Writes } from '../http/writes';

class PeriodClosingDto {
  @Instant({ description: 'The first moment of the period that stays open; it must be past.' })
  closedUntil!: string;

  @SafeLine(200)
  reason!: string;
}

class AccountClosingDto {
  @SafeLine(200)
  reason!: string;
}

@ApiTags('ledger')
@ApiBearerAuth()
@Controller('v1/ledger')
export class ClosingsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly ledger: LedgerQueries,
    private readonly closeBooks: CloseBooks,
  ) {}

  /** The periods that are closed, the last one first. */
  @Get('period-closings')
  @Allow('ledger:read')
  async periods(): Promise<object> {
    const closings = await this.ledger.periodClosings(this.unitOfWork.reads);
    const data = closings.map(({ closedUntil, closedAt, closedBy, reason }) => ({
      closedUntil: closedUntil.toISOString(),
      closedAt: closedAt.toISOString(),
      closedBy,
      reason,
    }));
    return { data, hasMore: false, next: null };
  }

  /** Closes the books up to a moment, for ever: later facts of it count in the open period. */
  @Post('period-closings')
  @Allow('ledger:close')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async closePeriod(
    @CurrentActor() actor: Actor,
    @Body() { closedUntil, reason }: PeriodClosingDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const what = { closedUntil: new Date(closedUntil) };
    const scope = { about: null, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      await this.closeBooks.run(tx, { actor, reason, what });
      return { closedUntil: what.closedUntil.toISOString(), reason };
    });
  }

  /** Closes an account, for ever: it keeps its history and takes no more lines. */
  @Post('accounts/:code/closing')
  @Allow('ledger:close')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async closeAccount(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Body() { reason }: AccountClosingDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      await this.closeBooks.run(tx, { actor, reason, what: { account: code } });
      return { code, reason };
    });
  }
}
