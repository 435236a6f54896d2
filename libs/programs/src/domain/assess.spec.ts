import fc from 'fast-check';
import { canonicalize } from 'json-canonicalize';

import { PackLibrary } from '../pack-library';
import { PACKS_FOLDER } from '../read-pack-folder';
import { assess } from './assess';
import type { Assessment, AssessmentFacts, LineFacts } from './assessment';
import type { Pack } from './pack';

const wallet = PackLibrary.read(PACKS_FOLDER).get('cn-wallet-theft-guarantee', '0.1.0');
const NOW = new Date('2026-11-23T02:00:00Z');

const aLine = (changes: Partial<LineFacts> = {}): LineFacts => ({
  lineId: 'line-0',
  paymentId: 'payment-0',
  amountMinor: '19900',
  currency: 'CNY',
  paidAt: '2026-11-01T04:30:00Z',
  rail: 'balance',
  refundedMinor: '0',
  paymentAmountMinor: '19900',
  status: 'settled',
  ...changes,
});
const theFacts = (changes: Partial<AssessmentFacts> = {}): AssessmentFacts => ({
  lossType: 'account_theft',
  discoveredAt: '2026-11-02T01:00:00Z',
  filedAt: '2026-11-20T02:00:00Z',
  claimant: { kind: 'individual', awardedThisYearMinor: '0' },
  lines: [aLine()],
  evidence: ['identity', 'police_receipt', 'declaration'],
  signals: [],
  ...changes,
});
const awardOf = (assessment: Assessment): bigint => BigInt(assessment.award.amountMinor);

describe('an assessment', () => {
  it('lists every rule that was applied, also those that changed nothing', () => {
    const { steps } = assess(wallet, theFacts(), NOW);
    expect(
      steps.map(({ rule, before, after }) => [rule, before.amountMinor, after.amountMinor]),
    ).toEqual([
      ['loss_type', '19900', '19900'],
      ['currency', '19900', '19900'],
      ['claimant', '19900', '19900'],
      ['rail', '19900', '19900'],
      ['payment_settled', '19900', '19900'],
      ['window', '19900', '19900'],
      ['exclusions', '19900', '19900'],
      ['already_made_whole', '19900', '19900'],
      ['coverage', '19900', '19900'],
      ['cap', '19900', '19900'],
      ['excess', '19900', '19900'],
      ['approval', '19900', '19900'],
    ]);
    for (const { why } of steps) {
      expect(why.en).toMatch(/\w.*\.$/);
      expect(why['zh-CN']).toMatch(/。$/);
    }
  });

  it('explains the rule that took the money away, and says that the later ones had none left', () => {
    const late = theFacts({ lines: [aLine({ paidAt: '2026-08-19T04:00:00Z' })] });
    const { steps, reasons } = assess(wallet, late, NOW);
    const text = {
      en: 'The payment of 199.00 CNY on 2026-08-19 could be claimed until 2026-11-19; the claim was filed on 2026-11-20.',
      'zh-CN': '2026-08-19 的 199.00 CNY 付款的索赔截止日为 2026-11-19；本索赔于 2026-11-20 提交。',
    };
    expect(reasons).toEqual([{ code: 'window.expired', text }]);
    expect(steps.find(({ rule }) => rule === 'window')).toEqual({
      rule: 'window',
      before: { currency: 'CNY', amountMinor: '19900' },
      after: { currency: 'CNY', amountMinor: '0' },
      why: text,
    });
    expect(steps.find(({ rule }) => rule === 'cap')?.why.en).toBe(
      'Nothing is left for this rule to look at.',
    );
  });

  it('does not add a foreign amount to those of the pack', () => {
    const foreign = aLine({
      lineId: 'line-1',
      paymentId: 'payment-1',
      amountMinor: '9000000',
      currency: 'USD',
    });
    const { steps, evidence } = assess(wallet, theFacts({ lines: [aLine(), foreign] }), NOW);
    expect(steps[0]?.before).toEqual({ currency: 'CNY', amountMinor: '19900' });
    expect(evidence.filter(({ required }) => required)).toHaveLength(3);
  });

  it('names the cap, what it has already paid and what is left of it', () => {
    const facts = theFacts({ claimant: { kind: 'individual', awardedThisYearMinor: '99990000' } });
    const { reasons } = assess(wallet, facts, NOW);
    expect(reasons.map(({ text }) => text.en)).toEqual([
      'The programme pays at most 1000000.00 CNY per claimant and year; 999900.00 CNY has already been awarded, so that 100.00 CNY is left.',
    ]);
  });

  it('carries the pack, the time, the evidence and the signals that it rests on', () => {
    const signal = {
      code: 'payee_reports',
      value: '1',
      threshold: '3',
      direction: 'above' as const,
      clean: true,
    };
    const assessment = assess(wallet, theFacts({ signals: [signal] }), NOW);
    expect(assessment).toMatchObject({
      packId: 'cn-wallet-theft-guarantee',
      packVersion: '0.1.0',
      assessedAt: '2026-11-23T02:00:00.000Z',
      signals: [signal],
    });
    expect(assessment.evidence.map(({ item }) => item)).toHaveLength(5);
  });

  it('pays less or more than the loss where the pack says so', () => {
    const at = (coverageBp: number): Pack => ({
      ...wallet,
      amount: { ...wallet.amount, coverageBp },
    });
    const third = assess(at(3333), theFacts(), NOW);
    expect(third.award.amountMinor).toBe('6632');
    expect(third.reasons.map(({ text }) => text.en)).toEqual([
      'The programme pays 33.33 % of the loss.',
    ]);
    expect(assess(at(30000), theFacts(), NOW).award.amountMinor).toBe('59700');
  });

  it.each([
    ['lines', { lines: [] }],
    ['lines[0].amountMinor', { lines: [aLine({ amountMinor: '0' })] }],
    ['lines[0].amountMinor', { lines: [aLine({ amountMinor: '-1' })] }],
    ['lines[0].amountMinor', { lines: [aLine({ amountMinor: '199.00' })] }],
    ['lines[0].amountMinor', { lines: [aLine({ amountMinor: '1234567890123456' })] }],
    ['lines[0].paymentAmountMinor', { lines: [aLine({ paymentAmountMinor: '' })] }],
    ['lines[0].refundedMinor', { lines: [aLine({ refundedMinor: '-5' })] }],
    ['lines[0].currency', { lines: [aLine({ currency: 'RMB' })] }],
    ['lines[0].paidAt', { lines: [aLine({ paidAt: '2026-11-01 04:30:00' })] }],
    ['lines[1].lineId', { lines: [aLine(), aLine({ paymentId: 'payment-1' })] }],
    ['lines[1].paymentId', { lines: [aLine(), aLine({ lineId: 'line-1' })] }],
    ['filedAt', { filedAt: '2026-13-01T00:00:00Z' }],
    ['discoveredAt', { discoveredAt: 'yesterday' }],
    [
      'claimant.awardedThisYearMinor',
      { claimant: { kind: 'individual', awardedThisYearMinor: '1e3' } },
    ],
  ])('refuses facts whose %s no rule could judge', (field, changes) => {
    expect(() => assess(wallet, theFacts(changes), NOW)).toThrow(
      expect.objectContaining({
        code: 'programs.malformed_facts',
        details: expect.objectContaining({ field }),
      }),
    );
  });
});

