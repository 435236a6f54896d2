import { RAIL_GUARD } from '@app/accounting';
import type { Lane } from '@app/kernel';
import { LedgerGuardEntity } from '@app/ledger';
import type { Reads } from '@app/platform';

import { AWAITING_FUNDS } from './domain/payout-lifecycle';
import type { RailMoney } from './domain/refill';
import { PayoutEntity } from './persistence/payout.entity';

/** A lane and currency in which payouts wait for money. */
export interface LaneAwaitingFunds {
  readonly lane: Lane;
  readonly currency: string;
  /** The smallest amount that waits there. */
  readonly leastMinor: bigint;
}

/** Where payouts wait for money, in all lanes. */
export async function lanesAwaitingFunds(reads: Reads): Promise<LaneAwaitingFunds[]> {
  const rows = await reads
    .createQueryBuilder(PayoutEntity, 'payout')
    .select('payout.lane', 'lane')
    .addSelect('payout.currency', 'currency')
    .addSelect('min(payout.amount_minor)', 'least')
    // What waits is looked at again some time, and few payouts are: the index on it finds them.
    .where('payout.next_action_at IS NOT NULL')
    .andWhere(`payout.status = 'created' AND payout.status_reason = :reason`, {
      reason: AWAITING_FUNDS,
    })
    .groupBy('payout.lane, payout.currency')
    .getRawMany<{ lane: Lane; currency: string; least: string }>();
  return rows.map(({ lane, currency, least }) => ({ lane, currency, leastMinor: BigInt(least) }));
}

/** How the money on the rails is spread over the lanes, in one currency. */
export async function railMoney(
  reads: Reads,
  currency: string,
  waiting: readonly LaneAwaitingFunds[],
): Promise<RailMoney> {
  const rows = await reads.findBy(LedgerGuardEntity, { guard: RAIL_GUARD, currency });
  return {
    allotments: new Map(rows.map(({ lane, availableMinor }) => [lane, availableMinor])),
    leastWaiting: new Map(
      waiting
        .filter((one) => one.currency === currency)
        .map(({ lane, leastMinor }) => [lane, leastMinor]),
    ),
  };
}

/** What payouts that wait for money will take from a rail, in all lanes, in minor units. */
export async function wantedByRail(
  reads: Reads,
  { rail, currency }: { readonly rail: string; readonly currency: string },
): Promise<bigint> {
  const row = await reads
    .createQueryBuilder(PayoutEntity, 'payout')
    .select('coalesce(sum(payout.amount_minor), 0)', 'wanted')
    .where('payout.next_action_at IS NOT NULL')
    .andWhere(`payout.status = 'created' AND payout.status_reason = :reason`, {
      reason: AWAITING_FUNDS,
    })
    .andWhere('payout.rail = :rail AND payout.currency = :currency', { rail, currency })
    .getRawOne<{ wanted: string }>();
  return BigInt(row?.wanted ?? '0');
}
