import type { BookEntry, KnownPayout, StatedLine } from '../domain/reconcilable';
import type { Reconcilable } from '../domain/reconcile';

/** A moment of March 2026: day and hour. */
export function march(day: number, hour = 12): Date {
  return new Date(Date.UTC(2026, 2, day, hour));
}

/** A line of a statement: a payout of 100.00 on 10 March, unless wished otherwise. */
export function aLine(wish: Partial<StatedLine> = {}): StatedLine {
  return {
    ...{ id: 'stl_1', kind: 'payout', direction: 'out', amountMinor: 10_000n },
    ...{ bookedAt: march(10), payoutId: 'pyo_1', namedBy: 'key', transferId: null },
    ...wish,
  };
}

/** A line of a journal on a rail's account: the settlement of the same payout. */
export function anEntry(wish: Partial<BookEntry> = {}): BookEntry {
  return {
    ...{ id: 'jnl_1/1', kind: 'payout', causeId: 'pyo_1', direction: 'out' },
    ...{ amountMinor: 10_000n, occurredAt: march(10), reversesId: null },
    ...wish,
  };
}

export function aPayout(wish: Partial<KnownPayout> = {}): KnownPayout {
  return {
    ...{ id: 'pyo_1', rail: 'simulated', currency: 'CNY', status: 'settled' },
    railSays: 'confirmed',
    ...wish,
  };
}

/** The account of the simulated rail, stated for all of March. */
export function compared(wish: Partial<Reconcilable> = {}): Reconcilable {
  return {
    book: { rail: 'simulated', currency: 'CNY' },
    lines: [],
    entries: [],
    olderMinor: 0n,
    matched: new Set(),
    counted: new Set(),
    apart: new Set(),
    payouts: new Map([['pyo_1', aPayout()]]),
    stated: { from: march(1, 0), until: march(31, 0) },
    balances: [],
    isTopUpsOnly: false,
    ...wish,
  };
}
