import fc from 'fast-check';

import { PackLibrary } from '../../pack-library';
import { PACKS_FOLDER } from '../../read-pack-folder';
import type { AssessmentFacts } from '../assessment';
import type { Pack } from '../pack';
import { aLine, theFacts } from '../testing/sample-facts';
import type { ComparedClaim, LaboratoryClaim } from './compare-claim';
import { PackComparison } from './pack-comparison';
import type { ComparedSum, ComparisonResult } from './pack-comparison';

const wallet = PackLibrary.read(PACKS_FOLDER).get('cn-wallet-theft-guarantee', '0.1.0');
const aPack = (changes: Partial<Pack> = {}): Pack => ({ ...wallet, version: '0.2.0', ...changes });
const covering = (coverageBp: number): Pack => aPack({ amount: { ...wallet.amount, coverageBp } });
const aClaim = (
  facts: Partial<AssessmentFacts> = {},
  changes: Partial<LaboratoryClaim> = {},
): LaboratoryClaim => ({ reference: 'CLM-1', facts: theFacts(facts), isOpen: true, ...changes });

function compare(a: Pack, b: Pack, claims: readonly LaboratoryClaim[]): ComparisonResult {
  const comparison = new PackComparison(a, b);
  for (const claim of claims) comparison.take(claim);
  return comparison.result();
}

const NOBODY = {
  more: 0,
  less: 0,
  same: 0,
  newly: 0,
  no_longer: 0,
  neither: 0,
  other_currency: 0,
};

describe('a comparison of two packs', () => {
  it.each([
    ['more', covering(15_000), {}, '9950'],
    ['less', covering(5_000), {}, '-9950'],
    ['same', aPack(), {}, '0'],
    [
      'no_longer',
      aPack({ lossTypes: wallet.lossTypes.filter(({ id }) => id !== 'account_theft') }),
      {},
      '-19900',
    ],
    [
      'newly',
      aPack({ window: null }),
      { lines: [aLine({ paidAt: '2026-01-01T04:30:00Z' })] },
      '19900',
    ],
    ['neither', covering(5_000), { lossType: 'loss_at_cards' }, '0'],
  ] as const)('says who would be paid: %s', (kind, b, facts, changeMinor) => {
    const { paid, totals, claims } = compare(wallet, b, [aClaim(facts)]);
    expect(paid).toEqual({ ...NOBODY, [kind]: 1 });
    expect(claims).toBe(1);
    expect(totals).toMatchObject([{ currency: 'CNY', awardChangeMinor: changeMinor }]);
  });

  it('tells awards and reserves apart: a decided claim holds no reserve any more', () => {
    const claims = [aClaim(), aClaim({}, { reference: 'CLM-2', isOpen: false })];
    const { totals } = compare(wallet, covering(5_000), claims);
    expect(totals).toEqual([
      {
        currency: 'CNY',
        claims: 2,
        awardAMinor: '39800',
        awardBMinor: '19900',
        awardChangeMinor: '-19900',
        reserveAMinor: '19900',
        reserveBMinor: '9950',
        reserveChangeMinor: '-9950',
      },
    ]);
  });

  it('adds up by kind of loss, and puts those that no pack knows together', () => {
    const kinds = ['account_theft', 'payment_code_theft', 'weather', 'moths'];
    const { byLossType } = compare(
      wallet,
      aPack(),
      kinds.map((lossType) => aClaim({ lossType })),
    );
    expect(byLossType.map(({ lossType, claims }) => [lossType, claims])).toEqual([
      ['account_theft', 1],
      ['payment_code_theft', 1],
      [null, 2],
    ]);
  });

  it('keeps two currencies apart', () => {
    const dollars = aPack({ packId: 'other', currency: 'USD' });
    const claims = [aClaim(), aClaim({ lines: [aLine({ currency: 'USD' })] })];
    const { totals, paid, largest } = compare(wallet, dollars, claims);
    expect(paid).toMatchObject({ newly: 1, no_longer: 1 });
    expect(totals.map(({ currency, awardChangeMinor }) => [currency, awardChangeMinor])).toEqual([
      ['CNY', '-19900'],
      ['USD', '19900'],
    ]);
    expect(largest.map(({ change }) => change)).toEqual([
      { currency: 'CNY', amountMinor: '-19900' },
      { currency: 'USD', amountMinor: '19900' },
    ]);
  });

  it('says who would wait longer, and which promises are written differently', () => {
    const slower = wallet.clocks.map((clock) =>
      clock.id === 'pay' ? { ...clock, within: '3BD' } : { ...clock, within: '20BD' },
    );
    const { wait, promises } = compare(wallet, aPack({ clocks: slower }), [aClaim()]);
    expect(wait).toEqual({ longer: 1, shorter: 0, same: 0, unknown: 0 });
    expect(promises.find(({ clock }) => clock === 'pay')).toMatchObject({
      a: expect.stringContaining('1BD from approved'),
      b: expect.stringContaining('3BD from approved'),
    });
    expect(compare(wallet, aPack({ clocks: [] }), [aClaim()]).wait).toMatchObject({ unknown: 1 });
  });

  it('keeps the twenty claims whose award changes most, however many there are', () => {
    const claims = Array.from({ length: 500 }, (_, index) => {
      const amountMinor = String(1_000 + ((index * 37) % 500));
      const lines = [aLine({ amountMinor, paymentAmountMinor: amountMinor })];
      return aClaim({ lines }, { reference: `CLM-${String(index)}` });
    });
    const { largest } = compare(wallet, covering(20_000), claims);
    const changes = largest.map(({ change }) => Number(change?.amountMinor));
    expect(changes).toEqual(Array.from({ length: 20 }, (_, index) => 1_499 - index));
  });

  it('counts a claim whose facts a pack cannot read, and leaves it out of all figures', () => {
    const bad = aClaim({ filedAt: 'yesterday' }, { reference: 'CLM-BAD' });
    const { claims, refused, totals } = compare(wallet, aPack(), [bad, aClaim()]);
    expect(claims).toBe(1);
    expect(totals).toMatchObject([{ claims: 1 }]);
    expect(refused).toMatchObject({
      byA: 1,
      byB: 1,
      examples: [{ reference: 'CLM-BAD', a: { field: 'filedAt' }, b: { field: 'filedAt' } }],
    });
  });

  it('shows twenty such claims and counts the others', () => {
    const bad = Array.from({ length: 30 }, () => aClaim({ filedAt: 'yesterday' }));
    const { refused } = compare(wallet, aPack(), bad);
    expect([refused.byA, refused.examples.length]).toEqual([30, 20]);
  });
});

