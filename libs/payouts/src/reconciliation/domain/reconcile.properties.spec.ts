import fc from 'fast-check';

import { aPayout, compared, march } from '../testing/stated';
import { transferOf } from './reconcilable';
import type { BookEntry, StatedLine } from './reconcilable';
import { reconcile, sumMinor } from './reconcile';
import type { Reconcilable } from './reconcile';

const KINDS = ['payout', 'return', 'fee', 'top_up', 'other'] as const;
const DAYS = { min: -5, max: 40 };
const PAYOUTS = 6;

/** Few payouts, amounts and days, so that lines and entries often speak of the same. */
const moved = fc.record({
  kind: fc.constantFrom(...KINDS),
  direction: fc.constantFrom('in' as const, 'out' as const),
  amountMinor: fc.bigInt({ min: 1n, max: 4n }),
  day: fc.integer(DAYS),
  about: fc.option(fc.integer({ min: 1, max: PAYOUTS }), { nil: null }),
  transfer: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
});

const lines = fc.array(moved, { maxLength: 14 }).map((rows) =>
  rows.map(({ day, about, transfer, ...row }, index): StatedLine => {
    const payoutId = about === null || row.kind === 'top_up' ? null : `pyo_${String(about)}`;
    const namedBy = payoutId === null ? null : ('key' as const);
    const transferId = transfer === null || row.kind === 'fee' ? null : `trf_${String(transfer)}`;
    const line = { ...row, id: `stl_${String(index)}`, bookedAt: march(day) };
    return { ...line, payoutId, namedBy, transferId };
  }),
);
const entries = fc.array(moved, { maxLength: 14 }).map((rows) =>
  rows.map(({ day, about, transfer: _, ...row }, index): BookEntry => {
    const id = `jnl_${String(index)}/1`;
    const causeId = about === null ? `fnd_${String(index)}` : `pyo_${String(about)}`;
    // Every fourth one takes back the one before it.
    const before = rows[index - 1];
    if (index % 4 === 3 && before !== undefined) {
      return {
        ...{ id, kind: 'other', causeId, occurredAt: march(before.day) },
        ...{ amountMinor: before.amountMinor, direction: before.direction === 'in' ? 'out' : 'in' },
        reversesId: `jnl_${String(index - 1)}/1`,
      };
    }
    return { ...row, id, causeId, occurredAt: march(day), reversesId: null };
  }),
);
const payouts: Reconcilable['payouts'] = new Map(
  Array.from({ length: PAYOUTS - 1 }, (_, index) => {
    const id = `pyo_${String(index + 1)}`;
    return [id, aPayout({ id, status: index % 2 === 0 ? 'settled' : 'pending' })] as const;
  }),
);

const books = fc
  .record({
    lines,
    entries,
    openings: fc.array(fc.bigInt({ min: 0n, max: 30n }), { maxLength: 3 }),
  })
  .map(({ openings, ...all }): Reconcilable => {
    const froms = openings.map((_, index) => march(1 + index * 9, 0));
    return compared({
      ...all,
      payouts,
      // No line is older than the first statement.
      lines: all.lines.filter(({ bookedAt }) => bookedAt >= march(1, 0)),
      balances: openings.map((openingMinor, index) => ({
        statementId: `stm_${String(index)}`,
        from: froms[index] ?? march(1, 0),
        openingMinor,
        settledMinor: 0n,
        linesBeforeMinor: sumMinor(
          all.lines.filter(
            ({ bookedAt }) => bookedAt >= march(1, 0) && bookedAt < (froms[index] ?? march(1, 0)),
          ),
        ),
      })),
    });
  });

describe('whatever stands in the books and on the statements', () => {
  it('each line is matched at most once, and so is each entry', () => {
    fc.assert(
      fc.property(books, (input) => {
        const { matches } = reconcile(input);
        expect(new Set(matches.map(({ lineId }) => lineId)).size).toBe(matches.length);
        expect(new Set(matches.map(({ entryId }) => entryId)).size).toBe(matches.length);
      }),
    );
  });

  it('only equal amounts of one direction are matched', () => {
    fc.assert(
      fc.property(books, (input) => {
        for (const { lineId, entryId } of reconcile(input).matches) {
          const line = input.lines.find(({ id }) => id === lineId);
          const entry = input.entries.find(({ id }) => id === entryId);
          expect([line?.amountMinor, line?.direction]).toEqual([
            entry?.amountMinor,
            entry?.direction,
          ]);
        }
      }),
    );
  });

  it('a transfer is matched once in its direction', () => {
    fc.assert(
      fc.property(books, (input) => {
        const matched = new Set(reconcile(input).matches.map(({ lineId }) => lineId));
        const transfers = input.lines
          .filter(({ id }) => matched.has(id))
          .flatMap((line) => transferOf(line) ?? []);
        expect(new Set(transfers).size).toBe(transfers.length);
      }),
    );
  });

  it('each line is matched or a break, and one of them only', () => {
    fc.assert(
      fc.property(books, (input) => {
        const { matches, breaks } = reconcile(input);
        const told = [
          ...matches.map(({ lineId }) => lineId),
          ...breaks.filter(({ kind }) => kind !== 'other_date').map(({ lineId }) => lineId),
        ].filter((id) => id !== null);
        expect([...told].sort()).toEqual(input.lines.map(({ id }) => id).sort());
      }),
    );
  });

  it('the balance of the ledger and the open breaks are the balance of the statement', () => {
    fc.assert(
      fc.property(books, (input) => {
        const { breaks, unstated, earlier } = reconcile(input);
        const effects = breaks.reduce((sum, { effectMinor }) => sum + effectMinor, 0n);
        const ledger = sumMinor(input.entries);
        const last = input.balances.at(-1);
        const stated =
          last === undefined || last.openingMinor === null
            ? sumMinor(earlier) + sumMinor(input.lines)
            : last.openingMinor + sumMinor(input.lines) - last.linesBeforeMinor;
        expect(ledger - sumMinor(unstated) + effects).toBe(stated);
      }),
    );
  });

  it('the order in which anything is given changes nothing', () => {
    fc.assert(
      fc.property(books, fc.func(fc.integer()), (input, key) => {
        const shuffled = <Row>(rows: readonly Row[]): Row[] =>
          rows
            .map((row, index) => ({ row, place: key(index) }))
            .sort((a, b) => a.place - b.place)
            .map(({ row }) => row);
        const [a, b] = [
          reconcile(input),
          reconcile({ ...input, lines: shuffled(input.lines), entries: shuffled(input.entries) }),
        ];
        expect(plain(b.matches)).toEqual(plain(a.matches));
        expect(plain(b.breaks)).toEqual(plain(a.breaks));
      }),
    );
  });
});

function plain(rows: readonly object[]): string[] {
  return rows
    .map((row) =>
      JSON.stringify(row, (_key, value: unknown) =>
        typeof value === 'bigint' ? value.toString() : value,
      ),
    )
    .sort();
}
