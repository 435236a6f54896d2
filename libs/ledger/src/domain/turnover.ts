import type { CanonicalJournal } from './canonical-journal';

/** What went through one account in one currency, in minor units. */
export interface AccountTurnover {
  readonly code: string;
  readonly currency: string;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
}

/** By which time a day is meant: when something was booked, or when it counts in the books. */
export type Basis = 'booked' | 'effective';

/** Turnover of one UTC day, `2026-03-01`. */
export interface DailyTurnover extends AccountTurnover {
  readonly basis: Basis;
  readonly day: string;
}

interface Sums {
  readonly code: string;
  readonly currency: string;
  debitMinor: bigint;
  creditMinor: bigint;
}

/** The first and the last of some times, RFC 3339 in UTC with microseconds; both are included. */
export interface TimeRange {
  readonly first: string;
  readonly last: string;
}

/** Folds journals into turnover per account and currency, and per day of either basis. */
export class TurnoverFold {
  private readonly times = new Map<Basis, TimeRange>();
  private readonly sums = new Map<string, Sums>();
  private readonly days = new Map<string, Sums & { basis: Basis; day: string }>();

  add({ transfers, postedAt, effectiveAt }: CanonicalJournal): void {
    this.widen('booked', postedAt);
    this.widen('effective', effectiveAt);
    const booked = postedAt.slice(0, 10);
    const effective = effectiveAt.slice(0, 10);
    for (const { debit, credit, currency, amountMinor } of transfers) {
      const amount = BigInt(amountMinor);
      this.of(debit, currency).debitMinor += amount;
      this.of(credit, currency).creditMinor += amount;
      this.day('booked', booked, debit, currency).debitMinor += amount;
      this.day('booked', booked, credit, currency).creditMinor += amount;
      this.day('effective', effective, debit, currency).debitMinor += amount;
      this.day('effective', effective, credit, currency).creditMinor += amount;
    }
  }

  /** Totals of all that was added, one per account and currency. */
  totals(): AccountTurnover[] {
    return [...this.sums.values()];
  }

  daily(): DailyTurnover[] {
    return [...this.days.values()];
  }

  /** Within which times all that was added was booked, or takes effect. */
  range(basis: Basis): TimeRange {
    const range = this.times.get(basis);
    if (range === undefined) throw new Error('Nothing was added.');
    return range;
  }

  /** Times of one form compare as texts. */
  private widen(basis: Basis, time: string): void {
    const { first, last } = this.times.get(basis) ?? { first: time, last: time };
    if (time < first || time > last || first === last)
      this.times.set(basis, {
        first: time < first ? time : first,
        last: time > last ? time : last,
      });
  }

  private of(code: string, currency: string): Sums {
    const key = `${code} ${currency}`;
    let sums = this.sums.get(key);
    if (sums === undefined) {
      sums = { code, currency, debitMinor: 0n, creditMinor: 0n };
      this.sums.set(key, sums);
    }
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
