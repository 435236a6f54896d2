import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';

import { ChangeEffects } from '@app/audit';
import type { ChangeEffect, ChangeInForce } from '@app/audit';
import { DomainError, HOUSE_LANE } from '@app/kernel';
import { enqueue } from '@app/platform';
import type { Reads, Tx } from '@app/platform';

import { tendFundJob } from '../accounting.jobs';
import { BilledContributionEntity } from '../persistence/billed-contribution.entity';
import { EarnedContributionEntity } from '../persistence/earned-contribution.entity';
import { EarningContributionEntity } from '../persistence/earning-contribution.entity';
import { WithdrawnContributionEntity } from '../persistence/withdrawn-contribution.entity';
import { takeBill } from '../take-bill';
import { ReverseBookings } from './reverse-bookings';

type Withdrawal = ChangeInForce<'contribution.unbill'>;

/**
 * Takes a bill that is never paid off the books, once two people stand behind it: what was billed
 * and what its months have earned so far are reversed (E36), and nothing more is earned.
 */
@Injectable()
export class WithdrawBill implements ChangeEffect<'contribution.unbill'>, OnModuleInit {
  constructor(
    private readonly effects: ChangeEffects,
    private readonly reverseBookings: ReverseBookings,
  ) {}

  onModuleInit(): void {
    this.effects.register(['contribution.unbill'], this);
  }

  /** `fund.bill_unknown` where nothing was billed, `fund.bill_withdrawn` the second time. */
  async problem(reads: Reads, { billedBy }: Withdrawal['content']): Promise<DomainError | null> {
    const billed = await reads.findOneBy(BilledContributionEntity, { changeId: billedBy });
    if (billed === null) return billUnknown(billedBy);
    const isWithdrawn = await reads.existsBy(WithdrawnContributionEntity, { billedId: billed.id });
    return isWithdrawn ? billWithdrawn(billedBy) : null;
  }

  async apply(tx: Tx, { changeId, content, proposedBy, now }: Withdrawal): Promise<void> {
    const found = await tx.findOneByOrFail(BilledContributionEntity, {
      changeId: content.billedBy,
    });
    const { id: billedId, currency } = found;
    await takeBill(tx, billedId);
    await tx.insert(WithdrawnContributionEntity, { billedId, changeId, withdrawnAt: now });
    await tx.delete(EarningContributionEntity, { billedId });
    const earned = await tx.findBy(EarnedContributionEntity, { billedId });
    await this.reverseBookings.run(tx, {
      lane: HOUSE_LANE,
      keys: [
        `${billedId}/E02/billed`,
        ...earned.map(({ month }) => `${billedId}/${month}/E02/earned`),
      ],
      actorId: proposedBy,
      reason: `bill withdrawn by ${changeId}`,
    });
    await enqueue(tx, tendFundJob, { currency });
  }
}

function billUnknown(saw: string): DomainError {
  return new DomainError(
    'unprocessable',
    'fund.bill_unknown',
    {
      en: `The change ${saw} billed nobody. Name the change of the kind "contribution.bill" by which it was billed, as the list of changes shows it.`,
      'zh-CN': `变更 ${saw} 未产生任何账单。请填写当初开具账单的“contribution.bill”类变更编号，见变更列表。`,
    },
    { field: 'billedBy', saw },
  );
}

function billWithdrawn(saw: string): DomainError {
  return new DomainError(
    'conflict',
    'fund.bill_withdrawn',
    {
      en: `The bill of the change ${saw} was withdrawn already: nothing of it is in the books.`,
      'zh-CN': `变更 ${saw} 的账单已撤回，账上已无余额。`,
    },
    { field: 'billedBy', saw },
  );
}
