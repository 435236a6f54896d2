import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';

import { ChangeEffects } from '@app/audit';
import type { ChangeEffect, ChangeInForce } from '@app/audit';
import { HOUSE_LANE, newId } from '@app/kernel';
import type { DomainError } from '@app/kernel';
import { Money } from '@app/money';
import { enqueue } from '@app/platform';
import type { Reads, Tx } from '@app/platform';

import { earnContributionJob } from '../accounting.jobs';
import { GUARANTEE_FUND } from '../domain/accounting-event';
import { nextEarningAt } from '../domain/earning';
import { BilledContributionEntity } from '../persistence/billed-contribution.entity';
import { EarningContributionEntity } from '../persistence/earning-contribution.entity';
import { PostEvents } from './post-events';

/** Books that merchants or users were billed (E02), once two people stand behind it. */
@Injectable()
export class BillContribution implements ChangeEffect<'contribution.bill'>, OnModuleInit {
  constructor(
    private readonly effects: ChangeEffects,
    private readonly postEvents: PostEvents,
  ) {}

  onModuleInit(): void {
    this.effects.register(['contribution.bill'], this);
  }

  problem(
    _reads: Reads,
    { money }: ChangeInForce<'contribution.bill'>['content'],
  ): Promise<DomainError | null> {
    // Money that is none throws.
    Money.fromJson(money);
    return Promise.resolve(null);
  }

  async apply(tx: Tx, change: ChangeInForce<'contribution.bill'>): Promise<void> {
    const { changeId, content, proposedBy, now } = change;
    const { payer, fromMonth, months } = content;
    const money = Money.fromJson(content.money);
    const id = newId('fnd', HOUSE_LANE);
    const { amountMinor, currency } = money;
    await tx.insert(BilledContributionEntity, {
      ...{ id, changeId, payer, currency, amountMinor, fromMonth, months, billedAt: now },
    });
    const nextAt = nextEarningAt(content, 0);
    if (nextAt !== null) await tx.insert(EarningContributionEntity, { billedId: id, nextAt });
    await this.postEvents.run(tx, [{ code: 'E02', variant: 'billed', money }], {
      ...{ lane: HOUSE_LANE, claimId: null, actor: proposedBy, occurredAt: now },
      ...{ causeId: id, fund: GUARANTEE_FUND },
    });
    await enqueue(tx, earnContributionJob, { billedId: id });
  }
}
