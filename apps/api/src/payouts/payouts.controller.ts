import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { ClaimQueries } from '@app/claims';
import { DomainError } from '@app/kernel';
import { PayoutQueries } from '@app/payouts';
import type { AttemptWithAnswer, PayoutEntity } from '@app/payouts';
import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor, Reads } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { SafeLine } from '../http/fields';
import { required } from '../http/not-found';
import { PageDto, pageRequest } from '../http/page.dto';

class PayoutListDto extends PageDto {
  @SafeLine(40, { optional: true })
  claimId?: string;
}

@ApiTags('payouts')
@ApiBearerAuth()
@Controller('v1/payouts')
export class PayoutsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly claims: ClaimQueries,
    private readonly payouts: PayoutQueries,
  ) {}

  /** The payouts of a claim; staff may also list all of them, newest first. */
  @Get()
  @Allow('payouts:read')
  async list(@CurrentActor() actor: Actor, @Query() query: PayoutListDto): Promise<object> {
    const { reads } = this.unitOfWork;
    const page = pageRequest(query);
    if (query.claimId === undefined && actor.role === 'claimant') throw claimMissing();
    const rows =
      query.claimId === undefined
        ? await this.payouts.list(reads, page)
        : await this.ofClaim(reads, actor, query.claimId);
    // The payouts of one claim are few, one per line: they come on one page.
    const limit = query.claimId === undefined ? page.limit : rows.length;
    const { data, ...rest } = pageOf(rows, limit, (payout) => payout);
    return {
      data: await Promise.all(data.map((payout) => this.present(reads, actor, payout))),
      ...rest,
    };
  }

  @Get(':id')
  @Allow('payouts:read')
  async get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    return this.present(reads, actor, required(await this.payouts.visible(reads, actor, id)));
  }

  private async ofClaim(reads: Reads, actor: Actor, claimId: string): Promise<PayoutEntity[]> {
    const claim = required(await this.claims.visible(reads, actor, claimId));
    return this.payouts.ofClaim(reads, claim.id);
  }

  private async present(reads: Reads, actor: Actor, payout: PayoutEntity): Promise<object> {
    const attempts = await this.payouts.attempts(reads, payout);
    return {
      id: payout.id,
      claimId: payout.claimId,
      claimLineId: payout.claimLineId,
      status: payout.status,
      ...(payout.statusReason === null ? {} : { statusReason: payout.statusReason }),
      money: { currency: payout.currency, amountMinor: payout.amountMinor.toString() },
      rail: payout.rail,
      payee: payout.payee,
      ...(payout.railTransferId === null ? {} : { railTransferId: payout.railTransferId }),
      ...(payout.settledAt === null ? {} : { settledAt: payout.settledAt.toISOString() }),
      // What a rail said word by word is for staff: it may name inner workings.
      attempts: attempts.map((attempt) => presentAttempt(attempt, actor.role !== 'claimant')),
      createdAt: payout.createdAt.toISOString(),
    };
  }
}

function presentAttempt({ attempt, answer }: AttemptWithAnswer, withDetail: boolean): object {
  return {
    number: attempt.number,
    action: attempt.action,
    startedAt: attempt.startedAt.toISOString(),
    ...(answer === null
      ? {}
      : {
          outcome: answer.class,
          answeredAt: answer.answeredAt.toISOString(),
          ...(answer.code === null ? {} : { code: answer.code }),
          ...(withDetail && answer.detail !== null ? { detail: answer.detail } : {}),
        }),
  };
}

function claimMissing(): DomainError {
  return new DomainError(
    'invalid',
    'payout.claim_missing',
    {
      en: 'Say of which claim: /v1/payouts?claimId=…',
      'zh-CN': '请指明索赔：/v1/payouts?claimId=…',
    },
    { field: 'claimId' },
  );
}
