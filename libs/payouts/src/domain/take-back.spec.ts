import fc from 'fast-check';

import { sourcesOf, takeBackDigest, takenBack } from './take-back';
import type { TakableLine } from './take-back';

const line = (awardMinor: bigint, dueMinor: bigint, limitMinor: bigint | null): TakableLine => ({
  ...{ lineId: 'cln_1', awardMinor, dueMinor, limitMinor },
});

describe('what is taken back of an award', () => {
  it.each<[string, TakableLine, bigint[]]>([
    ['nothing where the loss is what it was', line(100n, 100n, 100n), []],
    ['nothing where the pack knows no limit', line(100n, 100n, null), []],
    ['all of it where nothing is lost any more', line(100n, 100n, 0n), [100n]],
    ['all of it where more came back than was lost', line(100n, 100n, -5n), [100n]],
    ['what is above the loss', line(100n, 100n, 40n), [60n]],
    ['no more than what no payout carries', line(100n, 30n, 0n), [30n]],
    ['nothing of what was paid', line(100n, 0n, 0n), []],
  ])('is %s', (_what, of, amounts) => {
    expect(takenBack([of]).map(({ amountMinor }) => amountMinor)).toEqual(amounts);
  });

  it('leaves exactly the loss, or what was paid already', () => {
    const minor = fc.bigInt(0n, 1_000n);
    fc.assert(
      fc.property(minor, minor, minor, (awardMinor, carried, limitMinor) => {
        const carriedMinor = carried < awardMinor ? carried : awardMinor;
        const [taken] = takenBack([line(awardMinor, awardMinor - carriedMinor, limitMinor)]);
        const left = awardMinor - (taken?.amountMinor ?? 0n);
        const wanted = carriedMinor > limitMinor ? carriedMinor : limitMinor;
        expect(left).toBe(awardMinor < wanted ? awardMinor : wanted);
      }),
    );
  });

  it.each([
    [50n, 100n, 0n, 50n, 0n],
    [50n, 100n, 30n, 50n, 0n],
    [90n, 100n, 30n, 70n, 20n],
    [30n, 30n, 30n, 0n, 30n],
  ])('of %s, with %s due and %s held, is taken from both', (...row) => {
    const [amount, dueMinor, heldMinor, payable, held] = row;
    expect(sourcesOf(amount, { dueMinor, heldMinor })).toEqual({
      ...{ payableMinor: payable, heldMinor: held },
    });
  });

  it('is what a verdict is bound to, with its reason', () => {
    const content = {
      ...{ claimId: 'clm_1', decisionId: 'dec_1', reason: 'Refunded.' },
      lines: [{ lineId: 'cln_1', amountMinor: 5n }],
    };
    const digest = takeBackDigest(content);
    expect(takeBackDigest({ ...content, reason: 'Paid.' })).not.toBe(digest);
    const other = [{ lineId: 'cln_1', amountMinor: 6n }];
    expect(takeBackDigest({ ...content, lines: other })).not.toBe(digest);
  });
});
