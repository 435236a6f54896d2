import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { Limits } from '@app/audit';
import { ClaimQueries } from '@app/claims';
import { Clock, DomainError } from '@app/kernel';
import { PayoutQueries } from '@app/payouts';
import type { PayoutEntity } from '@app/payouts';
import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor, Reads } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { SafeLine } from '../http/fields';
import { required } from '../http/not-found';
import { PageDto, pageRequest } from '../http/page.dto';
import { PayoutPresenter } from './payout-presenter';

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
    private readonly presenter: PayoutPresenter,
    private readonly limits: Limits,
    private readonly clock: Clock,
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
        ? await this.payouts.list(reads, actor, page)
        : await this.ofClaim(reads, actor, query.claimId);
    // The payouts of one claim are few, one per line: they come on one page.
    const limit = query.claimId === undefined ? page.limit : rows.length;
    const { data, ...rest } = pageOf(rows, limit, (payout) => payout);
    return {
      data: await Promise.all(data.map((payout) => this.presenter.present(reads, actor, payout))),
      ...rest,
    };
  }

  /** Money that came back and that nobody has collected yet, with since when and until when. */
  @Get('unclaimed')
  @Allow('payouts:unclaimed')
  async unclaimed(@CurrentActor() actor: Actor, @Query() query: PageDto): Promise<object> {
    const { reads } = this.unitOfWork;
    const page = pageRequest(query);
    const { unclaimedPayoutDays } = await this.limits.current(reads);
    const now = this.clock.now();
    const rows = await this.payouts.unclaimed(reads, actor, page);
    return pageOf(rows, page.limit, (payout) => presentUnclaimed(payout, unclaimedPayoutDays, now));
  }

  @Get(':id')
  @Allow('payouts:read')
  async get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const { reads } = this.unitOfWork;
    const payout = required(await this.payouts.visible(reads, actor, id));
    return this.presenter.presentResolved(reads, actor, payout);
  }

  private async ofClaim(reads: Reads, actor: Actor, claimId: string): Promise<PayoutEntity[]> {
    const claim = required(await this.claims.visible(reads, actor, claimId));
    return this.payouts.ofClaim(reads, claim.id);
  }
}

const DAY_MS = 86_400_000;

function presentUnclaimed(payout: PayoutEntity, heldDays: number, now: Date): object {
  const { id, claimId, currency, heldMinor, rail } = payout;
  const returnedMs = (payout.returnedAt ?? payout.updatedAt).getTime();
  return {
    payoutId: id,
    claimId,
    rail,
    money: { currency, amountMinor: heldMinor.toString() },
    returnedAt: new Date(returnedMs).toISOString(),
    ageDays: Math.floor((now.getTime() - returnedMs) / DAY_MS),
    mayEndAt: new Date(returnedMs + heldDays * DAY_MS).toISOString(),
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
