import { DomainError } from '@app/kernel';
import { Money } from '@app/money';

import { decidedLines } from './decidable';
import type { DecidableClaim, ProposedDecision } from './decidable';
import type { Outcome } from './decision';

/** Two lines are claimed; the policy gives 80.00 on the first and 50.00 on the second. */
const CLAIM: DecidableClaim = {
  currency: 'CNY',
  lines: [
    { id: 'cln_a', amountMinor: 9_000n, awardMinor: null },
    { id: 'cln_b', amountMinor: 5_000n, awardMinor: null },
  ],
};
const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');

function assessed(...awards: Money[]): Parameters<typeof decidedLines>[2] {
  const ids = ['cln_a', 'cln_b'];
  return {
    lines: awards.map((award, index) => ({
      lineId: ids[index] ?? '',
      award: award.toJson(),
      reasonCode: 'covered.full',
    })),
  };
}
const ASSESSMENT = assessed(cny(8_000n), cny(5_000n));

type Proposed = Readonly<Record<string, bigint | Money>>;

function proposal(outcome: Outcome, awards: Proposed): ProposedDecision {
  return {
    outcome,
    lines: Object.entries(awards).map(([lineId, award]) => ({
      lineId,
      award: typeof award === 'bigint' ? cny(award) : award,
      reasonCode: 'a.reason',
    })),
    evidenceWaivers: [],
  };
}

function endOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    const { code, details } = error as DomainError;
    return `${code} at ${details.field ?? ''}`;
  }
}