const anAmount = fc.integer({ min: 1, max: 10_000_000 }).map(String);
const someFacts = fc
  .record({
    lossType: fc.constantFrom('account_theft', 'payee_qr_swapped', 'weather'),
    amountMinor: anAmount,
    daysAgo: fc.integer({ min: 1, max: 200 }),
    currency: fc.constantFrom('CNY', 'CNY', 'USD'),
    rail: fc.constantFrom('balance', 'quick_pay', 'cheque'),
    filedAt: fc.constantFrom('2026-11-20T02:00:00Z', 'yesterday'),
    exclusions: fc.subarray(
      wallet.exclusions.map(({ id }) => id),
      { maxLength: 1 },
    ),
  })
  .map(({ amountMinor, daysAgo, currency, rail, ...facts }) => {
    const paidAt = new Date(Date.UTC(2026, 10, 20) - daysAgo * 86_400_000).toISOString();
    const line = aLine({ amountMinor, paymentAmountMinor: amountMinor, currency, rail, paidAt });
    return theFacts({ ...facts, lines: [line] });
  });
const someClaims = fc
  .array(fc.record({ facts: someFacts, isOpen: fc.boolean() }), { maxLength: 60 })
  .map((claims) => claims.map((claim, index) => ({ ...claim, reference: `CLM-${String(index)}` })));
const somePack = fc
  .record({
    coverageBp: fc.integer({ min: 0, max: 30_000 }),
    currency: fc.constantFrom('CNY', 'CNY', 'CNY', 'USD'),
    within: fc.constantFrom('1M', '3M', '13M'),
    decide: fc.constantFrom('2BD', '5BD', '40D', null),
  })
  .map(({ coverageBp, currency, within, decide }) =>
    aPack({
      currency,
      amount: { ...wallet.amount, coverageBp },
      window: { from: 'payment', within },
      clocks: wallet.clocks.map((clock) => ({ ...clock, within: decide })),
    }),
  );

