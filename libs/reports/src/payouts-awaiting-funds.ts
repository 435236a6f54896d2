import { Money } from '@app/money';
import type { Reads } from '@app/platform';

/** Payouts of one currency that wait until there is money to pay them from. */
export interface PayoutsAwaitingFunds {
  readonly payouts: number;
  readonly wanted: Money;
  /** What is on the rails for all payouts; where it is enough, they go on by themselves. */
  readonly onRails: Money;
  /** What the fund has above its floor: a rule, or a person, may send it to a rail. */
  readonly aboveFloor: Money;
  /** What has to be contributed, when all of that is on the rails: nothing, or more. */
  readonly missing: Money;
  /** Whether a rule fills up every rail that they wait for. */
  readonly isFilledByRule: boolean;
}

interface WaitingRow {
  readonly currency: string;
  readonly payouts: number;
  readonly wanted: string;
  readonly available: string;
  readonly fund: string;
  readonly floor: string;
  readonly filled: boolean;
}

/** What operators have to find money for, per currency; empty when nothing waits. */
export async function payoutsAwaitingFunds(reads: Reads): Promise<PayoutsAwaitingFunds[]> {
  const rows = await reads.query<WaitingRow[]>(
    `SELECT currency, count(*)::int AS payouts, sum(amount_minor)::text AS wanted,
            coalesce((SELECT sum(available_minor) FROM ledger_guards g
                       WHERE g.guard = 'rail' AND g.currency = payouts.currency), 0)::text AS available,
            coalesce((SELECT sum(available_minor) FROM ledger_guards g
                       WHERE g.guard = 'fund' AND g.currency = payouts.currency), 0)::text AS fund,
            coalesce((SELECT value FROM limit_values l WHERE l.name = 'fundFloorMinor'
                         AND coalesce(l.currency, payouts.currency) = payouts.currency
                       ORDER BY l.currency NULLS LAST, l.version DESC LIMIT 1), 0)::text AS floor,
            bool_and(coalesce((SELECT target_minor > 0 FROM top_up_rules r
                       WHERE r.rail = payouts.rail AND r.currency = payouts.currency
                       ORDER BY version DESC LIMIT 1), false)) AS filled
       FROM payouts
      WHERE next_action_at IS NOT NULL AND status = 'created' AND status_reason = 'awaiting_funds'
      GROUP BY currency ORDER BY currency`,
  );
  return rows.map(({ currency, payouts, filled, ...row }) => {
    const aboveFloor = notNegative(BigInt(row.fund) - BigInt(row.floor));
    const missing = notNegative(BigInt(row.wanted) - BigInt(row.available) - aboveFloor);
    return {
      payouts,
      wanted: Money.of(BigInt(row.wanted), currency),
      onRails: Money.of(BigInt(row.available), currency),
      aboveFloor: Money.of(aboveFloor, currency),
      missing: Money.of(missing, currency),
      isFilledByRule: filled,
    };
  });
}

function notNegative(minor: bigint): bigint {
  return minor > 0n ? minor : 0n;
}
