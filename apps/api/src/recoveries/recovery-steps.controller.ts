import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { Allow } from '@app/platform';
import type { Actor, RequestWithContext, Tx } from '@app/platform';
import {
  AgreeRecovery,
  ProposeReceipt,
  ReceiveRecovery,
  RefuseRecovery,
  RequestRecovery,
} from '@app/recoveries';
import type { RecoveryEntity } from '@app/recoveries';

import { CurrentActor } from '../http/current-actor.decorator';
import { moneyOf } from '../http/money.dto';
import { Writes } from '../http/writes';
import { presentWaitingReceipt } from './present-proposed-receipt';
import {
  AgreeRecoveryDto,
  ReceiveRecoveryDto,
  RefuseRecoveryDto,
  RequestRecoveryDto,
} from './recovery.dto';
import { RecoveryPresenter } from './recovery-presenter';

/** What one person does to a recovery. */
@ApiTags('recoveries')
@ApiBearerAuth()
@Controller('v1/recoveries/:id')
export class RecoveryStepsController {
  constructor(
    private readonly writes: Writes,
    private readonly requestRecovery: RequestRecovery,
    private readonly agreeRecovery: AgreeRecovery,
    private readonly receiveRecovery: ReceiveRecovery,
    private readonly proposeReceipt: ProposeReceipt,
    private readonly refuseRecovery: RefuseRecovery,
    private readonly presenter: RecoveryPresenter,
  ) {}

  /** The counterparty was asked: its time runs by the clock of the pack. */
  @Post('request')
  @Allow('recoveries:work')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async request(
    @CurrentActor() actor: Actor,
    @Param('id') recoveryId: string,
    @Body() { counterpartyId, reference, note }: RequestRecoveryDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const input = {
      ...{ recoveryId, counterpartyId: counterpartyId ?? null },
      ...saidBesides(reference, note),
    };
    return this.answer({ request, response }, recoveryId, (tx) =>
      this.requestRecovery.run(tx, actor, input),
    );
  }

  /** The counterparty agrees to pay so much: an institution's share or an insurer's is booked. */
  @Post('agree')
  @Allow('recoveries:work')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async agree(
    @CurrentActor() actor: Actor,
    @Param('id') recoveryId: string,
    @Body() { money, reference, note }: AgreeRecoveryDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const input = { recoveryId, money: moneyOf(money), ...saidBesides(reference, note) };
    return this.answer({ request, response }, recoveryId, (tx) =>
      this.agreeRecovery.run(tx, actor, input),
    );
  }

  /**
   * Money that was agreed has come, all of it or a part. Where no line of a statement says so it is
   * proposed, and another person approves it.
   */
  @Post('receive')
  @Allow('recoveries:work')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async receive(
    @CurrentActor() actor: Actor,
    @Param('id') recoveryId: string,
    @Body() body: ReceiveRecoveryDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const { reference, note, statementLineId: lineId } = body;
    const input = {
      ...{ recoveryId, money: moneyOf(body.money), reference, note: note ?? null },
      receivedAt: new Date(body.receivedAt),
    };
    const scope = { about: recoveryId, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      if (lineId === undefined) {
        const proposal = await this.proposeReceipt.run(tx, actor, { ...input, sender: null });
        return presentWaitingReceipt(proposal);
      }
      const proof = { by: 'line', lineId } as const;
      return this.presenter.whole(tx, await this.receiveRecovery.run(tx, actor, input, proof));
    });
  }

  /** The counterparty will not pay. */
  @Post('refuse')
  @Allow('recoveries:work')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async refuse(
    @CurrentActor() actor: Actor,
    @Param('id') recoveryId: string,
    @Body() { reason, reference }: RefuseRecoveryDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const input = { recoveryId, reason, reference: reference ?? null };
    return this.answer({ request, response }, recoveryId, (tx) =>
      this.refuseRecovery.run(tx, actor, input),
    );
  }

  private answer(
    http: { readonly request: RequestWithContext; readonly response: Response },
    about: string,
    write: (tx: Tx) => Promise<RecoveryEntity>,
  ): Promise<unknown> {
    const scope = { about, keyRequired: true, status: 201 };
    return this.writes.answer(http, scope, async (tx) => this.presenter.whole(tx, await write(tx)));
  }
}

/** What may be left out of a request and is kept beside a step. */
function saidBesides(
  reference: string | undefined,
  note: string | undefined,
): { readonly reference: string | null; readonly note: string | null } {
  return { reference: reference ?? null, note: note ?? null };
}
