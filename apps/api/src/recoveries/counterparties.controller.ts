import { Body, Controller, Get, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';
import {
  ChangeCounterparty,
  CounterpartyQueries,
  PassOnRecovery,
  ProposeReceipt,
  RecordCounterparty,
} from '@app/recoveries';

import { CurrentActor } from '../http/current-actor.decorator';
import { moneyOf } from '../http/money.dto';
import { required } from '../http/not-found';
import { PageDto, pageRequest } from '../http/page.dto';
import { Writes } from '../http/writes';
import { presentWaitingReceipt } from './present-proposed-receipt';
import { presentCounterparty, presentPassedOn } from './present-recovery';
import { ChangeCounterpartyDto, PassOnDto, RecordCounterpartyDto } from './recovery.dto';

/** Whom we recover money from, and what we pass on to them. */
@ApiTags('recoveries')
@ApiBearerAuth()
@Controller('v1/counterparties')
export class CounterpartiesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly counterparties: CounterpartyQueries,
    private readonly recordCounterparty: RecordCounterparty,
    private readonly changeCounterparty: ChangeCounterparty,
    private readonly passOnRecovery: PassOnRecovery,
    private readonly proposeReceipt: ProposeReceipt,
  ) {}

  @Get()
  @Allow('recoveries:read')
  async list(@Query() query: PageDto): Promise<object> {
    const page = pageRequest(query);
    const rows = await this.counterparties.list(this.unitOfWork.reads, page);
    return pageOf(rows, page.limit, presentCounterparty);
  }

  @Get(':id')
  @Allow('recoveries:read')
  async get(@Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    return presentCounterparty(required(await this.counterparties.byId(reads, id)));
  }

  @Post()
  @Allow('counterparties:write')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async record(
    @CurrentActor() actor: Actor,
    @Body() { name, kind, contact, party }: RecordCounterpartyDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: true, status: 201 };
    const input = { name, kind, contact, party: party ?? null };
    return this.writes.answer({ request, response }, scope, async (tx) =>
      presentCounterparty(await this.recordCounterparty.run(tx, actor, input)),
    );
  }

  /** How it is called and reached; who it is in the books stays. */
  @Put(':id')
  @Allow('counterparties:write')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() { name, contact }: ChangeCounterpartyDto,
  ): Promise<object> {
    return this.unitOfWork.transaction(async (tx) =>
      presentCounterparty(await this.changeCounterparty.run(tx, actor, { id, name, contact })),
    );
  }

  /**
   * Its part of what came back was paid to another bearer of the loss. Where no line of a statement
   * says so it is proposed, and another person approves it as `POST /v1/receipts/proposals` says.
   */
  @Post(':id/payments')
  @Allow('receipts:record')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async passOn(
    @CurrentActor() actor: Actor,
    @Param('id') counterpartyId: string,
    @Body() { claimId, money, paidAt, reference, statementLineId: lineId }: PassOnDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: claimId, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      required(await this.counterparties.byId(tx, counterpartyId));
      const paid = { money: moneyOf(money), reference };
      const at = new Date(paidAt);
      if (lineId === undefined) {
        const purpose = { kind: 'passed_on', claimId, counterpartyId } as const;
        const said = {
          ...paid,
          purpose,
          receivedAt: at,
          recoveryId: null,
          sender: null,
          note: null,
        };
        const proposal = await this.proposeReceipt.run(tx, actor, said);
        return presentWaitingReceipt(proposal);
      }
      const input = { ...paid, counterpartyId, claimId, paidAt: at };
      const proof = { by: 'line', lineId } as const;
      return presentPassedOn(await this.passOnRecovery.run(tx, actor, input, proof));
    });
  }
}
