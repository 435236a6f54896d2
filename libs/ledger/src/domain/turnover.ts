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

/** What went from one account to another by journals of the same two days. */
interface Flow {
  readonly booked: string;
  readonly effective: string;
  readonly debit: string;
  readonly credit: string;
  readonly currency: string;
  readonly leafIndexes: number[];
  amountMinor: bigint;
}

/**
 * Folds journals into turnover per account and currency, and per day of either basis. Most lines of
 * a batch go between the same accounts on the same day: each is added up once, and shared out to
 * accounts and days in the end.
 */
export class TurnoverFold {
  private readonly ranges = new Map<Basis, { first: string; last: string }>();
  private readonly flows = new Map<string, Flow>();

  /** Adds the journal of a leaf; leaves come in their order. */
  add(leafIndex: number, { transfers, postedAt, effectiveAt }: CanonicalJournal): void {
    this.widen('booked', postedAt);
    this.widen('effective', effectiveAt);
    const booked = postedAt.slice(0, 10);
    const effective = effectiveAt.slice(0, 10);
    for (const { debit, credit, currency, amountMinor } of transfers) {
      const key = `${booked} ${effective} ${currency} ${debit} ${credit}`;
      let flow = this.flows.get(key);
      if (flow === undefined) {
        flow = { booked, effective, debit, credit, currency, leafIndexes: [], amountMinor: 0n };
        this.flows.set(key, flow);
      }
      flow.amountMinor += BigInt(amountMinor);
      if (flow.leafIndexes.at(-1) !== leafIndex) flow.leafIndexes.push(leafIndex);
    }
  }

  /** Totals of all that was added, one per account and currency. */
  totals(): SealedTurnover[] {
    const sums = new Map<string, Sums & { leaves: number[][] }>();
    for (const { debit, credit, currency, amountMinor, leafIndexes } of this.flows.values()) {
      for (const code of [debit, credit]) {
        const key = `${code} ${currency}`;
        const sum = sums.get(key) ?? {
          code,
          currency,
          debitMinor: 0n,
          creditMinor: 0n,
          leaves: [],
        };
        if (code === debit) sum.debitMinor += amountMinor;
        else sum.creditMinor += amountMinor;
        sum.leaves.push(leafIndexes);
        sums.set(key, sum);
      }
    }
    return [...sums.values()].map(({ leaves, ...sum }) => ({
      ...sum,
      leafIndexes: merged(leaves),
    }));
  }

  daily(): DailyTurnover[] {
    const sums = new Map<string, Sums & { basis: Basis; day: string }>();
    for (const { booked, effective, debit, credit, currency, amountMinor } of this.flows.values()) {
      for (const [basis, day] of [
        ['booked', booked],
        ['effective', effective],
      ] as const) {
        for (const code of [debit, credit]) {
          const key = `${basis} ${day} ${code} ${currency}`;
          const sum = sums.get(key) ?? {
            basis,
            day,
            code,
            currency,
            debitMinor: 0n,
            creditMinor: 0n,
          };
          if (code === debit) sum.debitMinor += amountMinor;
          else sum.creditMinor += amountMinor;
          sums.set(key, sum);
        }
      }
    }
    return [...sums.values()];
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
}

/** All of some lists in their order, each once. */
function merged(lists: readonly (readonly number[])[]): readonly number[] {
  const [only] = lists;
  if (only !== undefined && lists.length === 1) return only;
  return [...new Set(lists.flat())].sort((one, other) => one - other);
}
