import fc from 'fast-check';

import { Money } from '@app/money';

import { distribute } from './distribution';
import type { Distribution, DistributionRule, Stakes } from './distribution';

const gbp = (minor: bigint): Money => Money.of(minor, 'GBP');
const stakesOf = (house: bigint, others: readonly bigint[], victim: bigint): Stakes => ({
  house: gbp(house),
  others: others.map((minor, index) => ({ counterpartyId: `cpt_${index}`, money: gbp(minor) })),
  victim: gbp(victim),
});
const partsOf = ({ house, others, victim, left }: Distribution): bigint[] =>
  [house, ...others.map(({ money }) => money), victim, left].map(({ amountMinor }) => amountMinor);

const AS_SPLIT: DistributionRule = { share: 'as_split' };
const VICTIM_FIRST: DistributionRule = { share: 'as_split', uncoveredLoss: 'first' };

describe('money that comes back', () => {
  it.each<[string, bigint, Stakes, DistributionRule, bigint[]]>([
    [
      'is shared half and half where both bear a half',
      200_000n,
      stakesOf(495_000n, [495_000n], 10_000n),
      AS_SPLIT,
      [100_000n, 100_000n, 0n, 0n],
    ],
    [
      'is shared in the split actually used where the excess was given up by choice',
      200_000n,
      stakesOf(505_000n, [495_000n], 0n),
      AS_SPLIT,
      [101_000n, 99_000n, 0n, 0n],
    ],
    [
      'covers the excess of the victim once those who paid are made good',
      1_000_000n,
      stakesOf(495_000n, [495_000n], 10_000n),
      AS_SPLIT,
      [495_000n, 495_000n, 10_000n, 0n],
    ],
    [
      'covers it before them where the pack says so',
      20_000n,
      stakesOf(495_000n, [495_000n], 10_000n),
      VICTIM_FIRST,
      [5_000n, 5_000n, 10_000n, 0n],
    ],
    [
      'is the house’s before the others’ where the pack says nothing',
      600_000n,
      stakesOf(495_000n, [300_000n, 195_000n], 10_000n),
      {},
      [495_000n, 63_636n, 41_364n, 0n, 0n],
    ],
    [
      'is left where it is more than the loss',
      1_000_001n,
      stakesOf(495_000n, [495_000n], 10_000n),
      AS_SPLIT,
      [495_000n, 495_000n, 10_000n, 1n],
    ],
    ['is all left where nobody bears anything', 5n, stakesOf(0n, [], 0n), {}, [0n, 0n, 5n]],
  ])('%s', (_what, minor, stakes, rule, parts) => {
    expect(partsOf(distribute(gbp(minor), stakes, rule))).toEqual(parts);
  });

  const minor = fc.bigInt(0n, 10n ** 13n);
  const anyRule = fc.record<DistributionRule>(
    {
      share: fc.constantFrom('as_split', 'provider'),
      uncoveredLoss: fc.constantFrom('first', 'last'),
    },
    { requiredKeys: [] },
  );
  const anyStakes = fc
    .tuple(minor, fc.array(minor, { maxLength: 5 }), minor)
    .map((parts) => stakesOf(...parts));

  it('adds up to what came, exactly, and nobody ever gets more than they bear', () => {
    fc.assert(
      fc.property(minor, anyStakes, anyRule, (came, stakes, rule) => {
        const given = distribute(gbp(came), stakes, rule);
        const parts = partsOf(given);
        expect(parts.reduce((sum, part) => sum + part)).toBe(came);
        const most = partsOf({ ...stakes, left: gbp(came) });
        expect(parts.filter((part, index) => part < 0n || part > most[index]!)).toEqual([]);
        // Something is left only when everybody is made good.
        const isLeft = given.left.isPositive();
        expect(isLeft && parts.slice(0, -1).some((part, index) => part < most[index]!)).toBe(false);
      }),
    );
  });

  it('never ends above the loss, in however many parts it comes', () => {
    const receipts = fc.array(minor, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(receipts, anyStakes, anyRule, (came, stakes, rule) => {
        let open = stakes;
        for (const each of came) {
          const given = distribute(gbp(each), open, rule);
          open = {
            house: open.house.minus(given.house),
            others: open.others.map(({ counterpartyId, money }, index) => ({
              ...{ counterpartyId, money: money.minus(given.others[index]!.money) },
            })),
            victim: open.victim.minus(given.victim),
          };
          const rest = partsOf({ ...open, left: gbp(0n) });
          expect(rest.filter((part) => part < 0n)).toEqual([]);
        }
      }),
    );
  });
});
