import { journalOf } from '@app/accounting';
import type { AccountingEvent } from '@app/accounting';
import { Money } from '@app/money';

import { fundPosition, withJournals } from './fund-position';

const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');

/** 1,000 in the fund; 500 on the rails, of which 200 are on their way; 300 reserved, 100 owed. */
const NET = new Map([
  ['1020', 1_000n],
  ['1030', 500n],
  ['2040', -200n],
  ['2010', -300n],
  ['2030', -100n],
  ['5010', 400n],
]);

function booked(...events: AccountingEvent[]) {
  const context = {
    ...{ lane: 0, claimId: 'clm_1', actor: 'x', causeId: 'dec_1', pack: 'p@1' },
    occurredAt: new Date('2026-11-01T10:00:00Z'),
  };
  return events.flatMap((event) => journalOf(event, context) ?? []);
}

describe('the position of the fund', () => {
  it('is what is there, less what is promised', () => {
    expect(fundPosition(NET)).toEqual({
      fundMinor: 1_000n,
      onRailsMinor: 300n,
      reservedMinor: 300n,
      payableMinor: 100n,
      uncommittedMinor: 900n,
    });
  });

  it('is all zero where nothing was ever booked', () => {
    expect(new Set(Object.values(fundPosition(new Map())))).toEqual(new Set([0n]));
  });

  it('does not change by an award of what was reserved, which is only owed now', () => {
    const after = fundPosition(withJournals(NET, booked({ code: 'E09', money: cny(300n) }), 'CNY'));
    expect(after).toMatchObject({
      reservedMinor: 0n,
      payableMinor: 400n,
      uncommittedMinor: 900n,
    });
  });

  it('falls below zero when more is promised than is there', () => {
    const raised = booked({ code: 'E07', from: cny(300n), to: cny(1_201n) });
    expect(fundPosition(withJournals(NET, raised, 'CNY')).uncommittedMinor).toBe(-1n);
  });

  it('leaves what is booked in another currency alone', () => {
    const dollars = booked({ code: 'E09', money: Money.of(300n, 'USD') });
    expect(withJournals(NET, dollars, 'CNY')).toEqual(NET);
  });
});
