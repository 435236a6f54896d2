import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';

import { ChangeEffects } from '@app/audit';
import type { ChangeEffect, ChangeInForce } from '@app/audit';
import { DomainError, HOUSE_LANE } from '@app/kernel';
import { AccountQueries } from '@app/ledger';
import { Money } from '@app/money';
import { enqueue } from '@app/platform';
import type { Reads, Tx } from '@app/platform';

import { tendFundJob } from '../accounting.jobs';
import { GUARANTEE_FUND } from '../domain/accounting-event';
import { PostEvents } from './post-events';

type EstimateKind = 'estimate.raise' | 'estimate.release';
type Estimate = ChangeInForce<EstimateKind>;

const UNREPORTED = '2020';

/**
 * Books what losses that nobody has reported yet are estimated at (IBNR): more (E03) or less (E06),
 * once two people stand behind it.
 */
@Injectable()
export class EstimateLosses implements ChangeEffect<EstimateKind>, OnModuleInit {
  constructor(
    private readonly effects: ChangeEffects,
    private readonly accounts: AccountQueries,
    private readonly postEvents: PostEvents,
  ) {}

  onModuleInit(): void {
    this.effects.register(['estimate.raise', 'estimate.release'], this);
  }

  /** `fund.more_than_estimated` for a release of what was never set aside. */
  async problem(
    reads: Reads,
    { kind, money: written }: Estimate['content'],
  ): Promise<DomainError | null> {
    const money = Money.fromJson(written);
    if (kind === 'estimate.raise') return null;
    const turnover = await this.accounts.turnover(reads, { code: UNREPORTED });
    const of = turnover.find(({ currency }) => currency === money.currency);
    const set = Money.of((of?.creditMinor ?? 0n) - (of?.debitMinor ?? 0n), money.currency);
    return money.isGreaterThan(set) ? moreThanEstimated(set) : null;
  }

  /** The change itself is the cause: it comes into force once. */
  async apply(tx: Tx, { changeId, content, proposedBy, now }: Estimate): Promise<void> {
    const money = Money.fromJson(content.money);
    const code = content.kind === 'estimate.raise' ? 'E03' : 'E06';
    await this.postEvents.run(tx, [{ code, money }], {
      ...{ lane: HOUSE_LANE, claimId: null, actor: proposedBy, occurredAt: now },
      ...{ causeId: changeId, fund: GUARANTEE_FUND },
    });
    await enqueue(tx, tendFundJob, { currency: money.currency });
  }
}

function moreThanEstimated(set: Money): DomainError {
  return new DomainError(
    'conflict',
    'fund.more_than_estimated',
    {
      en: `Only ${set.toString()} is set aside for losses that nobody has reported yet: no more of it can be released.`,
      'zh-CN': `未报案损失准备金现有 ${set.toString()}，释放金额不能超过此数。`,
    },
    { field: 'estimate.money', there: set.toJson() },
  );
}
