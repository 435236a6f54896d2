import { Money } from '@app/money';
import type { Reads } from '@app/platform';

/** Payouts of one currency that wait until there is money to pay them from. */
export interface PayoutsAwaitingFunds {
  readonly payouts: number;
  readonly wanted: Money;
  /** What is on the rails for all payouts; where it is enough, they go on by themselves. */
  readonly onRails: Money;
}

/** What operators have to find money for, per currency; empty when nothing waits. */
export async function payoutsAwaitingFunds(reads: Reads): Promise<PayoutsAwaitingFunds[]> {
  const rows = await reads.query<
    { currency: string; payouts: number; wanted: string; available: string }[]
  >(
    `SELECT currency, count(*)::int AS payouts, sum(amount_minor)::text AS wanted,
            coalesce((SELECT sum(available_minor) FROM ledger_guards g
                       WHERE g.guard = 'rail' AND g.currency = payouts.currency), 0)::text AS available
       FROM payouts
      WHERE next_action_at IS NOT NULL AND status = 'created' AND status_reason = 'awaiting_funds'
      GROUP BY currency ORDER BY currency`,
  );
  return rows.map(({ currency, payouts, wanted, available }) => ({
    payouts,
    wanted: Money.of(BigInt(wanted), currency),
    onRails: Money.of(BigInt(available), currency),
  }));
}
