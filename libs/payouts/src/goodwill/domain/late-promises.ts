import type { Bilingual } from '@app/kernel';
import type { LatePays, PackClock } from '@app/programs';

/** A promise on a claim that was not kept in time. */
export interface BrokenPromise {
  readonly clock: string;
  readonly brokenAt: Date;
  /** When it was kept, or called for nothing any more; null while it is still to be kept. */
  readonly endedAt: Date | null;
}

/** What the pack pays for one promise that was not kept in time. */
export interface LatePromise {
  readonly clock: string;
  readonly label: Bilingual;
  /** Every day of 24 hours that has begun since it was broken. */
  readonly days: number;
  readonly amountMinor: bigint;
}

const DAY_MS = 86_400_000;

/**
 * What the clocks of a pack pay for the promises that were broken, each in minor units of the
 * pack's currency; without those that pay nothing. One that is still to be kept counts until `now`.
 */
export function latePromises(
  clocks: readonly PackClock[],
  broken: readonly BrokenPromise[],
  now: Date,
): LatePromise[] {
  return broken.flatMap(({ clock, brokenAt, endedAt }) => {
    const rule = clocks.find(({ id }) => id === clock);
    if (rule?.latePays === undefined) return [];
    const lateMs = (endedAt ?? now).getTime() - brokenAt.getTime();
    const days = Math.max(1, Math.ceil(lateMs / DAY_MS));
    return [{ clock, label: rule.label, days, amountMinor: paidFor(days, rule.latePays) }];
  });
}

function paidFor(days: number, { fixedMinor, perDayMinor, upToMinor }: LatePays): bigint {
  const sum = BigInt(fixedMinor ?? '0') + BigInt(days) * BigInt(perDayMinor ?? '0');
  const most = BigInt(upToMinor);
  return sum < most ? sum : most;
}

/** What of it nobody has granted yet, by promise; `granted` in minor units by clock. */
export function notGranted(
  late: readonly LatePromise[],
  granted: ReadonlyMap<string, bigint>,
): LatePromise[] {
  return late
    .map((one) => ({ ...one, amountMinor: one.amountMinor - (granted.get(one.clock) ?? 0n) }))
    .filter(({ amountMinor }) => amountMinor > 0n);
}
