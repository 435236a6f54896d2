import { Money } from '@app/money';

import { balancesAround, sumOfLines } from './statement-balances';
import type { BookedLine } from './statement-balances';

function booked(direction: 'in' | 'out', amountMinor: bigint, afterMinor: bigint): BookedLine {
  const line = {
    lineId: `${direction}${amountMinor}`,
    kind: 'other',
    direction,
    money: Money.of(amountMinor, 'CNY'),
    bookedAt: new Date(0),
    key: null,
    transferId: null,
    text: '',
  } as const;
  return { line, balanceAfter: Money.of(afterMinor, 'CNY') };
}

describe('the balances around the lines of a statement', () => {
  const LINES = [booked('out', 30n, 70n), booked('in', 5n, 75n)];

  it('are before the first and after the last one', () => {
    expect(balancesAround(LINES)).toEqual({
      opening: Money.of(100n, 'CNY'),
      closing: Money.of(75n, 'CNY'),
    });
  });

  it('are not known when one does not follow from the one before it, or there is none', () => {
    const none = { opening: null, closing: null };
    expect(balancesAround([...LINES].reverse())).toEqual(none);
    expect(balancesAround([])).toEqual(none);
  });

  it('add up per direction', () => {
    const lines = LINES.map(({ line }) => line);
    expect([sumOfLines(lines, 'out'), sumOfLines(lines, 'in')]).toEqual([30n, 5n]);
  });
});
