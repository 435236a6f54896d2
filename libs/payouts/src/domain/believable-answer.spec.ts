import type { RailAnswer } from '../rails/payout-rail';
import { believableAnswer } from './believable-answer';

const ORDERED_AT = new Date('2026-03-10T12:00:00Z');
const NOW = new Date('2026-03-12T12:00:00Z');
const when = { orderedAt: ORDERED_AT, now: NOW };

const echo = {
  ...{ transferId: 'trf_1', key: 'k', reference: 'pyo_1', payee: {}, status: 'settled' },
  money: { currency: 'CNY', amountMinor: '1' },
};
const settled = (at: string): RailAnswer => ({
  ...{ outcome: 'confirmed', transferId: 'trf_1', settledAt: new Date(at), echo },
});
const returned = (at: string): RailAnswer => ({
  ...{ outcome: 'returned', transferId: 'trf_1', returnedAt: new Date(at), echo },
});

describe('the time at which a rail says that a payout ended', () => {
  it.each(['2026-03-09T11:00:00Z', '2026-03-10T11:00:00Z', '2026-03-13T12:00:00Z'])(
    'is believed at %s',
    (at) => {
      expect(believableAnswer(settled(at), when)).toEqual(settled(at));
      expect(believableAnswer(returned(at), when)).toEqual(returned(at));
    },
  );

  it.each(['2026-03-09T10:59:59Z', '2025-03-11T12:00:00Z', '2026-03-13T12:00:01Z'])(
    'is unknown, and no end, at %s',
    (at) => {
      for (const answer of [settled(at), returned(at)]) {
        expect(believableAnswer(answer, when)).toMatchObject({
          ...{ outcome: 'unknown', reason: 'unparsable' },
          seen: expect.stringContaining(new Date(at).toISOString()),
        });
      }
    },
  );

  it('is not asked of an answer that ends nothing', () => {
    const pending = { outcome: 'pending', transferId: 'trf_1' } as const;
    const gone = { outcome: 'not_found' } as const;
    expect([believableAnswer(pending, when), believableAnswer(gone, when)]).toEqual([
      pending,
      gone,
    ]);
  });
});
