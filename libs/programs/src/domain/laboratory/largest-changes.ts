import type { ComparedClaim } from './compare-claim';

/** The claims whose award changes most, some of each currency, kept while many go by. */
export class LargestChanges {
  private readonly byCurrency = new Map<string, ComparedClaim[]>();

  constructor(private readonly countMax: number) {}

  take(claim: ComparedClaim): void {
    if (claim.change === null || claim.change.amountMinor === '0') return;
    const { currency } = claim.change;
    const kept = this.byCurrency.get(currency) ?? [];
    kept.push(claim);
    // Sorting rarely and cutting off keeps the memory small and each claim cheap.
    if (kept.length >= this.countMax * 2) cut(kept, this.countMax);
    this.byCurrency.set(currency, kept);
  }

  /** By currency, the largest first; of equal ones by reference. */
  list(): ComparedClaim[] {
    return [...this.byCurrency.keys()].sort().flatMap((currency) => {
      const kept = [...(this.byCurrency.get(currency) ?? [])];
      cut(kept, this.countMax);
      return kept;
    });
  }
}

function cut(kept: ComparedClaim[], countMax: number): void {
  kept.sort(
    (one, other) =>
      compared(sizeOf(other), sizeOf(one)) || compared(one.reference, other.reference),
  );
  kept.splice(countMax);
}

function sizeOf({ change }: ComparedClaim): bigint {
  const minor = BigInt(change?.amountMinor ?? 0);
  return minor < 0n ? -minor : minor;
}

function compared<Value extends bigint | string>(one: Value, other: Value): number {
  return Number(one > other) - Number(one < other);
}
