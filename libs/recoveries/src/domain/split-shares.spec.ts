import fc from 'fast-check';

import { Money, sumOf } from '@app/money';

import { sharesOfOthers } from './split-shares';
import type { SplitShare } from './split-shares';

const gbp = (minor: bigint): Money => Money.of(minor, 'GBP');
const split = (...shares: [string, bigint][]): SplitShare[] =>
  shares.map(([party, minor]) => ({ party, money: gbp(minor) }));

describe('what others bear of an award', () => {
  it.each<[string, bigint, SplitShare[], string[]]>([
    [
      'is the half of the other institution',
      990_000n,
      split(['payer_psp', 495_000n], ['payee_psp', 495_000n]),
      ['institution payee_psp 495000'],
    ],
    [
      'is less by its half of an excess that was given up by choice',
      1_000_000n,
      split(['payer_psp', 505_000n], ['payee_psp', 495_000n]),
      ['institution payee_psp 495000'],
    ],
    [
      'is in the same proportion where a person awarded another amount',
      400_001n,
      split(['payer_psp', 495_000n], ['payee_psp', 495_000n]),
      ['institution payee_psp 200000'],
    ],
    ['is nothing where the house bears all', 100n, split(['provider', 100n]), []],
    ['is all where an insurer does', 100n, split(['insurer', 100n]), ['insurer insurer 100']],
    ['is a merchant’s', 100n, split(['seller', 100n]), ['merchant seller 100']],
    ['is a fraudster’s', 100n, split(['payee_account', 100n]), ['fraudster payee_account 100']],
    ['is an institution’s by any other name', 9n, split(['city', 9n]), ['institution city 9']],
    ['is nothing where the assessment names nobody', 100n, [], []],
  ])('%s', (_what, award, shares, expected) => {
    const found = sharesOfOthers(gbp(award), shares);
    expect(found.map(({ kind, party, money }) => `${kind} ${party} ${money.amountMinor}`)).toEqual(
      expected,
    );
  });

  it('is never more than the award, whatever was assessed', () => {
    const minor = fc.bigInt(0n, 10n ** 12n);
    const shares = fc.array(
      fc.tuple(fc.constantFrom('payer_psp', 'payee_psp', 'insurer', 'city'), minor),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(minor, shares, (award, parts) => {
        const found = sharesOfOthers(gbp(award), split(...parts));
        const sum = sumOf(
          found.map(({ money }) => money),
          'GBP',
        );
        expect(sum.isGreaterThan(gbp(award))).toBe(false);
      }),
    );
  });
});