describe('every assessment', () => {
  const minor = fc.oneof(
    fc.bigInt({ min: 0n, max: 999_999_999_999_999n }),
    fc.bigInt({ min: 0n, max: 200n }),
    fc.bigInt({ min: 19_000n, max: 600_000n }),
  );
  const line = fc.record({
    amountMinor: minor.map((amount) => (amount === 0n ? 1n : amount).toString()),
    paymentAmountMinor: minor.map(String),
    refundedMinor: fc.oneof(fc.constant('0'), minor.map(String)),
    currency: fc.constantFrom('CNY', 'CNY', 'CNY', 'CNY', 'USD'),
    rail: fc.constantFrom('balance', 'quick_pay', 'balance', 'bank_transfer'),
    status: fc.constantFrom('settled', 'partly_refunded', 'settled', 'refunded', 'failed'),
    paidAt: fc
      .date({
        min: new Date('2026-07-01T00:00:00Z'),
        max: new Date('2026-11-20T00:00:00Z'),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString()),
  });
  const lines = fc.array(line, { minLength: 1, maxLength: 8 }).map((drawn) =>
    drawn.map((changes, index): LineFacts => ({
      lineId: `line-${String(index)}`,
      paymentId: `payment-${String(index)}`,
      ...changes,
    })),
  );
  const anyFacts = fc
    .record({
      lossType: fc.constantFrom(...wallet.lossTypes.map(({ id }) => id), 'account_theft', 'other'),
      lines,
      awarded: fc.oneof(fc.constant('0'), minor.map(String)),
      evidence: fc.subarray(wallet.evidence.map(({ id }) => id)),
      exclusions: fc.oneof(
        { weight: 4, arbitrary: fc.constant<string[]>([]) },
        { weight: 1, arbitrary: fc.subarray(wallet.exclusions.map(({ id }) => id)) },
      ),
      clean: fc.boolean(),
    })
    .map(({ awarded, clean, ...changes }) =>
      theFacts({
        ...changes,
        claimant: { kind: 'individual', awardedThisYearMinor: awarded },
        signals: [{ code: 'velocity', value: '1', threshold: '2', direction: 'above', clean }],
      }),
    );
  const anyPack = fc
    .record({
      coverageBp: fc.oneof(fc.constant(10_000), fc.integer({ min: 1, max: 30_000 })),
      capMinor: fc.bigInt({ min: 1n, max: 1_000_000_000n }),
    })
    .map(({ coverageBp, capMinor }): Pack => ({
      ...wallet,
      amount: {
        ...wallet.amount,
        coverageBp,
        cap: { scope: 'claimant_year', amountMinor: capMinor.toString() },
      },
    }));
  const least = (...amounts: bigint[]): bigint => amounts.reduce((a, b) => (b < a ? b : a));

  it('awards per line nothing negative, and no more than the share of the unrefunded loss', () => {
    fc.assert(
      fc.property(anyPack, anyFacts, (pack, facts) => {
        const shareBp = BigInt(pack.amount.coverageBp);
        assess(pack, facts, NOW).lines.forEach(({ award }, index) => {
          const { amountMinor, paymentAmountMinor, refundedMinor } = facts.lines[index]!;
          const left = BigInt(paymentAmountMinor) - BigInt(refundedMinor);
          const loss = least(BigInt(amountMinor), left < 0n ? 0n : left);
          expect(BigInt(award.amountMinor)).toBeGreaterThanOrEqual(0n);
          expect(BigInt(award.amountMinor)).toBeLessThanOrEqual((loss * shareBp) / 10_000n);
        });
      }),
    );
  });

  it('awards in all exactly what its lines add up to, within the cap', () => {
    fc.assert(
      fc.property(anyPack, anyFacts, (pack, facts) => {
        const assessment = assess(pack, facts, NOW);
        const sum = assessment.lines.reduce(
          (all, { award }) => all + BigInt(award.amountMinor),
          0n,
        );
        const room =
          BigInt(pack.amount.cap.amountMinor) - BigInt(facts.claimant.awardedThisYearMinor);
        expect(awardOf(assessment)).toBe(sum);
        expect(awardOf(assessment)).toBeLessThanOrEqual(room < 0n ? 0n : room);
        expect(assessment.eligible).toBe(sum > 0n);
      }),
    );
  });

  it('uses the whole room under the cap when the loss is larger', () => {
    fc.assert(
      fc.property(fc.array(minor, { minLength: 1, maxLength: 8 }), anyPack, (amounts, pack) => {
        const facts = theFacts({
          lines: amounts.map((amount, index) => {
            const text = (amount + 1n).toString().slice(0, 15);
            const id = String(index);
            return aLine({
              lineId: id,
              paymentId: id,
              amountMinor: text,
              paymentAmountMinor: text,
            });
          }),
        });
        const whole: Pack = { ...pack, amount: { ...pack.amount, coverageBp: 10_000 } };
        const loss = facts.lines.reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n);
        const assessment = assess(whole, facts, NOW);
        expect(awardOf(assessment)).toBe(least(loss, BigInt(pack.amount.cap.amountMinor)));
      }),
    );
  });

  it('never awards less for a larger loss', () => {
    fc.assert(
      fc.property(anyPack, anyFacts, fc.nat(), minor, (pack, facts, pick, more) => {
        const chosen = pick % facts.lines.length;
        const larger = facts.lines.map((drawn, index) => {
          if (index !== chosen) return drawn;
          const sum = BigInt(drawn.amountMinor) + more;
          return { ...drawn, amountMinor: least(sum, 999_999_999_999_999n).toString() };
        });
        const before = awardOf(assess(pack, facts, NOW));
        const after = awardOf(assess(pack, { ...facts, lines: larger }, NOW));
        expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('has steps that follow each other without a gap, from the claim to the award', () => {
    fc.assert(
      fc.property(anyPack, anyFacts, (pack, facts) => {
        const { steps, award } = assess(pack, facts, NOW);
        expect(steps).toHaveLength(12);
        steps.slice(1).forEach(({ before }, index) => {
          expect(before).toEqual(steps[index]!.after);
        });
        expect(steps.at(-1)!.after).toEqual(award);
      }),
    );
  });

  it('recommends a denial only with nothing to award, and no machine alone with an open point', () => {
    fc.assert(
      fc.property(anyPack, anyFacts, (pack, facts) => {
        const { recommendation, award, evidence, signals, approval, reasons } = assess(
          pack,
          facts,
          NOW,
        );
        const isMissing = evidence.some(({ required, state }) => required && state === 'missing');
        expect(recommendation === 'deny').toBe(award.amountMinor === '0');
        expect(recommendation === 'approve' && isMissing).toBe(false);
        expect(recommendation === 'approve' && signals.some(({ clean }) => !clean)).toBe(false);
        expect(approval.peopleRequired === 0 && recommendation !== 'approve').toBe(false);
        expect(reasons.length).toBeGreaterThan(0);
      }),
    );
  });

  it('has the same bytes each time, whatever the order of keys, and survives JSON', () => {
    const reordered = <T extends object>(value: T): T =>
      Object.fromEntries(Object.entries(value).reverse()) as T;
    fc.assert(
      fc.property(anyPack, anyFacts, (pack, facts) => {
        const bytes = canonicalize(assess(pack, facts, NOW));
        const again = assess(reordered(pack), reordered(structuredClone(facts)), new Date(NOW));
        expect(canonicalize(again)).toBe(bytes);
        expect(canonicalize(JSON.parse(bytes))).toBe(bytes);
      }),
    );
  });
});
