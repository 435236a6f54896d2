import fc from 'fast-check';

import { topUpOf } from './top-up-rule';

const RULE = { lowMinor: 100n, targetMinor: 500n };
const need = (freeMinor: bigint, wantedMinor: bigint, spareMinor: bigint) => ({
  ...{ freeMinor, wantedMinor, spareMinor },
});

describe('a top-up by rule', () => {
  it.each([
    ['nothing at its low-water mark', 100n, 0n, 1_000n, 0n, 0n],
    ['up to the target one unit under it', 99n, 0n, 1_000n, 401n, 0n],
    ['nothing while what waits leaves enough', 300n, 200n, 1_000n, 0n, 0n],
    ['the target besides what waits', 300n, 400n, 1_000n, 600n, 0n],
    ['the target of an overdrawn rail', -50n, 0n, 1_000n, 550n, 0n],
    ['as much as the floor lets go', 0n, 0n, 300n, 300n, 0n],
    ['too little for its mark, and says so', 0n, 0n, 60n, 60n, 40n],
    ['nothing from a fund at its floor', 0n, 400n, 0n, 0n, 500n],
    ['nothing from a fund below its floor', 0n, 0n, -10n, 0n, 100n],
  ])('orders %s', (_what, free, wanted, spare, orderMinor, shortMinor) => {
    expect(topUpOf(RULE, need(free, wanted, spare))).toEqual({ orderMinor, shortMinor });
  });

  it('orders nothing where nobody wants a rule any more', () => {
    const none = { lowMinor: 0n, targetMinor: 0n };
    expect(topUpOf(none, need(-5n, 9n, 100n))).toEqual({ orderMinor: 0n, shortMinor: 0n });
  });

  it('with a mark of nothing fills for payouts that wait, and only for them', () => {
    const rule = { lowMinor: 0n, targetMinor: 500n };
    expect(topUpOf(rule, need(0n, 0n, 1_000n)).orderMinor).toBe(0n);
    expect(topUpOf(rule, need(0n, 1n, 1_000n)).orderMinor).toBe(501n);
  });

  it('never takes what the floor keeps, never fills beyond the target, and is done after once', () => {
    const minor = fc.bigInt(-1_000n, 1_000n);
    const some = fc.bigInt(0n, 1_000n);
    fc.assert(
      fc.property(
        some,
        fc.bigInt(1n, 1_000n),
        minor,
        some,
        minor,
        (low, more, free, wanted, spare) => {
          const rule = { lowMinor: low, targetMinor: low + more };
          const { orderMinor, shortMinor } = topUpOf(rule, need(free, wanted, spare));
          const left = free - wanted + orderMinor;
          expect(orderMinor >= 0n && shortMinor >= 0n).toBe(true);
          expect(orderMinor === 0n || orderMinor <= spare).toBe(true);
          expect(orderMinor === 0n || left <= rule.targetMinor).toBe(true);
          expect(shortMinor > 0n).toBe(left < low);
          const again = topUpOf(rule, need(free + orderMinor, wanted, spare - orderMinor));
          expect(again.orderMinor).toBe(0n);
        },
      ),
    );
  });
});
