import { Money } from '@app/money';

import { decisionEvents } from './decision-events';
import type { AwardBooks } from './decision-events';

const gbp = (amountMinor: bigint): Money => Money.of(amountMinor, 'GBP');

function books(wish: Partial<Record<keyof AwardBooks, bigint>>): AwardBooks {
  const { reserve = 0n, claimed = 0n, earlier = 0n, award = 0n, ownShare = 0n } = wish;
  return {
    reserve: gbp(reserve),
    claimed: gbp(claimed),
    earlier: gbp(earlier),
    award: gbp(award),
    ownShare: gbp(ownShare),
  };
}

describe('what a decision books', () => {
  it('is the reserve that becomes exactly the award, and is payable', () => {
    expect(decisionEvents(books({ reserve: 500n, claimed: 900n, award: 300n }))).toEqual([
      { code: 'E07', from: gbp(500n), to: gbp(300n) },
      { code: 'E09', money: gbp(300n) },
    ]);
  });

  it('takes the excess off the reserve before the rest is payable', () => {
    const whole = { reserve: 1_000_000n, award: 990_000n, ownShare: 10_000n };
    expect(decisionEvents(books(whole))).toEqual([
      { code: 'E07', from: gbp(1_000_000n), to: gbp(1_000_000n) },
      { code: 'E08', money: gbp(10_000n) },
      { code: 'E09', money: gbp(990_000n) },
    ]);
  });

  it('on top of an earlier award is the difference alone', () => {
    const more = { reserve: 200n, earlier: 300n, award: 450n };
    expect(decisionEvents(books(more))).toEqual([
      { code: 'E07', from: gbp(200n), to: gbp(150n) },
      { code: 'E32', variant: 'award', money: gbp(150n) },
    ]);
  });

  it('that adds nothing releases the reserve, and leaves the memo where there is an award', () => {
    expect(decisionEvents(books({ reserve: 200n, earlier: 300n, award: 300n }))).toEqual([
      { code: 'E07', from: gbp(200n), to: gbp(0n) },
    ]);
  });

  it('of nothing at all releases the reserve and takes the memo back', () => {
    expect(decisionEvents(books({ reserve: 500n, claimed: 900n }))).toEqual([
      { code: 'E10', reserve: gbp(500n), claimed: gbp(900n) },
    ]);
  });
});
