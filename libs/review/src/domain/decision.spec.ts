import fc from 'fast-check';

import { Money } from '@app/money';

import { awardOf, decisionDigest, decisionEvents, decisionStatus } from './decision';
import type { DecisionContent, DecisionStatus, Outcome } from './decision';

const CONTENT: DecisionContent = {
  claimId: 'clm_1',
  outcome: 'approve',
  currency: 'CNY',
  lines: [
    { lineId: 'cln_1', awardMinor: '100', reasonCode: 'covered.full' },
    { lineId: 'cln_2', awardMinor: '200', reasonCode: 'covered.full' },
  ],
  payee: { route: 'original' },
  pack: 'cn-wallet-theft-guarantee@0.1.0',
  evidence: ['aa', 'bb', 'cc'],
  evidenceWaivers: [{ item: 'identity', reason: 'Known.' }],
};
const [first, second] = CONTENT.lines;

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const contents: fc.Arbitrary<DecisionContent> = fc.record({
  claimId: words,
  outcome: fc.constantFrom<Outcome>('approve', 'partial', 'deny'),
  currency: fc.constantFrom('CNY', 'USD'),
  lines: fc.array(
    fc.record({ lineId: words, awardMinor: fc.nat().map(String), reasonCode: words }),
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

  const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');

  it('is booked as the reserve that becomes exactly the award, and is payable', () => {
    expect(decisionEvents(cny(500n), cny(900n), cny(300n))).toEqual([
      { code: 'E07', from: cny(500n), to: cny(300n) },
      { code: 'E09', money: cny(300n) },
    ]);
  });

  it('of nothing releases the reserve and takes the memo back', () => {
    expect(decisionEvents(cny(500n), cny(900n), cny(0n))).toEqual([
      { code: 'E10', reserve: cny(500n), claimed: cny(900n) },
    ]);
  });
});

describe('how a decision stands', () => {
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
    expect(decisionStatus({ approvalsRequired }, approvals)).toBe(status);
  });
});
