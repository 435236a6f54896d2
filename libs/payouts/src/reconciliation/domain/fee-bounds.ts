import type { StatedLine } from './reconcilable';

/** How much of fees a statement may book by itself; two people set it. */
export interface FeeBounds {
  readonly feeMinorPerLine: number;
  readonly feeBpOfPayouts: number;
  readonly feeMinorPerRailPerDay: number;
}

/** A day (UTC) of an account, as our own books have it. */
export interface FeeDay {
  /** Fees that were booked for lines of that day. */
  readonly bookedMinor: bigint;
  /** What we sent on that day and the one before: fees follow payouts, sometimes overnight. */
  readonly sentMinor: bigint;
}

const BP = 10_000n;

/** The day of UTC on which a line was booked, as `2026-11-26`. */
export function dayOfLine({ bookedAt }: Pick<StatedLine, 'bookedAt'>): string {
  return bookedAt.toISOString().slice(0, 10);
}

/**
 * The fees that may be booked by themselves, the earliest first; the others are for people. Neither
 * a line nor a day may be too large, and once a day's fees are more than one line may be they have
 * to be a plausible part of what we sent. What we sent our own books say: the statement that is to
 * be believed cannot raise its own bounds.
 */
export function bookableFees(
  fees: readonly StatedLine[],
  days: ReadonlyMap<string, FeeDay>,
  bounds: FeeBounds,
): StatedLine[] {
  const lineMaxMinor = BigInt(bounds.feeMinorPerLine);
  const booked = new Map([...days].map(([day, { bookedMinor }]) => [day, bookedMinor]));
  const inOrder = [...fees].sort(
    (a, b) => a.bookedAt.getTime() - b.bookedAt.getTime() || (a.id < b.id ? -1 : 1),
  );
  return inOrder.filter((line) => {
    const day = dayOfLine(line);
    const sumMinor = (booked.get(day) ?? 0n) + line.amountMinor;
    const partMinor = ((days.get(day)?.sentMinor ?? 0n) * BigInt(bounds.feeBpOfPayouts)) / BP;
    const isBookable =
      line.amountMinor > 0n &&
      line.amountMinor <= lineMaxMinor &&
      sumMinor <= BigInt(bounds.feeMinorPerRailPerDay) &&
      (sumMinor <= lineMaxMinor || sumMinor <= partMinor);
    if (isBookable) booked.set(day, sumMinor);
    return isBookable;
  });
}
