import type { ApprovalTierName, Recommendation } from '@app/programs';

import { isForTheMachine } from './automatic-approval';

interface Wish {
  readonly recommendation?: Recommendation;
  readonly tier?: ApprovalTierName;
  readonly isContested?: boolean;
  readonly wasDecided?: boolean;
}

describe('what the machine may approve', () => {
  it.each<[string, Wish, boolean]>([
    ['a small, complete and clean claim', {}, true],
    ['one above the automatic limit', { tier: 'single' }, false],
    ['one that needs two people', { tier: 'dual' }, false],
    ['one with an open point', { recommendation: 'review' }, false],
    ['one that the policy does not cover', { recommendation: 'deny' }, false],
    ['one whose time ran out', { isContested: true }, false],
    ['one that was decided before, by whomever', { wasDecided: true }, false],
  ])('is %s: %j', (_what, wish, expected) => {
    const { recommendation = 'approve', tier = 'automatic' } = wish;
    const approval = { tier, peopleRequired: 0 as const, why: { en: '', 'zh-CN': '' } };
    const claim = {
      assessment: { recommendation, approval },
      isContested: wish.isContested ?? false,
    };
    expect(isForTheMachine(claim, { wasDecided: wish.wasDecided ?? false })).toBe(expected);
  });
});
