import { Injectable } from '@nestjs/common';

import { Limits } from '@app/audit';
import { Clock, DomainError } from '@app/kernel';
import { Money } from '@app/money';
import type { Tx } from '@app/platform';

import { TopUpByHandEntity } from '../persistence/top-up-by-hand.entity';

/**
 * Bounds what goes to rails by the word of one person in a day (UTC) and currency. What was taken
 * back counts as well: more than that is a change of two people (`rail.top_up`).
 */
@Injectable()
export class BoundTopUps {
  constructor(
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  /**
   * Counts a top-up by hand, one after the other. Whoever also holds the fund asks here first.
   * `fund.top_up_over_limit`, with what is left of the day.
   */
  async run(tx: Tx, { id, money }: { readonly id: string; readonly money: Money }): Promise<void> {
    const { currency, amountMinor } = money;
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `top-ups by hand ${currency}`,
    ]);
    const at = this.clock.now();
    const dayStart = new Date(at);
    dayStart.setUTCHours(0, 0, 0, 0);
    const [row] = await tx.query<{ minor: string }[]>(
      `SELECT coalesce(sum(amount_minor), 0)::text AS minor FROM top_ups_by_hand
        WHERE currency = $1 AND at >= $2`,
      [currency, dayStart],
    );
    const { topUpMinorPerDay } = await this.limits.current(tx, currency);
    const most = Money.of(BigInt(topUpMinorPerDay), currency);
    const leftMinor = most.amountMinor - BigInt(row?.minor ?? '0');
    const left = Money.of(leftMinor > 0n ? leftMinor : 0n, currency);
    if (money.isGreaterThan(left)) throw overLimit(most, left);
    await tx.insert(TopUpByHandEntity, { id, currency, amountMinor, at });
  }
}

function overLimit(most: Money, left: Money): DomainError {
  return new DomainError(
    'conflict',
    'fund.top_up_over_limit',
    {
      en: `One person sends no more than ${most.toString()} a day (UTC) to rails, and ${left.toString()} of it is left. Send less, or let two people send it: propose the change "rail.top_up".`,
      'zh-CN': `一人每日（UTC）向付款通道补充的资金不超过 ${most.toString()}，今日尚余 ${left.toString()}。请减少金额，或提出 rail.top_up 变更由两人办理。`,
    },
    { field: 'money', most: most.toJson(), left: left.toJson() },
  );
}
