import fc from 'fast-check';

import { Money } from '@app/money';
import type { Pack } from '@app/programs';

import { eyesNeeded } from './eyes-needed';

const PACK = {
  packId: 'a-pack',
  currency: 'CNY',
  approval: {
    tiers: [
      { tier: 'automatic', awardUpToMinor: '20000' },
      { tier: 'single', awardUpToMinor: '500000' },
      { tier: 'dual', awardUpToMinor: null },
    ],
    exception: { when: 'evidence_waived', tier: 'dual' },
  },
} as unknown as Pack;
const CLEAN = { evidenceWaived: false, signalsClean: true };

/** The people that one award of a claimant needs after others of the last 30 days. */
function people(awardMinor: bigint, earlierMinor: bigint, given = CLEAN): number {
  const weighed = {
    award: Money.of(awardMinor, 'CNY'),
    lines: [{ paymentId: `pmt_${String(awardMinor)}`, awardMinor }],
    earlier: { claimantMinor: earlierMinor, payeeMinor: null, paymentsMinor: new Map() },
  };
  return eyesNeeded(PACK, weighed, given).people;
}

describe('the people that an award needs', () => {
  it.each([
    [20_000n, 0n, 0],
    [20_001n, 0n, 1],
    [20_000n, 1n, 1],
    [1n, 499_999n, 1],
    [1n, 500_000n, 2],
    [500_001n, 0n, 2],
  ])('for %s after %s are %i', (award, earlier, expected) => {
    expect(people(award, earlier)).toBe(expected);
  });

  it('are two where evidence is waived, however small it is', () => {
    expect(people(1n, 0n, { ...CLEAN, evidenceWaived: true })).toBe(2);
  });

  it('are one where a signal calls for a person', () => {
    expect(people(1n, 0n, { ...CLEAN, signalsClean: false })).toBe(1);
  });

  it('are explained by the sum that counts', () => {
    const weighed = {
      award: Money.of(300_000n, 'CNY'),
      lines: [{ paymentId: 'pmt_1', awardMinor: 300_000n }],
    };
    const earlier = { claimantMinor: 0n, payeeMinor: 250_000n, paymentsMinor: new Map() };
    const { people: needed, why } = eyesNeeded(PACK, { ...weighed, earlier }, CLEAN);
    expect(needed).toBe(2);
    expect(why.en).toBe(
      'With all awards of 30 days to this account: 5500.00 CNY is above every limit; it needs two people.',
    );
    const alone = eyesNeeded(PACK, { ...weighed, earlier: { ...earlier, payeeMinor: 0n } }, CLEAN);
    expect(alone.why.en).toBe('3000.00 CNY is within 5000.00 CNY; it needs one person.');
  });

  const parts = fc.array(fc.bigInt({ min: 1n, max: 700_000n }), { minLength: 1, maxLength: 12 });

  it('for a loss in parts, in any order, are at least those for the whole', () => {
    fc.assert(
      fc.property(parts, (amounts) => {
        let earlier = 0n;
        let most = 0;
        for (const amount of amounts) {
          most = Math.max(most, people(amount, earlier));
          earlier += amount;
        }
        expect(most).toBeGreaterThanOrEqual(people(earlier, 0n));
      }),
      { numRuns: 2_000 },
    );
  });

  it('never grow fewer with what was awarded before', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 700_000n }),
        fc.bigInt({ min: 0n, max: 700_000n }),
        fc.bigInt({ min: 0n, max: 700_000n }),
        (award, earlier, more) => {
          expect(people(award, earlier + more)).toBeGreaterThanOrEqual(people(award, earlier));
        },
      ),
    );
  });
});
