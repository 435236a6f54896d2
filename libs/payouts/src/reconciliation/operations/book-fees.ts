import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { HOUSE_LANE } from '@app/kernel';
import { Money } from '@app/money';
import { SYSTEM } from '@app/platform';
import type { Tx } from '@app/platform';

import type { Book, StatedLine } from '../domain/reconcilable';
import { BringAllotment } from './bring-allotment';

/** Books what a rail says that it took for itself (E21): the line of its statement is the cause. */
@Injectable()
export class BookFees {
  constructor(
    private readonly bringAllotment: BringAllotment,
    private readonly postEvents: PostEvents,
  ) {}

  /**
   * As many of the fees, the earliest first, as there is money for; a rail that took more than the
   * books say it had leaves the rest as breaks.
   */
  async run(tx: Tx, { rail, currency }: Book, fees: readonly StatedLine[]): Promise<void> {
    const inOrder = fees
      .filter(({ amountMinor }) => amountMinor > 0n)
      .sort((a, b) => a.bookedAt.getTime() - b.bookedAt.getTime() || (a.id < b.id ? -1 : 1));
    const wantedMinor = inOrder.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
    if (wantedMinor === 0n) return;
    const wanted = Money.of(wantedMinor, currency);
    let leftMinor = (await this.bringAllotment.run(tx, wanted)).amountMinor;
    for (const { id, amountMinor, bookedAt } of inOrder) {
      leftMinor -= amountMinor;
      if (leftMinor < 0n) return;
      const event = { code: 'E21', rail, money: Money.of(amountMinor, currency) } as const;
      await this.postEvents.run(tx, [event], {
        ...{ lane: HOUSE_LANE, claimId: null, actor: SYSTEM.id },
        ...{ occurredAt: bookedAt, causeId: id },
      });
    }
  }
}
