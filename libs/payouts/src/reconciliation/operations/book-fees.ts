import { Injectable } from '@nestjs/common';

import { PostEvents } from '@app/accounting';
import { Limits } from '@app/audit';
import { HOUSE_LANE } from '@app/kernel';
import { Money } from '@app/money';
import { SYSTEM } from '@app/platform';
import type { Tx } from '@app/platform';

import { bookableFees, dayOfLine } from '../domain/fee-bounds';
import type { Book, StatedLine } from '../domain/reconcilable';
import { readFeeDays } from '../fee-days';
import { BringAllotment } from './bring-allotment';

/** Books what a rail says that it took for itself (E21): the line of its statement is the cause. */
@Injectable()
export class BookFees {
  constructor(
    private readonly limits: Limits,
    private readonly bringAllotment: BringAllotment,
    private readonly postEvents: PostEvents,
  ) {}

  /**
   * As many of the fees, the earliest first, as the limits allow and there is money for. What is
   * above a limit, or more than the books say the rail had, stays a break for people.
   */
  async run(tx: Tx, book: Book, fees: readonly StatedLine[]): Promise<void> {
    const { rail, currency } = book;
    const days = await readFeeDays(tx, book, fees.map(dayOfLine));
    const inOrder = bookableFees(fees, days, await this.limits.current(tx, currency));
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