describe('the lines of a decision', () => {
  it.each<[string, Outcome, Proposed, string[]]>([
    ['as much as the policy gives', 'approve', { cln_a: 8_000n, cln_b: 5_000n }, ['8000', '5000']],
    ['less on a line', 'partial', { cln_a: 7_999n, cln_b: 5_000n }, ['7999', '5000']],
    ['nothing on a line', 'partial', { cln_a: 0n, cln_b: 5_000n }, ['0', '5000']],
    ['everything, called partial', 'partial', { cln_a: 8_000n, cln_b: 5_000n }, ['8000', '5000']],
    ['nothing at all', 'deny', {}, ['0', '0']],
    ['zero on each line', 'deny', { cln_a: 0n, cln_b: 0n }, ['0', '0']],
  ])('may award %s', (_what, outcome, awards, expected) => {
    const lines = decidedLines(proposal(outcome, awards), CLAIM, ASSESSMENT);
    expect(lines.map(({ lineId }) => lineId)).toEqual(['cln_a', 'cln_b']);
    expect(lines.map(({ awardMinor }) => awardMinor)).toEqual(expected);
    const named = Object.keys(awards);
    expect(lines.map(({ reasonCode }) => reasonCode)).toEqual(
      lines.map(({ lineId }) => (named.includes(lineId) ? 'a.reason' : 'denied.as_stated')),
    );
  });

  it.each<[string, Outcome, Proposed, string]>([
    [
      'above the policy',
      'approve',
      { cln_a: 8_001n, cln_b: 5_000n },
      'decision.award_above_policy at lines[0].award',
    ],
    [
      'above what was claimed',
      'approve',
      { cln_a: 8_000n, cln_b: 5_001n },
      'decision.award_above_policy at lines[1].award',
    ],
    [
      'below zero',
      'partial',
      { cln_a: -1n, cln_b: 5_000n },
      'decision.wrong_currency at lines[0].award',
    ],
    [
      'in another currency',
      'partial',
      { cln_a: Money.of(1n, 'USD') },
      'decision.wrong_currency at lines[0].award',
    ],
    [
      'on a line of another claim',
      'partial',
      { cln_c: 1n },
      'decision.unknown_line at lines[0].lineId',
    ],
    ['something and deny', 'deny', { cln_a: 1n, cln_b: 0n }, 'decision.contradiction at outcome'],
    [
      'nothing and approve',
      'approve',
      { cln_a: 0n, cln_b: 0n },
      'decision.contradiction at outcome',
    ],
    [
      'nothing and call it partial',
      'partial',
      { cln_a: 0n, cln_b: 0n },
      'decision.contradiction at outcome',
    ],
    [
      'less and call it approve',
      'approve',
      { cln_a: 7_999n, cln_b: 5_000n },
      'decision.contradiction at outcome',
    ],
    [
      'nothing on one line and call it approve',
      'approve',
      { cln_a: 0n, cln_b: 5_000n },
      'decision.contradiction at outcome',
    ],
  ])('must not award %s', (_what, outcome, awards, expected) => {
    expect(endOf(() => decidedLines(proposal(outcome, awards), CLAIM, ASSESSMENT))).toBe(expected);
  });

  it('are not partly awarded when each gets all that was claimed', () => {
    const claim = {
      ...CLAIM,
      lines: [
        { ...CLAIM.lines[0]!, amountMinor: 8_000n },
        { ...CLAIM.lines[1]!, amountMinor: 5_000n },
      ],
    };
    const all = proposal('partial', { cln_a: 8_000n, cln_b: 5_000n });
    const end = endOf(() => decidedLines(all, claim, ASSESSMENT));
    expect(end).toBe('decision.contradiction at outcome');
  });

  it.each<[string, Outcome, number, bigint, bigint]>([
    ['covered.full', 'deny', 0, 0n, 0n],
    ['cap.applied', 'deny', 0, 0n, 0n],
    ['denied.as_stated', 'approve', 1, 8_000n, 5_000n],
    ['evidence.not_genuine', 'approve', 1, 8_000n, 5_000n],
  ])('do not say %s in a decision that says "%s"', (reasonCode, outcome, at, first, second) => {
    const proposed = proposal(outcome, { cln_a: first, cln_b: second });
    const lines = proposed.lines.map((line) => ({ ...line, reasonCode }));
    const end = endOf(() => decidedLines({ ...proposed, lines }, CLAIM, ASSESSMENT));
    expect(end).toBe(`decision.contradiction at lines[${String(at)}].reasonCode`);
  });

  describe('say why', () => {
    const line = (reasonCode: string, text?: string): ProposedDecision => ({
      ...proposal('partial', { cln_b: 5_000n }),
      lines: [
        { lineId: 'cln_b', award: cny(5_000n), reasonCode: 'covered.full' },
        { lineId: 'cln_a', award: cny(0n), reasonCode, ...(text === undefined ? {} : { text }) },
      ],
    });

    it.each(['loss.not_proven', 'exclusion.lent_account', 'HOUSE-7', 'x', 'a'.repeat(60)])(
      'by a code of sane form: %s',
      (code) => {
        const [first] = decidedLines(line(code, 'No receipt.'), CLAIM, ASSESSMENT);
        expect(first).toEqual({
          lineId: 'cln_a',
          awardMinor: '0',
          claimedMinor: '9000',
          reasonCode: code,
          text: 'No receipt.',
        });
      },
    );

    it.each(['', ' ', 'two words', '.x', 'a'.repeat(61), '理由'])('and not by "%s"', (code) => {
      expect(endOf(() => decidedLines(line(code), CLAIM, ASSESSMENT))).toBe(
        'decision.reason_missing at lines[1].reasonCode',
      );
    });

    it('for each line that gets nothing while others get something', () => {
      const one = proposal('partial', { cln_b: 5_000n });
      expect(endOf(() => decidedLines(one, CLAIM, ASSESSMENT))).toBe(
        'decision.reason_missing at lines.reasonCode',
      );
    });

    it('for each line of a denial that names some of them', () => {
      expect(endOf(() => decidedLines(proposal('deny', { cln_a: 0n }), CLAIM, ASSESSMENT))).toBe(
        'decision.reason_missing at lines.reasonCode',
      );
    });

    it('in the words of the policy where that gives nothing', () => {
      const nothing = { ...ASSESSMENT.lines[0]!, award: cny(0n).toJson(), reasonCode: 'window.x' };
      const lines = decidedLines(proposal('partial', { cln_b: 5_000n }), CLAIM, {
        lines: [nothing, ASSESSMENT.lines[1]!],
      });
      expect(lines[0]).toMatchObject({ lineId: 'cln_a', awardMinor: '0', reasonCode: 'window.x' });
    });
  });

  describe('on a claim that is open again', () => {
    const again = (first: bigint, second: bigint | null): DecidableClaim => ({
      ...CLAIM,
      lines: [
        { id: 'cln_a', amountMinor: 9_000n, awardMinor: first },
        { id: 'cln_b', amountMinor: 5_000n, awardMinor: second },
      ],
    });
    const awards = (outcome: Outcome, wanted: Proposed, claim: DecidableClaim): unknown =>
      endOf(() =>
        decidedLines(proposal(outcome, wanted), claim, ASSESSMENT).map(
          ({ awardMinor }) => awardMinor,
        ),
      );

    it.each<[string, Outcome, Proposed, unknown]>([
      ['state the total', 'approve', { cln_a: 8_000n, cln_b: 5_000n }, ['8000', '5000']],
      ['may leave it as it was', 'partial', { cln_a: 3_000n, cln_b: 0n }, ['3000', '0']],
      [
        'take nothing back',
        'partial',
        { cln_a: 2_999n, cln_b: 5_000n },
        'decision.below_award at lines[0].award',
      ],
      ['cannot forget it', 'partial', { cln_b: 5_000n }, 'decision.below_award at lines.award'],
      [
        'cannot deny it',
        'deny',
        { cln_a: 0n, cln_b: 0n },
        'decision.below_award at lines[0].award',
      ],
    ])('%s', (_what, outcome, wanted, expected) => {
      expect(awards(outcome, wanted, again(3_000n, null))).toEqual(expected);
    });

    it('keep what was awarded, also when the policy gives less by now', () => {
      const claim = again(9_000n, 5_000n);
      expect(awards('approve', { cln_a: 9_000n, cln_b: 5_000n }, claim)).toEqual(['9000', '5000']);
      expect(awards('approve', { cln_a: 9_001n, cln_b: 5_000n }, claim)).toBe(
        'decision.award_above_policy at lines[0].award',
      );
    });
  });

  describe('under a policy that pays three times the loss', () => {
    const threefold = assessed(cny(30_000n), cny(15_000n));

    it('may award all of it', () => {
      const all = proposal('approve', { cln_a: 30_000n, cln_b: 15_000n });
      expect(decidedLines(all, CLAIM, threefold).map(({ awardMinor }) => awardMinor)).toEqual([
        '30000',
        '15000',
      ]);
    });

    it('are no approval with the loss alone', () => {
      const once = proposal('approve', { cln_a: 10_000n, cln_b: 5_000n });
      expect(endOf(() => decidedLines(once, CLAIM, threefold))).toBe(
        'decision.contradiction at outcome',
      );
    });
  });

  it('must not name a line twice', () => {
    const twice = proposal('partial', { cln_a: 1n });
    const lines = [...twice.lines, ...twice.lines];
    expect(endOf(() => decidedLines({ ...twice, lines }, CLAIM, ASSESSMENT))).toBe(
      'decision.unknown_line at lines[1].lineId',
    );
  });

  it('are worth nothing where the assessment has nothing to say', () => {
    const one = proposal('partial', { cln_a: 1n, cln_b: 1n });
    expect(endOf(() => decidedLines(one, CLAIM, assessed(cny(8_000n))))).toBe(
      'decision.award_above_policy at lines[1].award',
    );
  });

  describe('in a currency that the policy does not pay', () => {
    const claim = { ...CLAIM, currency: 'USD' };
    const nothing = assessed(cny(0n), cny(0n));

    it('can be denied', () => {
      const lines = decidedLines(proposal('deny', {}), claim, nothing);
      expect(lines.map(({ awardMinor }) => awardMinor)).toEqual(['0', '0']);
    });

    it.each([Money.of(1n, 'USD'), cny(1n)])('cannot be awarded %s', (award) => {
      const some = proposal('partial', { cln_a: award });
      expect(endOf(() => decidedLines(some, claim, nothing))).toMatch(/ at lines\[0\]\.award$/);
    });
  });
});
