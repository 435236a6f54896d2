import type { ClaimStatus } from './claim-lifecycle';
import { owedAfter, stepOwing } from './owed-answer';

const SINCE = new Date('2026-11-26T09:00:00Z');

describe('an answer that a claimant is owed', () => {
  it.each<[ClaimStatus, ClaimStatus, boolean]>([
    ['in_review', 'in_review', true],
    ['in_review', 'awaiting_approval', true],
    ['approved', 'paying', true],
    // They are told why: that is the answer.
    ['paying', 'paid', false],
    ['in_review', 'denied', false],
    ['in_review', 'withdrawn', false],
    ['paid', 'closed', false],
    // What was written after the claim had come to rest is not answered by what follows.
    ['paid', 'paid', true],
    ['closed', 'closed', true],
    ['paid', 'in_review', true],
  ])('from %s to %s is owed still: %s', (from, to, isOwed) => {
    expect(owedAfter(SINCE, { from, to })).toBe(isOwed ? SINCE : null);
    expect(owedAfter(null, { from, to })).toBeNull();
  });

  it('brings a claim at rest to whoever answers, as soon as it waits for nothing else', () => {
    expect(stepOwing(null, SINCE, 'paid')).toBe('answer_message');
    expect(stepOwing('pay_recovered', SINCE, 'paid')).toBe('pay_recovered');
    expect(stepOwing(null, null, 'paid')).toBeNull();
  });
});
