import type { LimitValues } from '@app/audit';
import type { Tx } from '@app/platform';

import type { PayoutEntity } from './persistence/payout.entity';

const DAY_MS = 86_400_000;

type SentPayout = Pick<PayoutEntity, 'lane' | 'rail' | 'currency' | 'amountMinor'>;

/**
 * From when on a payout fits into the limits of its rail, those of its currency; null when it fits
 * today. A day is one of UTC. What several workers send at the same moment is seen by none of the
 * others, so that a limit may be passed by that much; the next one waits.
 */
export async function heldByLimit(
  tx: Tx,
  { rail, currency, amountMinor }: SentPayout,
  { payoutsPerRailPerDay, payoutMinorPerRailPerDay }: LimitValues,
  now: Date,
): Promise<Date | null> {
  const [sent] = await tx.query<{ payouts: string; amountMinor: string }[]>(
    `SELECT coalesce(sum(payouts), 0)::text AS payouts, coalesce(sum(amount_minor), 0)::text AS "amountMinor"
       FROM rail_days WHERE rail = $1 AND currency = $2 AND day = $3`,
    [rail, currency, dayOf(now)],
  );
  const count = BigInt(sent?.payouts ?? '0') + 1n;
  const sumMinor = BigInt(sent?.amountMinor ?? '0') + amountMinor;
  const fits =
    count <= BigInt(payoutsPerRailPerDay) && sumMinor <= BigInt(payoutMinorPerRailPerDay);
  return fits ? null : new Date(Math.floor(now.getTime() / DAY_MS + 1) * DAY_MS);
}

/** Counts a payout that goes out over its rail today. */
export async function countOnRail(
  tx: Tx,
  { lane, rail, currency, amountMinor }: SentPayout,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO rail_days (lane, rail, currency, day, payouts, amount_minor) VALUES ($1, $2, $3, $4, 1, $5)
       ON CONFLICT (lane, rail, currency, day)
       DO UPDATE SET payouts = rail_days.payouts + 1, amount_minor = rail_days.amount_minor + excluded.amount_minor`,
    [lane, rail, currency, dayOf(now), amountMinor.toString()],
  );
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}