/** What is said of the second pack said of the first, and the other way round. */
function mirrored(result: ComparisonResult): ComparisonResult {
  const { paid, wait, totals, byLossType, largest, promises, refused } = result;
  return {
    ...result,
    a: result.b,
    b: result.a,
    paid: {
      ...paid,
      more: paid.less,
      less: paid.more,
      newly: paid.no_longer,
      no_longer: paid.newly,
    },
    wait: { ...wait, longer: wait.shorter, shorter: wait.longer },
    promises: promises.map(({ clock, a, b }) => ({ clock, a: b, b: a })),
    totals: totals.map(mirroredSum),
    byLossType: byLossType.map((sum) => ({ ...sum, ...mirroredSum(sum) })),
    largest: largest.map(mirroredClaim),
    refused: {
      byA: refused.byB,
      byB: refused.byA,
      examples: refused.examples.map((one) => ({ ...one, a: one.b, b: one.a })),
    },
  };
}

function mirroredSum(sum: ComparedSum): ComparedSum {
  return {
    ...sum,
    awardAMinor: sum.awardBMinor,
    awardBMinor: sum.awardAMinor,
    awardChangeMinor: opposite(sum.awardChangeMinor),
    reserveAMinor: sum.reserveBMinor,
    reserveBMinor: sum.reserveAMinor,
    reserveChangeMinor: opposite(sum.reserveChangeMinor),
  };
}

const OPPOSITE: Readonly<Record<string, ComparedClaim['paid'] | ComparedClaim['wait']>> = {
  more: 'less',
  less: 'more',
  newly: 'no_longer',
  no_longer: 'newly',
  longer: 'shorter',
  shorter: 'longer',
};

function mirroredClaim(claim: ComparedClaim): ComparedClaim {
  return {
    ...claim,
    a: claim.b,
    b: claim.a,
    paid: (OPPOSITE[claim.paid] ?? claim.paid) as ComparedClaim['paid'],
    wait: (OPPOSITE[claim.wait] ?? claim.wait) as ComparedClaim['wait'],
    change: claim.change && {
      ...claim.change,
      amountMinor: opposite(claim.change.amountMinor),
    },
  };
}

function opposite(minor: string): string {
  return (-BigInt(minor)).toString();
}

describe('any comparison', () => {
  it('of a pack with itself changes nothing', () => {
    fc.assert(
      fc.property(somePack, someClaims, (pack, claims) => {
        const { paid, wait, promises, totals, largest, ...rest } = compare(pack, pack, claims);
        expect(paid).toEqual({ ...NOBODY, same: paid.same, neither: paid.neither });
        expect([wait.longer, wait.shorter]).toEqual([0, 0]);
        expect(promises).toEqual([]);
        expect(largest).toEqual([]);
        for (const { awardChangeMinor, reserveChangeMinor } of totals)
          expect([awardChangeMinor, reserveChangeMinor]).toEqual(['0', '0']);
        expect(rest.refused.byA).toBe(rest.refused.byB);
      }),
    );
  });

  it('says of A and B what it says of B and A, mirrored', () => {
    fc.assert(
      fc.property(somePack, somePack, someClaims, (a, b, claims) => {
        expect(compare(b, a, claims)).toEqual(mirrored(compare(a, b, claims)));
      }),
    );
  });

  it('counts every claim once, and adds the kinds of loss up to the totals', () => {
    fc.assert(
      fc.property(somePack, somePack, someClaims, (a, b, claims) => {
        const { paid, wait, refused, byLossType, totals, ...rest } = compare(a, b, claims);
        const counted = (counts: Readonly<Record<string, number>>): number =>
          Object.values(counts).reduce((sum, count) => sum + count, 0);
        expect([counted(paid), counted(wait)]).toEqual([rest.claims, rest.claims]);
        expect(rest.claims + Math.max(refused.byA, refused.byB)).toBe(claims.length);
        for (const { currency, awardBMinor } of totals) {
          const parts = byLossType.filter((sum) => sum.currency === currency);
          const sum = parts.reduce((total, part) => total + BigInt(part.awardBMinor), 0n);
          expect(sum.toString()).toBe(awardBMinor);
        }
      }),
    );
  });
});
