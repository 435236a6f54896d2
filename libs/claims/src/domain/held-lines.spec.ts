import fc from 'fast-check';

import { heldByAward, linesHeldAgain } from './held-lines';
import type { RestingLine } from './held-lines';

const line = (wish: Partial<RestingLine> = {}): RestingLine => ({
  id: 'cln_1',
  status: 'denied',
  amountMinor: 1_000n,
  awardMinor: 0n,
  freeMinor: 1_000n,
  ...wish,
});

describe('the lines of a claim that is opened again', () => {
  it.each([
    ['denied, and all is free', line(), [1_000n, 1_000n, null]],
    ['withdrawn, and all is free', line({ status: 'withdrawn' }), [1_000n, 1_000n, null]],
    ['denied, and part of it was refunded since', line({ freeMinor: 700n }), [700n, 700n, null]],
    [
      'awarded in part, and the rest is free',
      line({ status: 'awarded', awardMinor: 300n, freeMinor: 700n }),
      [1_000n, 700n, 300n],
    ],
    [
      'awarded in part, and nothing else is left',
      line({ status: 'awarded', awardMinor: 300n, freeMinor: 0n }),
      [300n, 0n, 300n],
    ],
    [
      'awarded in full',
      line({ status: 'awarded', awardMinor: 1_000n, freeMinor: 0n }),
      [1_000n, 0n, 1_000n],
    ],
    [
      'awarded three times the price',
      line({ status: 'awarded', awardMinor: 3_000n, freeMinor: 0n }),
      [1_000n, 0n, 3_000n],
    ],
  ] as const)('%s', (_how, one, [amountMinor, takenMinor, awardMinor]) => {
    expect(linesHeldAgain([one])).toEqual([{ id: 'cln_1', amountMinor, takenMinor, awardMinor }]);
  });

  it.each([
    ['of which nothing is left', line({ freeMinor: 0n })],
    ['that hold their payment already', line({ status: 'claimed', awardMinor: null })],
    ['that go on in another claim', line({ status: 'merged', awardMinor: null })],
  ])('are not those %s', (_how, one) => {
    expect(linesHeldAgain([one])).toEqual([]);
  });

  it('never take more than is free, nor ask for more than before', () => {
    const amount = fc.bigInt(1n, 10_000n);
    const any = fc.record({
      id: fc.constant('cln_1'),
      status: fc.constantFrom<RestingLine['status']>('awarded', 'denied', 'withdrawn'),
      amountMinor: amount,
      awardMinor: fc.option(fc.bigInt(0n, 30_000n), { nil: null }),
      freeMinor: fc.bigInt(0n, 10_000n),
    });
    fc.assert(
      fc.property(any, (one) => {
        for (const held of linesHeldAgain([one])) {
          expect(held.takenMinor >= 0n && held.takenMinor <= one.freeMinor).toBe(true);
          expect(held.amountMinor > 0n && held.amountMinor <= one.amountMinor).toBe(true);
          expect(held.amountMinor).toBe(heldByAward(one) + held.takenMinor);
        }
      }),
    );
  });
});
