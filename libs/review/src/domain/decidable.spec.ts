import { DomainError } from '@app/kernel';
import { Money } from '@app/money';
import type { EvidenceState } from '@app/programs';

import { decidedLines, requireEvidence } from './decidable';
import type { DecidableClaim, ProposedDecision } from './decidable';
import type { Outcome } from './decision';

/** Two lines are claimed; the policy gives 80.00 on the first and 50.00 on the second. */
const CLAIM: DecidableClaim = {
  currency: 'CNY',
  lines: [{ id: 'cln_a' }, { id: 'cln_b' }],
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
    ['a line that is left out', 'partial', { cln_b: 5_000n }, ['0', '5000']],
    ['everything, called partial', 'partial', { cln_a: 8_000n, cln_b: 5_000n }, ['8000', '5000']],
    ['nothing at all', 'deny', {}, ['0', '0']],
    ['zero on each line', 'deny', { cln_a: 0n, cln_b: 0n }, ['0', '0']],
  ])('may award %s', (_what, outcome, awards, expected) => {
    const lines = decidedLines(proposal(outcome, awards), CLAIM, ASSESSMENT);
    expect(lines.map(({ lineId }) => lineId)).toEqual(['cln_a', 'cln_b']);
    expect(lines.map(({ awardMinor }) => awardMinor)).toEqual(expected);
    const named = Object.keys(awards);
    expect(lines.map(({ reasonCode }) => reasonCode)).toEqual(
      lines.map(({ lineId }) => (named.includes(lineId) ? 'a.reason' : 'not_awarded')),
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
    ['something and deny', 'deny', { cln_a: 1n }, 'decision.contradiction at outcome'],
    ['nothing and approve', 'approve', { cln_a: 0n }, 'decision.contradiction at outcome'],
    ['nothing and call it partial', 'partial', {}, 'decision.contradiction at outcome'],
    [
      'less and call it approve',
      'approve',
      { cln_a: 7_999n, cln_b: 5_000n },
      'decision.contradiction at outcome',
    ],
    [
      'nothing on one line and call it approve',
      'approve',
      { cln_b: 5_000n },
      'decision.contradiction at outcome',
    ],
  ])('must not award %s', (_what, outcome, awards, expected) => {
    expect(endOf(() => decidedLines(proposal(outcome, awards), CLAIM, ASSESSMENT))).toBe(expected);
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
    const one = proposal('partial', { cln_b: 1n });
    expect(endOf(() => decidedLines(one, CLAIM, assessed(cny(8_000n))))).toBe(
      'decision.award_above_policy at lines[0].award',
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

describe('the evidence of a decision', () => {
  const item = (id: string, required: boolean, state: EvidenceState['state']): EvidenceState => ({
    item: id,
    label: { en: id, 'zh-CN': id },
    required,
    state,
    why: { en: 'why', 'zh-CN': '原因' },
  });
  const LIST = [
    item('identity', true, 'received'),
    item('police_receipt', true, 'missing'),
    item('declaration', true, 'missing'),
    item('new_card_proof', false, 'missing'),
  ];
  const waive = (...items: string[]): { item: string; reason: string }[] =>
    items.map((waived) => ({ item: waived, reason: 'Known to us.' }));

  it.each<[string, string[], unknown]>([
    ['nothing waived', [], 'evidence.missing at evidenceWaivers'],
    ['one of two waived', ['declaration'], 'evidence.missing at evidenceWaivers'],
    ['all that is missing waived', ['declaration', 'police_receipt'], undefined],
    [
      'more waived than is missing',
      ['declaration', 'police_receipt', 'identity'],
      'evidence.waiver_idle at evidenceWaivers',
    ],
    [
      'something waived that is not required',
      ['declaration', 'police_receipt', 'new_card_proof'],
      'evidence.waiver_idle at evidenceWaivers',
    ],
    [
      'something waived that is not on the list',
      ['declaration', 'police_receipt', 'selfie'],
      'evidence.waiver_idle at evidenceWaivers',
    ],
  ])('with %s', (_what, waived, expected) => {
    expect(endOf(() => requireEvidence(LIST, waive(...waived)))).toBe(expected);
  });

  it('is complete when all that is required is received', () => {
    const list = LIST.map((state) => ({ ...state, state: 'received' as const }));
    expect(endOf(() => requireEvidence(list, []))).toBeUndefined();
  });

  it('names every missing item in the refusal', () => {
    expect(() => requireEvidence(LIST, [])).toThrow(/police_receipt, declaration/);
  });
});
