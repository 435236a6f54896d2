import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries } from '@app/claims';
import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';
import { OpenRecovery, RaiseClawback, RecoveryQueries } from '@app/recoveries';

import { CurrentActor } from '../http/current-actor.decorator';
import { moneyOf } from '../http/money.dto';
import { required } from '../http/not-found';
import { pageRequest } from '../http/page.dto';
import { Writes } from '../http/writes';
import { ClawbackDto, OpenRecoveryDto, RecoveryListDto } from './recovery.dto';
import { RecoveryPresenter } from './recovery-presenter';

/** What others owe us of claims that we have paid. */
@ApiTags('recoveries')
@ApiBearerAuth()
@Controller('v1')
export class RecoveriesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly recoveries: RecoveryQueries,
    private readonly openRecovery: OpenRecovery,
    private readonly raiseClawback: RaiseClawback,
    private readonly presenter: RecoveryPresenter,
  ) {}

  /** Newest first; of one claim, one counterparty or one status on wish. */
  @Get('recoveries')
  @Allow('recoveries:read')
  async list(@CurrentActor() actor: Actor, @Query() query: RecoveryListDto): Promise<object> {
    const { claimId, counterpartyId, status } = query;
    const filter = {
      ...(claimId === undefined ? {} : { claimId }),
      ...(counterpartyId === undefined ? {} : { counterpartyId }),
      ...(status === undefined ? {} : { status }),
    };
    const page = pageRequest(query);
    const { reads } = this.unitOfWork;
    const rows = await this.recoveries.list(reads, actor, filter, page);
    return pageOf(rows, page.limit, (row) => this.presenter.listed(row));
  }

  /** One recovery with its steps and proposals. */
  @Get('recoveries/:id')
  @Allow('recoveries:read')
  async get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const recovery = required(await this.recoveries.byId(reads, id));
    required(await this.claims.visible(reads, actor, recovery.claimId));
    return this.presenter.whole(reads, recovery);
  }

  /** Opens one that no split gave rise to: recourse, an insurer, a judgement. */
  @Post('recoveries')
  @Allow('recoveries:work')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async open(
    @CurrentActor() actor: Actor,
    @Body() body: OpenRecoveryDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const { claimId, counterpartyId, reason } = body;
    const scope = { about: claimId, keyRequired: true, status: 201 };
    const wanted = { claimId, counterpartyId, money: moneyOf(body.money), reason };
    return this.writes.answer({ request, response }, scope, async (tx) =>
      this.presenter.whole(tx, await this.openRecovery.run(tx, actor, wanted)),
    );
  }

  /** Proposes to claim back what a claimant got by deceit; another person approves it. */
  @Post('claims/:id/clawbacks')
  @Allow('clawbacks:propose')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async clawBack(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() { money, reason, evidence }: ClawbackDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const claim = required(await this.claims.visible(tx, actor, id));
      const wanted = { claimId: claim.id, money: moneyOf(money), reason, evidence };
      return this.presenter.whole(tx, await this.raiseClawback.run(tx, actor, wanted));
    });
  }
}
