import type { ApprovalTierName, Recommendation } from '@app/programs';

import { isForTheMachine } from './automatic-approval';

interface Wish {
  readonly recommendation?: Recommendation;
  readonly tier?: ApprovalTierName;
  /** What the policy gives on each line. */
  readonly awards?: readonly string[];
}

describe('what the machine may approve', () => {
  it.each<[string, Wish, boolean]>([
    ['a small, complete and clean claim', {}, true],
    ['one above the automatic limit', { tier: 'single' }, false],
    ['one that needs two people', { tier: 'dual' }, false],
    ['one with an open point', { recommendation: 'review' }, false],
    ['one that the policy does not cover', { recommendation: 'deny' }, false],
    [
      'one with a share of a cent, which is nothing, on one of its lines',
      { awards: ['1', '0'] },
      false,
    ],
  ])('is %s: %j', (_what, wish, expected) => {
    const { recommendation = 'approve', tier = 'automatic' } = wish;
    const approval = { tier, peopleRequired: 0 as const, why: { en: '', 'zh-CN': '' } };
    const lines = (wish.awards ?? ['1']).map((amountMinor, index) => ({
      lineId: `cln_${String(index)}`,
      award: { currency: 'CNY', amountMinor },
      reasonCode: 'covered.full',
    }));
    expect(isForTheMachine({ recommendation, approval, lines })).toBe(expected);
  });
});
