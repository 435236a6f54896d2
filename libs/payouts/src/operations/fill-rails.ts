import { Injectable } from '@nestjs/common';

import { FillRail, FundRuleQueries } from '@app/accounting';
import { Money } from '@app/money';
import { UnitOfWork, enqueue } from '@app/platform';

import { refillAllotmentJob } from '../payouts.jobs';
import { lanesAwaitingFunds, wantedByRail } from '../rail-money';

/**
 * Fills up the rails of a currency by their rules, with what payouts wait for besides: the fund
 * knows its floor and no payouts.
 */
@Injectable()
export class FillRails {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rules: FundRuleQueries,
    private readonly fillRail: FillRail,
  ) {}

  /** Rings for the payouts that the money is for. Safe to repeat and to run twice at once. */
  async run(currency: string): Promise<void> {
    const { reads } = this.unitOfWork;
    for (const { rail } of await this.rules.inForce(reads, currency)) {
      await this.unitOfWork.transaction(async (tx) => {
        const wanted = Money.of(await wantedByRail(tx, { rail, currency }), currency);
        const ordered = await this.fillRail.run(tx, { rail, currency, wanted });
        if (ordered === null) return;
        const waiting = await lanesAwaitingFunds(tx);
        for (const { lane } of waiting.filter((one) => one.currency === currency)) {
          await enqueue(tx, refillAllotmentJob, { lane: String(lane), currency });
        }
      });
    }
  }
}
