import fc from 'fast-check';

import { Money } from '@app/money';

import { awardOf, decisionDigest, decisionStatus, isFinal } from './decision';
import type { DecisionContent, DecisionStatus, Outcome } from './decision';

const CONTENT: DecisionContent = {
  claimId: 'clm_1',
  contentVersion: 4,
  outcome: 'approve',
  currency: 'CNY',
  lines: [
    { lineId: 'cln_1', awardMinor: '100', claimedMinor: '100', reasonCode: 'covered.full' },
    { lineId: 'cln_2', awardMinor: '200', claimedMinor: '200', reasonCode: 'covered.full' },
  ],
  reason: 'The theft is plausible.',
  payee: { route: 'original' },
  pack: 'cn-wallet-theft-guarantee@0.1.0',
  evidence: ['aa', 'bb', 'cc'],
  evidenceWaivers: [{ item: 'identity', reason: 'Known.' }],
};
const [first, second] = CONTENT.lines;

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const contents: fc.Arbitrary<DecisionContent> = fc.record({
  claimId: words,
  contentVersion: fc.nat(),
  reason: words,
  outcome: fc.constantFrom<Outcome>('approve', 'partial', 'deny'),
  currency: fc.constantFrom('CNY', 'USD'),
  lines: fc.array(
    fc.record({
      ...{ lineId: words, reasonCode: words },
      ...{ awardMinor: fc.nat().map(String), claimedMinor: fc.nat().map(String) },
    }),
    { maxLength: 4 },
  ),
  payee: fc.record({ route: words }),
  pack: words,
  evidence: fc.array(words, { maxLength: 5 }),
  evidenceWaivers: fc.array(fc.record({ item: words, reason: words }), { maxLength: 3 }),
});

describe('what an approver puts their name to', () => {
  it('is 64 hexadecimal digits and the same for the same content', () => {
    expect(decisionDigest(CONTENT)).toMatch(/^[0-9a-f]{64}$/);
    expect(decisionDigest(structuredClone(CONTENT))).toBe(decisionDigest(CONTENT));
  });

  it.each<[string, Partial<DecisionContent>]>([
    ['the claim', { claimId: 'clm_2' }],
    ['a change on the claim', { contentVersion: 5 }],
    ['the words of the reason', { reason: 'The theft is not plausible.' }],
    ['the words on a line', { lines: [{ ...first!, text: 'Seen.' }, second!] }],
    ['the outcome', { outcome: 'partial' }],
    ['the currency', { currency: 'USD' }],
    ['an award by one cent', { lines: [{ ...first!, awardMinor: '101' }, second!] }],
    [
      'a cent from one line to the other',
      {
        lines: [
          { ...first!, awardMinor: '101' },
          { ...second!, awardMinor: '199' },
        ],
      },
    ],
    ['the line of an award', { lines: [{ ...first!, lineId: 'cln_9' }, second!] }],
    ['a reason', { lines: [{ ...first!, reasonCode: 'other' }, second!] }],
    ['a line less', { lines: [first!] }],
    ['the payee', { payee: { route: 'bank', account: '1' } }],
    ['the version of the policy', { pack: 'cn-wallet-theft-guarantee@0.1.1' }],
    ['a file more', { evidence: ['aa', 'bb', 'cc', 'dd'] }],
    ['a file less', { evidence: ['aa', 'bb'] }],
    ['another file', { evidence: ['aa', 'bb', 'cd'] }],
    ['no waiver', { evidenceWaivers: [] }],
    ['another reason to waive', { evidenceWaivers: [{ item: 'identity', reason: 'Kin.' }] }],
  ])('changes with %s', (_what, change) => {
    expect(decisionDigest({ ...CONTENT, ...change })).not.toBe(decisionDigest(CONTENT));
  });

  it('does not depend on the order in which evidence came in', () => {
    fc.assert(
      fc.property(contents, fc.func(fc.integer()), (content, place) => {
        const shuffled = [...content.evidence].sort((one, other) => place(one) - place(other));
        expect(decisionDigest({ ...content, evidence: shuffled })).toBe(decisionDigest(content));
      }),
    );
  });

  it('is different for different content', () => {
    const sorted = (content: DecisionContent): string =>
      JSON.stringify({ ...content, evidence: [...content.evidence].sort() });
    fc.assert(
      fc.property(contents, contents, (one, other) => {
        const isSame = sorted(one) === sorted(other);
        expect(decisionDigest(one) === decisionDigest(other)).toBe(isSame);
      }),
    );
  });
});

describe('the award of a decision', () => {
  it('is the sum of its lines', () => {
    expect(awardOf(CONTENT.lines, 'CNY')).toEqual(Money.of(300n, 'CNY'));
    expect(awardOf([], 'CNY')).toEqual(Money.zero('CNY'));
  });
});

describe('how a decision stands', () => {
  const AWAITED = { status: 'awaiting_approval', contentVersion: 4 } as const;

  it.each<[number, ('approve' | 'return')[], DecisionStatus]>([
    [0, [], 'final'],
    [1, [], 'awaiting_approval'],
    [1, ['approve'], 'final'],
    [1, ['return'], 'returned'],
    [2, ['approve'], 'awaiting_approval'],
    [2, ['approve', 'approve'], 'final'],
    [2, ['approve', 'return'], 'returned'],
    [2, ['return', 'approve'], 'returned'],
    [0, ['return'], 'returned'],
  ])('needing %i approvals, with %j, is %s', (approvalsRequired, verdicts, status) => {
    const approvals = verdicts.map((verdict) => ({ verdict }));
    const decision = { approvalsRequired, contentVersion: 4 };
    const history = { approvals, isRecalled: false, claim: AWAITED };
    expect(decisionStatus(decision, history)).toBe(status);
    expect(isFinal(decision, approvals)).toBe(status === 'final');
  });

  const decision = { approvalsRequired: 1, contentVersion: 4 };
  const approved = [{ verdict: 'approve' as const }];

  it('is recalled when whoever took it has taken it back', () => {
    const history = { approvals: [], isRecalled: true, claim: AWAITED };
    expect(decisionStatus(decision, history)).toBe('recalled');
  });

  it.each([
    ['its claim has changed', { ...AWAITED, contentVersion: 5 }],
    ['its claim was withdrawn', { status: 'withdrawn', contentVersion: 4 }],
    ['its claim is in review again', { status: 'in_review', contentVersion: 5 }],
  ] as const)('is void when %s before its last approval, and final after it', (_why, claim) => {
    expect(decisionStatus(decision, { approvals: [], isRecalled: false, claim })).toBe('void');
    const later = { approvals: approved, isRecalled: false, claim };
    expect(decisionStatus(decision, later)).toBe('final');
  });
});
