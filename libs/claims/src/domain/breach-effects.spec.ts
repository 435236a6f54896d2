import { isContested, stepAfterBreaches } from './breach-effects';
import type { ClaimStatus } from './claim-lifecycle';
import type { NextStepCode } from './next-step';
import { hour, story } from './testing/clock-story';

describe('the next step of a claim', () => {
  it.each<[facts: string, status: ClaimStatus, step: NextStepCode | null, NextStepCode | null]>([
    ['started+10', 'in_review', 'review', 'review'],
    ['started+10 breached@10=escalate', 'in_review', 'review', 'review'],
    ['started+10 breached@10=provisional_credit', 'in_review', 'review', 'credit_provisionally'],
    ['started+10 breached@10=pay_claimant', 'in_review', 'review', 'pay_by_default'],
    [
      'started+10 breached@10=deny_claimant',
      'awaiting_claimant',
      'add_evidence',
      'deny_by_default',
    ],
    ['started+10 breached@10=close', 'awaiting_claimant', 'add_evidence', 'close_by_default'],
    // What was kept too late calls for nothing any more.
    ['started+10 breached@10 met@11', 'in_review', 'review', 'review'],
    // It stays proposed, whatever breaks later without a consequence of its own.
    [
      'started+10 breached@10=pay_claimant pay:started+20 pay:breached@20=escalate',
      'in_review',
      'review',
      'pay_by_default',
    ],
    [
      'started+10 breached@10=provisional_credit longer:started+45 longer:breached@45=pay_claimant',
      'in_review',
      'credit_provisionally',
      'pay_by_default',
    ],
    // The machine goes on with what is the machine's, and a decision is not undone.
    ['started+10 breached@10=deny_claimant', 'assessing', 'assess', 'assess'],
    ['started+10 breached@10=deny_claimant', 'awaiting_approval', 'approve', 'approve'],
    ['started+10 breached@10=pay_claimant', 'paying', 'settle_payout', 'settle_payout'],
    // A settled claim waits for nobody, unless something around it is late or its payout came back.
    ['started+10 met@3', 'paid', null, null],
    ['started+10 met@3', 'paid', 'resolve_payout', 'resolve_payout'],
    ['started+10 breached@10=escalate', 'paid', 'resolve_payout', 'resolve_payout'],
    ['started+10 breached@10=escalate', 'paid', null, 'follow_up'],
    ['started+10 breached@10=escalate met@20', 'paid', 'follow_up', null],
    ['started+99', 'denied', null, null],
    ['started+10 breached@10=escalate', 'closed', 'follow_up', null],
  ])('after %s, %s with step %s, is %s', (facts, status, step, expected) => {
    const claim = { status, decidedAt: null, creditedAt: null };
    expect(stepAfterBreaches(step, claim, story(facts), hour(50))).toBe(expected);
  });

  it.each<[decidedAt: number, NextStepCode]>([
    [9, 'pay_by_default'],
    [10, 'review'],
    [11, 'review'],
  ])('is not what a promise of before the last decision called for: decided at %i', (at, step) => {
    const facts = story('started+10 breached@10=pay_claimant');
    const claim = { status: 'in_review', decidedAt: hour(at), creditedAt: null } as const;
    expect(stepAfterBreaches('review', claim, facts, hour(50))).toBe(step);
  });
});

describe('a credit before the decision', () => {
  it.each([
    ['started+10 breached@10=provisional_credit', 'review'],
    [
      'started+10 breached@10=provisional_credit longer:started+45 longer:breached@45=pay_claimant',
      'pay_by_default',
    ],
  ])('answers what called for it: after %s the next step is %s', (facts, expected) => {
    const claim = { status: 'in_review', decidedAt: null, creditedAt: hour(9) } as const;
    expect(stepAfterBreaches('review', claim, story(facts), hour(50))).toBe(expected);
  });
});

describe('a claim', () => {
  it.each([
    ['escalate', false],
    ['provisional_credit', false],
    ['pay_claimant', false],
    ['deny_claimant', true],
    ['close', true],
  ])('on which a clock broke with "%s" is contested: %p', (effect, contested) => {
    const facts = story(`started+10 breached@10=${effect}`);
    expect(isContested(facts, null)).toBe(contested);
    expect(isContested(facts, hour(11))).toBe(false);
  });
});
