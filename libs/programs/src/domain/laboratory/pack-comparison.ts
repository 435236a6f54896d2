import type { Pack } from '../pack';
import { PAID_CHANGES, WAIT_CHANGES, compareClaim } from './compare-claim';
import type {
  ComparedClaim,
  LaboratoryClaim,
  PaidChange,
  RefusedClaim,
  WaitChange,
} from './compare-claim';
import { LargestChanges } from './largest-changes';
import { promiseChanges } from './promise-changes';
import type { PromiseChange } from './promise-changes';

const LARGEST_MAX = 20;
const REFUSED_MAX = 20;

/** Sums in minor units as text. Claims add up beyond what one booking may hold, so no `Money`. */
export interface ComparedSum {
  readonly currency: string;
  readonly claims: number;
  readonly awardAMinor: string;
  readonly awardBMinor: string;
  readonly awardChangeMinor: string;
  /** Of claims that are open: what has to be set aside for them. */
  readonly reserveAMinor: string;
  readonly reserveBMinor: string;
  readonly reserveChangeMinor: string;
}

/** What two packs say about many claims. Plain JSON, and no word about anybody but references. */
export interface ComparisonResult {
  readonly a: { readonly packId: string; readonly version: string };
  readonly b: { readonly packId: string; readonly version: string };
  readonly claims: number;
  readonly paid: Readonly<Record<PaidChange, number>>;
  readonly wait: Readonly<Record<WaitChange, number>>;
  readonly promises: readonly PromiseChange[];
  readonly totals: readonly ComparedSum[];
  /** `null` is for kinds of loss that neither pack knows. */
  readonly byLossType: readonly (ComparedSum & { readonly lossType: string | null })[];
  /** Per currency the twenty claims whose award changes most. */
  readonly largest: readonly ComparedClaim[];
  /** Left out of all figures above, because a pack could not read their facts. */
  readonly refused: {
    readonly byA: number;
    readonly byB: number;
    readonly examples: readonly RefusedClaim[];
  };
}

interface Sum {
  claims: number;
  awardA: bigint;
  awardB: bigint;
  reserveA: bigint;
  reserveB: bigint;
}

/**
 * Compares two packs over as many claims as there are, one after the other: its memory does not
 * grow with them.
 */
export class PackComparison {
  private readonly sums = new Map<string | null, Map<string, Sum>>();
  private readonly paid = new Map<PaidChange, number>();
  private readonly wait = new Map<WaitChange, number>();
  private readonly largest = new LargestChanges(LARGEST_MAX);
  private readonly refused = { byA: 0, byB: 0, examples: [] as RefusedClaim[] };
  private readonly lossTypes: ReadonlySet<string>;
  private claims = 0;

  constructor(
    private readonly a: Pack,
    private readonly b: Pack,
  ) {
    this.lossTypes = new Set([...a.lossTypes, ...b.lossTypes].map(({ id }) => id));
  }

  /** Takes one claim in; says what became of it under both packs. */
  take(claim: LaboratoryClaim): ComparedClaim | RefusedClaim {
    const compared = compareClaim(this.a, this.b, claim);
    if (!('paid' in compared)) this.refuse(compared);
    else {
      this.claims += 1;
      count(this.paid, compared.paid);
      count(this.wait, compared.wait);
      this.largest.take(compared);
      this.add(compared);
    }
    return compared;
  }

  /** Counts a claim that could not even be shown to the packs. */
  refuse(claim: RefusedClaim): void {
    if (claim.a !== null) this.refused.byA += 1;
    if (claim.b !== null) this.refused.byB += 1;
    if (this.refused.examples.length < REFUSED_MAX) this.refused.examples.push(claim);
  }

  result(): ComparisonResult {
    const { byA, byB, examples } = this.refused;
    const lossTypes = [...this.sums.keys()].sort((one, other) =>
      (one ?? '\uffff') < (other ?? '\uffff') ? -1 : 1,
    );
    return {
      a: { packId: this.a.packId, version: this.a.version },
      b: { packId: this.b.packId, version: this.b.version },
      claims: this.claims,
      paid: counts(PAID_CHANGES, this.paid),
      wait: counts(WAIT_CHANGES, this.wait),
      promises: promiseChanges(this.a, this.b),
      totals: written(added([...this.sums.values()])),
      byLossType: lossTypes.flatMap((lossType) =>
        written(this.sums.get(lossType) ?? new Map<string, Sum>()).map((sum) => ({
          lossType,
          ...sum,
        })),
      ),
      largest: this.largest.list(),
      refused: { byA, byB, examples: [...examples] },
    };
  }

  /** Anybody may write any kind of loss into a file; those that no pack knows share one sum. */
  private add({ lossType, isOpen, a, b }: ComparedClaim): void {
    const key = this.lossTypes.has(lossType) ? lossType : null;
    const sums = this.sums.get(key) ?? new Map<string, Sum>();
    this.sums.set(key, sums);
    for (const currency of new Set([a.award.currency, b.award.currency])) {
      const sum = sums.get(currency) ?? nothing();
      sums.set(currency, sum);
      const awardA = a.award.currency === currency ? BigInt(a.award.amountMinor) : 0n;
      const awardB = b.award.currency === currency ? BigInt(b.award.amountMinor) : 0n;
      sum.claims += 1;
      sum.awardA += awardA;
      sum.awardB += awardB;
      sum.reserveA += isOpen ? awardA : 0n;
      sum.reserveB += isOpen ? awardB : 0n;
    }
  }
}

function nothing(): Sum {
  return { claims: 0, awardA: 0n, awardB: 0n, reserveA: 0n, reserveB: 0n };
}

function added(all: readonly ReadonlyMap<string, Sum>[]): Map<string, Sum> {
  const totals = new Map<string, Sum>();
  for (const [currency, sum] of all.flatMap((sums) => [...sums])) {
    const total = totals.get(currency) ?? nothing();
    totals.set(currency, {
      claims: total.claims + sum.claims,
      awardA: total.awardA + sum.awardA,
      awardB: total.awardB + sum.awardB,
      reserveA: total.reserveA + sum.reserveA,
      reserveB: total.reserveB + sum.reserveB,
    });
  }
  return totals;
}

function written(sums: ReadonlyMap<string, Sum>): ComparedSum[] {
  return [...sums.keys()].sort().map((currency) => {
    const { claims, awardA, awardB, reserveA, reserveB } = sums.get(currency) ?? nothing();
    return {
      currency,
      claims,
      awardAMinor: awardA.toString(),
      awardBMinor: awardB.toString(),
      awardChangeMinor: (awardB - awardA).toString(),
      reserveAMinor: reserveA.toString(),
      reserveBMinor: reserveB.toString(),
      reserveChangeMinor: (reserveB - reserveA).toString(),
    };
  });
}

function count<Key>(counted: Map<Key, number>, key: Key): void {
  counted.set(key, (counted.get(key) ?? 0) + 1);
}

function counts<Key extends string>(
  keys: readonly Key[],
  counted: ReadonlyMap<Key, number>,
): Record<Key, number> {
  const entries = keys.map((key) => [key, counted.get(key) ?? 0] as const);
  return Object.fromEntries(entries) as Record<Key, number>;
}
