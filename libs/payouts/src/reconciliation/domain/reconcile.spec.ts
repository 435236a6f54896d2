import { aLine, aPayout, anEntry, compared, march } from '../testing/stated';
import type { StatedBalance } from './balance-breaks';
import type { BreakKind, BreakReason } from './reconcilable';
import { reconcile } from './reconcile';
import type { Reconcilable } from './reconcile';

type Found = readonly [BreakKind, BreakReason, bigint];

/** What is found, without what it is found on. */
function found(input: Partial<Reconcilable>): Found[] {
  return reconcile(compared(input)).breaks.map(({ kind, reason, effectMinor }): Found => [
    kind,
    reason,
    effectMinor,
  ]);
}
const payouts = (wish: Parameters<typeof aPayout>[0]): Reconcilable['payouts'] =>
  new Map([['pyo_1', aPayout(wish)]]);

describe('reconciling an account', () => {
  it('matches a line with the settlement of the payout that it names', () => {
    const { matches, breaks } = reconcile(compared({ lines: [aLine()], entries: [anEntry()] }));
    expect(matches).toEqual([{ lineId: 'stl_1', entryId: 'jnl_1/1', by: 'key' }]);
    expect(breaks).toEqual([]);
  });

  const returned = { kind: 'return', direction: 'in' } as const;
  const topUp = { kind: 'top_up', direction: 'in', payoutId: null, namedBy: null } as const;
  const fee = { kind: 'fee', direction: 'out', payoutId: null, namedBy: null } as const;

  it.each<[string, Partial<Reconcilable>]>([
    [
      'a return with the one in the books',
      { lines: [aLine(returned)], entries: [anEntry(returned)] },
    ],
    [
      'a fee with the booking that was made for its line',
      { lines: [aLine(fee)], entries: [anEntry({ kind: 'fee', causeId: 'stl_1' })] },
    ],
    [
      'a top-up by its amount and date',
      {
        lines: [aLine({ ...topUp, bookedAt: march(12) })],
        entries: [anEntry({ kind: 'top_up', direction: 'in', causeId: 'fnd_1' })],
      },
    ],
    [
      'money that came in with the only top-up like it',
      {
        lines: [aLine({ ...topUp, kind: 'other' })],
        entries: [anEntry({ kind: 'top_up', direction: 'in', causeId: 'fnd_1' })],
      },
    ],
  ])('matches %s', (_what, input) => {
    const { matches, breaks } = reconcile(compared(input));
    expect([matches.length, breaks]).toEqual([1, []]);
  });

  it('does not match again what people said is not the same money', () => {
    const apart = new Set(['stl_1 jnl_1/1']);
    const byKey = { lines: [aLine()], entries: [anEntry()] };
    const entry = { kind: 'top_up', direction: 'in', causeId: 'fnd_1' } as const;
    const byAmount = { lines: [aLine(topUp)], entries: [anEntry(entry)] };
    for (const input of [byKey, byAmount]) {
      expect(reconcile(compared({ ...input, apart })).matches).toEqual([]);
    }
  });

  it('leaves open which of two top-ups money came in for, where its line does not say', () => {
    const entry = { kind: 'top_up', direction: 'in', causeId: 'fnd_1' } as const;
    const entries = [anEntry(entry), anEntry({ ...entry, id: 'jnl_2/1' })];
    const lines = [aLine({ ...topUp, kind: 'other' })];
    expect(reconcile(compared({ lines, entries })).matches).toEqual([]);
    expect(reconcile(compared({ lines: [aLine(topUp)], entries })).matches).toHaveLength(1);
  });

  it('matches one top-up with one line, however many are alike', () => {
    const entry = { kind: 'top_up', direction: 'in', causeId: 'fnd_1' } as const;
    const lines = [aLine(topUp), aLine({ ...topUp, id: 'stl_2' })];
    const entries = [anEntry(entry), anEntry({ ...entry, id: 'jnl_2/1' })];
    expect(reconcile(compared({ lines, entries: entries.slice(0, 1) })).matches).toHaveLength(1);
    expect(reconcile(compared({ lines, entries })).matches).toMatchObject([
      { lineId: 'stl_1', entryId: 'jnl_1/1' },
      { lineId: 'stl_2', entryId: 'jnl_2/1' },
    ]);
  });

  it('does not match a top-up of other days, amount or direction', () => {
    const entries = [anEntry({ kind: 'top_up', direction: 'in', causeId: 'fnd_1' })];
    for (const wrong of [
      { bookedAt: march(16) },
      { amountMinor: 10_001n },
      { direction: 'out' } as const,
    ]) {
      const lines = [aLine({ ...topUp, ...wrong })];
      expect(reconcile(compared({ lines, entries })).matches).toEqual([]);
    }
  });

  it.each<[string, Found, Partial<Reconcilable>]>([
    [
      'a line of nobody',
      ['line_without_partner', 'nobodys', -10_000n],
      { lines: [aLine({ kind: 'other', payoutId: null })] },
    ],
    [
      'a line with a key that we never gave',
      ['line_without_partner', 'unknown_payout', -10_000n],
      { lines: [aLine()], payouts: new Map() },
    ],
    [
      'a line of a payout of another rail',
      ['line_without_partner', 'other_rail', -10_000n],
      { lines: [aLine()], payouts: payouts({ rail: 'wechat' }) },
    ],
    [
      'a payout that was paid and is open in our books',
      ['line_without_partner', 'not_settled', -10_000n],
      { lines: [aLine()], payouts: payouts({ status: 'unknown' }) },
    ],
    [
      'a payout that was paid and failed in our books',
      ['line_without_partner', 'failed_in_books', -10_000n],
      { lines: [aLine()], payouts: payouts({ status: 'failed' }) },
    ],
    [
      'something else of a payout that is over',
      ['line_without_partner', 'other_kind', 10_000n],
      { lines: [aLine({ direction: 'in' })] },
    ],
    [
      'a payout that came back and is settled in our books',
      ['line_without_partner', 'not_returned', 10_000n],
      { lines: [aLine(returned)] },
    ],
    [
      'a top-up that nobody booked',
      ['line_without_partner', 'not_booked', 10_000n],
      { lines: [aLine(topUp)] },
    ],
    [
      'a settlement that the rail confirmed and does not state',
      ['entry_without_partner', 'rail_confirmed', 10_000n],
      { entries: [anEntry()] },
    ],
    [
      'a settlement on the word of people that no statement bears out',
      ['entry_without_partner', 'people_said', 10_000n],
      { entries: [anEntry()], payouts: payouts({ railSays: 'unknown' }) },
    ],
    [
      'a top-up that did not arrive',
      ['entry_without_partner', 'not_stated', -10_000n],
      { entries: [anEntry({ kind: 'top_up', direction: 'in', causeId: 'fnd_1' })] },
    ],
    [
      'another amount than was ordered',
      ['other_amount', 'amount_differs', -1n],
      { lines: [aLine({ amountMinor: 10_001n })], entries: [anEntry()] },
    ],
    [
      'a line more than three days from its settlement',
      ['other_date', 'date_differs', 0n],
      { lines: [aLine({ bookedAt: march(14) })], entries: [anEntry()] },
    ],
    [
      'a second line of a payout that was matched earlier',
      ['duplicate', 'stated_twice', -10_000n],
      { lines: [aLine()], matched: new Set(['payout/pyo_1']) },
    ],
  ])('finds %s', (_what, expected, input) => {
    expect(found(input)).toEqual([expected]);
  });

  it('finds the second of two lines of one payout, not the first', () => {
    const lines = [aLine({ id: 'stl_2', bookedAt: march(11) }), aLine()];
    const { matches, breaks } = reconcile(compared({ lines, entries: [anEntry()] }));
    expect(matches).toMatchObject([{ lineId: 'stl_1' }]);
    expect(breaks).toMatchObject([{ kind: 'duplicate', lineId: 'stl_2' }]);
  });

  it('asks about payouts that the statement knows more of than the books', () => {
    const asks = (input: Partial<Reconcilable>): string[] =>
      reconcile(compared(input)).asks.map(({ id }) => id);
    expect(asks({ lines: [aLine()], payouts: payouts({ status: 'pending' }) })).toEqual(['stl_1']);
    expect(asks({ lines: [aLine()], payouts: payouts({ status: 'failed' }) })).toEqual(['stl_1']);
    expect(asks({ lines: [aLine(returned)] })).toEqual(['stl_1']);
    expect(asks({ lines: [aLine()], payouts: new Map() })).toEqual([]);
  });

  it('has fees booked that the rail took, and none that it gave back', () => {
    const lines = [aLine(fee), aLine({ ...fee, id: 'stl_2', direction: 'in' })];
    expect(reconcile(compared({ lines })).fees.map(({ id }) => id)).toEqual(['stl_1']);
  });

  it('misses nothing that no statement reaches yet, or that was before the first one', () => {
    const entries = [
      anEntry({ id: 'jnl_1/1', occurredAt: march(30, 1) }),
      anEntry({ id: 'jnl_2/1', occurredAt: new Date('2026-02-27T00:00:00Z') }),
    ];
    const { breaks, unstated, earlier } = reconcile(compared({ entries }));
    expect(breaks).toEqual([]);
    expect(unstated.map(({ id }) => id)).toEqual(['jnl_1/1']);
    expect(earlier.map(({ id }) => id)).toEqual(['jnl_2/1']);
    expect(reconcile(compared({ entries, stated: null })).unstated).toHaveLength(2);
  });

  it('takes a booking that was taken back again for none', () => {
    const topUpBooked = anEntry({ kind: 'top_up', direction: 'in', causeId: 'fnd_1' });
    const takenBack = anEntry({ id: 'jnl_2/1', kind: 'other', reversesId: 'jnl_1/1' });
    expect(found({ entries: [topUpBooked, takenBack] })).toEqual([]);
    expect(found({ entries: [takenBack] })).toHaveLength(1);
  });

  it('does not miss a payout that two people took back because it was never paid', () => {
    const entries = [anEntry(), anEntry({ ...returned, id: 'jnl_2/0' })];
    expect(found({ entries })).toEqual([]);
    expect(found({ entries, lines: [aLine()] })).toMatchObject([
      ['entry_without_partner', 'people_said', -10_000n],
    ]);
  });

  it('looks on our own bank account at nothing but top-ups', () => {
    const out = { direction: 'out', payoutId: null, namedBy: null } as const;
    const lines = [
      aLine({ ...out, id: 'stl_1', kind: 'other', amountMinor: 7n }),
      aLine({ ...out, id: 'stl_2', kind: 'top_up', amountMinor: 8n }),
    ];
    const { breaks } = reconcile(compared({ lines, isTopUpsOnly: true }));
    expect(breaks).toMatchObject([{ lineId: 'stl_2', reason: 'not_booked' }]);
  });

  it('finds a balance that does not follow from the one before', () => {
    const stated = (
      day: number,
      openingMinor: bigint | null,
      linesBeforeMinor: bigint,
      settledMinor = 0n,
    ): StatedBalance => ({
      ...{ statementId: `stm_${String(day)}`, from: march(day), openingMinor },
      ...{ linesBeforeMinor, settledMinor },
    });
    const balances = [stated(1, 500n, 0n), stated(2, 400n, -100n), stated(3, 390n, -100n)];
    const earlier = anEntry({ direction: 'in', amountMinor: 500n, occurredAt: new Date(0) });
    expect(found({ balances, entries: [earlier] })).toEqual([['balance', 'opening_differs', -10n]]);
    expect(found({ balances: [stated(1, 500n, 0n)] })).toEqual([
      ['balance', 'opening_differs', 500n],
    ]);
    expect(found({ balances: [stated(1, null, 0n)] })).toEqual([]);
    expect(found({ balances: [stated(1, 500n, 0n, 500n)] })).toEqual([]);
    expect(found({ balances: [stated(1, 500n, 0n, 510n)] })).toMatchObject([
      ['balance', 'opening_differs', -10n],
    ]);
  });
});
