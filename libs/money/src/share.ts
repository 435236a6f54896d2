import { Money } from './money';

/** Ten thousand basis points are the whole. */
export const WHOLE_BP = 10_000n;

/**
 * A share of an amount in basis points, rounded down to the minor unit (a negative amount towards
 * zero). Shares above the whole are legal: some schemes pay three times the price.
 */
export function shareRoundedDown(amount: Money, shareBp: bigint): Money {
  return Money.of((amount.amountMinor * shareBp) / WHOLE_BP, amount.currency);
}

interface Part {
  readonly index: number;
  readonly remainder: bigint;
  minor: bigint;
}

/** Largest remainder first; among equal remainders the earlier part is served first. */
function byRemainder(a: Part, b: Part): number {
  if (a.remainder === b.remainder) return a.index - b.index;
  return a.remainder > b.remainder ? -1 : 1;
}

/**
 * Splits an amount over weights so that the parts add up exactly (largest remainder). A negative
 * amount is split as its opposite is. Weights must not be negative nor all zero: `RangeError`.
 */
export function allocate(amount: Money, weights: readonly bigint[]): Money[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total <= 0n || weights.some((weight) => weight < 0n)) {
    throw new RangeError('Weights must not be negative and must add up to more than zero.');
  }
  const sign = amount.amountMinor < 0n ? -1n : 1n;
  const whole = amount.amountMinor * sign;
  const parts: Part[] = weights.map((weight, index) => ({
    index,
    remainder: (whole * weight) % total,
    minor: (whole * weight) / total,
  }));
  let left = whole - parts.reduce((sum, part) => sum + part.minor, 0n);
  for (const part of [...parts].sort(byRemainder)) {
    if (left === 0n) break;
    part.minor += 1n;
    left -= 1n;
  }
  return parts.map((part) => Money.of(part.minor * sign, amount.currency));
}
