import { AGE_BUCKETS, ageBucket } from './break-ages';
import type { AgeBucket } from './break-ages';
import type { Book, FoundBreak } from './reconcilable';
import { sumMinor } from './reconcile';
import type { Reconciliation } from './reconcile';

/** How much of something there is, and what it does to the statement's balance. */
export interface Tally {
  readonly count: number;
  readonly effectMinor: bigint;
}

/** What the accounts themselves say. */
export interface BookBalances {
  /** 1030 of the rail. */
  readonly ledgerMinor: bigint;
  /** 2040 of the rail: sent, and not ended. */
  readonly inTransitMinor: bigint;
  /** Where the statements end; null while none names a balance. */
  readonly statementMinor: bigint | null;
}

/** The state of one account on a day: what agrees, what does not, and for how long. */
export interface BookReport extends BookBalances {
  readonly book: Book;
  readonly stated: { readonly from: Date; readonly until: Date } | null;
  /** Booked, and later than any statement reaches. */
  readonly unstated: Tally;
  readonly matchedCount: number;
  readonly breaks: Tally;
  readonly ages: Readonly<Record<AgeBucket, Tally>>;
  readonly kinds: Readonly<Partial<Record<FoundBreak['kind'], Tally>>>;
  /** What nothing here explains: statement − (ledger − unstated + breaks); null without one. */
  readonly unexplainedMinor: bigint | null;
  readonly isClean: boolean;
}

/** Adds up what was found on an account, the ages of its breaks as of a moment. */
export function reportOn(
  { book, stated, balances, matchedCount }: ReportedBook,
  found: Pick<Reconciliation, 'breaks' | 'unstated'>,
  now: Date,
): BookReport {
  const unstated = { count: found.unstated.length, effectMinor: sumMinor(found.unstated) };
  const breaks = tallyOf(found.breaks);
  const expected = balances.ledgerMinor - unstated.effectMinor + breaks.effectMinor;
  const unexplainedMinor =
    balances.statementMinor === null ? null : balances.statementMinor - expected;
  return {
    ...{ book, stated, ...balances, unstated, matchedCount, breaks, unexplainedMinor },
    ages: agesOf(found.breaks, now),
    kinds: kindsOf(found.breaks),
    isClean: breaks.count === 0 && (unexplainedMinor ?? 0n) === 0n,
  };
}

export interface ReportedBook {
  readonly book: Book;
  readonly stated: BookReport['stated'];
  readonly balances: BookBalances;
  readonly matchedCount: number;
}

function tallyOf(breaks: readonly FoundBreak[]): Tally {
  return {
    count: breaks.length,
    effectMinor: breaks.reduce((sum, { effectMinor }) => sum + effectMinor, 0n),
  };
}

function agesOf(breaks: readonly FoundBreak[], now: Date): Record<AgeBucket, Tally> {
  const columns = AGE_BUCKETS.map(({ name }) => [
    name,
    tallyOf(breaks.filter(({ since }) => ageBucket(since, now) === name)),
  ]);
  return Object.fromEntries(columns) as Record<AgeBucket, Tally>;
}

function kindsOf(breaks: readonly FoundBreak[]): Partial<Record<FoundBreak['kind'], Tally>> {
  const kinds = [...new Set(breaks.map(({ kind }) => kind))].sort();
  return Object.fromEntries(
    kinds.map((kind) => [kind, tallyOf(breaks.filter((one) => one.kind === kind))]),
  );
}
