import { aLine, aPayout, anEntry, compared, march } from '../testing/stated';
import { reconcile } from './reconcile';

describe('a transfer of a rail', () => {
  const payouts = new Map(['pyo_1', 'pyo_2'].map((id) => [id, aPayout({ id })]));
  const entries = [anEntry(), anEntry({ id: 'jnl_2/1', causeId: 'pyo_2' })];
  const first = aLine({ transferId: 'trf_1' });
  const second = aLine({
    ...{ id: 'stl_2', payoutId: 'pyo_2', transferId: 'trf_1', bookedAt: march(11) },
  });

  it('that two lines name is one match, and a line that is one too many', () => {
    const { matches, breaks } = reconcile(compared({ payouts, entries, lines: [second, first] }));
    expect(matches).toMatchObject([{ lineId: 'stl_1', entryId: 'jnl_1/1' }]);
    expect(
      breaks.map(({ kind, reason, lineId, entryId }) => [kind, reason, lineId, entryId]),
    ).toEqual([
      ['duplicate', 'stated_twice', 'stl_2', null],
      ['entry_without_partner', 'rail_confirmed', null, 'jnl_2/1'],
    ]);
  });

  it('that was matched earlier is matched with nothing more', () => {
    const counted = new Set(['out trf_1']);
    const { matches, breaks } = reconcile(
      compared({ payouts, entries: entries.slice(1), lines: [second], counted }),
    );
    expect(matches).toEqual([]);
    expect(breaks[0]).toMatchObject({ kind: 'duplicate', reason: 'stated_twice' });
  });

  it('of which the earlier line is of nobody is matched with the later one', () => {
    const nobodys = aLine({ id: 'stl_0', payoutId: null, kind: 'other', transferId: 'trf_1' });
    const { matches, breaks } = reconcile(
      compared({ payouts, entries: entries.slice(1), lines: [nobodys, second] }),
    );
    expect(matches).toMatchObject([{ lineId: 'stl_2' }]);
    expect(breaks).toMatchObject([{ kind: 'duplicate', lineId: 'stl_0' }]);
  });

  it.each([
    ['earlier', march(9)],
    ['at the same time', first.bookedAt],
    ['later', march(12)],
  ])('stated with another amount %s is matched as it was ordered', (_when, bookedAt) => {
    const wrong = aLine({ id: 'stl_0', amountMinor: 19_901n, bookedAt });
    const { matches, breaks } = reconcile(
      compared({ payouts, entries: entries.slice(0, 1), lines: [wrong, first] }),
    );
    expect(matches).toMatchObject([{ lineId: 'stl_1' }]);
    expect(breaks).toMatchObject([
      { kind: 'duplicate', reason: 'stated_twice', lineId: 'stl_0', effectMinor: -19_901n },
    ]);
  });

  it('goes out once and comes back once, and others of its rail are others', () => {
    const back = aLine({ id: 'stl_3', kind: 'return', direction: 'in', transferId: 'trf_1' });
    const returned = anEntry({ id: 'jnl_3/1', kind: 'return', direction: 'in' });
    const other = { ...second, transferId: 'trf_2' };
    const { matches, breaks } = reconcile(
      compared({ payouts, entries: [...entries, returned], lines: [first, back, other] }),
    );
    expect(matches).toHaveLength(3);
    expect(breaks).toEqual([]);
  });
});
