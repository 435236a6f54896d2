/** A contribution that was billed for some months, in minor units. */
export interface BilledMonths {
  /** The first month, such as `2026-11`. */
  readonly fromMonth: string;
  readonly months: number;
  readonly amountMinor: bigint;
}

/** A month that is over, with its part. */
export interface EarnedMonth {
  readonly month: string;
  readonly amountMinor: bigint;
  /** The first moment after it, by UTC. */
  readonly endedAt: Date;
}

/**
 * The months of a contribution that are over, each with its part. The parts are equal to a minor
 * unit and add up to the contribution: after each month as much is earned as its months are of all.
 */
export function earnedMonths(
  { fromMonth, months, amountMinor }: BilledMonths,
  now: Date,
): EarnedMonth[] {
  const first = placeOf(fromMonth);
  const over = Math.min(months, placeOf(now.toISOString()) - first);
  return Array.from({ length: Math.max(0, over) }, (_, place) => ({
    month: monthAt(first + place),
    amountMinor: earnedBy(place + 1) - earnedBy(place),
    endedAt: new Date(`${monthAt(first + place + 1)}-01T00:00:00Z`),
  }));

  function earnedBy(count: number): bigint {
    return (amountMinor * BigInt(count)) / BigInt(months);
  }
}

/** When the next month is over of which nobody has earned the part; null where all have. */
export function nextEarningAt(
  { fromMonth, months }: Pick<BilledMonths, 'fromMonth' | 'months'>,
  earnedCount: number,
): Date | null {
  if (earnedCount >= months) return null;
  return new Date(`${monthAt(placeOf(fromMonth) + earnedCount + 1)}-01T00:00:00Z`);
}

/** A month of a time or date as a number that counts on by one; the time by UTC. */
function placeOf(text: string): number {
  return Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;
}

function monthAt(place: number): string {
  const month = String((place % 12) + 1).padStart(2, '0');
  return `${String(Math.floor(place / 12))}-${month}`;
}
