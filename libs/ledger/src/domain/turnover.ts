import type { Side } from './account';
import type { CanonicalJournal } from './canonical-journal';

/** What went through one account in one currency, in minor units: sums, beyond any one amount. */
export interface AccountTurnover {
  readonly code: string;
  readonly currency: string;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
}

/** Turnover in a part of the log, and which of its leaves touched the account, in their order. */
export interface SealedTurnover extends AccountTurnover {
  readonly leafIndexes: readonly number[];
}

/** By which time a day is meant: when something was booked, or when it counts in the books. */
export type Basis = 'booked' | 'effective';

/** Turnover of one UTC day, `2026-03-01`. */
export interface DailyTurnover extends AccountTurnover {
  readonly basis: Basis;
  readonly day: string;
}

/** The first and the last of some times, RFC 3339 in UTC with microseconds; both are included. */
export interface TimeRange {
  readonly first: string;
  readonly last: string;
}

/**
 * Debits minus credits as a balance on the account's normal side, for people: positive where it
 * usually stands, negative on the other side.
 */
export function onNormalSide(netDebitMinor: bigint, normalSide: Side): bigint {
  return normalSide === 'debit' ? netDebitMinor : -netDebitMinor;
}

/** An account's balance on its normal side, in minor units. No `Money`: it may be beyond that. */
export function balanceMinorOf(
  { debitMinor, creditMinor }: Pick<AccountTurnover, 'debitMinor' | 'creditMinor'>,
  normalSide: Side,
): bigint {
  return onNormalSide(debitMinor - creditMinor, normalSide);
}

interface Sums {
  readonly code: string;
  readonly currency: string;
  debitMinor: bigint;
  creditMinor: bigint;
}

/** Folds journals into turnover per account and currency, and per day of either basis. */
export class TurnoverFold {
  private readonly ranges = new Map<Basis, { first: string; last: string }>();
  private readonly sums = new Map<string, Sums & { leafIndexes: number[] }>();
  private readonly days = new Map<string, Sums & { basis: Basis; day: string }>();

  /** Adds the journal of a leaf; leaves come in their order. */
  add(leafIndex: number, { transfers, postedAt, effectiveAt }: CanonicalJournal): void {
    this.widen('booked', postedAt);
    this.widen('effective', effectiveAt);
    const booked = postedAt.slice(0, 10);
    const effective = effectiveAt.slice(0, 10);
    for (const { debit, credit, currency, amountMinor } of transfers) {
      const amount = BigInt(amountMinor);
      this.of(leafIndex, debit, currency).debitMinor += amount;
      this.of(leafIndex, credit, currency).creditMinor += amount;
      this.day('booked', booked, debit, currency).debitMinor += amount;
      this.day('booked', booked, credit, currency).creditMinor += amount;
      this.day('effective', effective, debit, currency).debitMinor += amount;
      this.day('effective', effective, credit, currency).creditMinor += amount;
    }
  }

  /** Totals of all that was added, one per account and currency. */
  totals(): SealedTurnover[] {
    return [...this.sums.values()];
  }

  daily(): DailyTurnover[] {
    return [...this.days.values()];
  }

  /** Within which times all that was added was booked, or takes effect. */
  range(basis: Basis): TimeRange {
    const range = this.ranges.get(basis);
    if (range === undefined) throw new Error('Nothing was added.');
    return range;
  }

  /** Times of one form compare as texts. */
  private widen(basis: Basis, time: string): void {
    const range = this.ranges.get(basis);
    if (range === undefined) this.ranges.set(basis, { first: time, last: time });
    else if (time < range.first) range.first = time;
    else if (time > range.last) range.last = time;
  }

  private of(leafIndex: number, code: string, currency: string): Sums {
    const key = `${code} ${currency}`;
    let sums = this.sums.get(key);
    if (sums === undefined) {
      sums = { code, currency, debitMinor: 0n, creditMinor: 0n, leafIndexes: [] };
      this.sums.set(key, sums);
    }
    if (sums.leafIndexes.at(-1) !== leafIndex) sums.leafIndexes.push(leafIndex);
    return sums;
  }

  private day(basis: Basis, day: string, code: string, currency: string): Sums {
    const key = `${basis} ${day} ${code} ${currency}`;
    let sums = this.days.get(key);
    if (sums === undefined) {
      sums = { basis, day, code, currency, debitMinor: 0n, creditMinor: 0n };
      this.days.set(key, sums);
    }
    return sums;
  }
}
