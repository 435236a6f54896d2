import { CLAIM_STATUSES, isUndecided } from './claim-lifecycle';
import type { ClaimStatus } from './claim-lifecycle';
import { countContent, opensAgain } from './content-change';

const at = (status: ClaimStatus) => ({ status, contentVersion: 7 });

describe('a change of what a decision stands on', () => {
  it.each(CLAIM_STATUSES.filter(isUndecided))('counts while the claim is %s', (status) => {
    expect(countContent(at(status), { content: 'changed' }).contentVersion).toBe(8);
    expect(countContent(at(status), {}).contentVersion).toBe(7);
  });

  it.each(CLAIM_STATUSES.filter((status) => !isUndecided(status)))(
    'comes too late to count when the claim is %s',
    (status) => {
      expect(countContent(at(status), { content: 'changed' }).contentVersion).toBe(7);
    },
  );

  it('counts when it opens a claim again', () => {
    const change = countContent(at('denied'), { content: 'changed', to: 'in_review' });
    expect(change).toMatchObject({ contentVersion: 8, to: 'in_review', voidsDecision: false });
  });

  it('sends a claim that waits for approval back to the reviewer', () => {
    expect(countContent(at('awaiting_approval'), { content: 'changed' })).toEqual({
      content: 'changed',
      contentVersion: 8,
      voidsDecision: true,
      follows: 'amend',
      to: 'in_review',
      nextStep: 'review',
    });
  });

  it('voids what waits for approval also when the claim is assessed anew', () => {
    const change = { content: 'changed', to: 'assessing', nextStep: 'assess' } as const;
    const counted = countContent(at('awaiting_approval'), change);
    expect(counted).toMatchObject({ ...change, voidsDecision: true });
  });

  it.each(CLAIM_STATUSES.filter((status) => status !== 'awaiting_approval'))(
    'moves no claim that is %s',
    (status) => {
      const change = countContent(at(status), { content: 'changed' });
      expect(change).toMatchObject({ voidsDecision: false });
      expect(change).not.toHaveProperty('to');
    },
  );

  it('leaves a claim where the change itself takes it', () => {
    const change = { content: 'changed', to: 'withdrawn', nextStep: null } as const;
    expect(countContent(at('awaiting_approval'), change)).toMatchObject({
      to: 'withdrawn',
      nextStep: null,
      voidsDecision: false,
    });
  });
});

describe('a claim is opened again', () => {
  it.each<[ClaimStatus, ClaimStatus, boolean]>([
    ['denied', 'in_review', true],
    ['paid', 'in_review', true],
    ['withdrawn', 'in_review', true],
    ['closed', 'in_review', true],
    ['approved', 'in_review', true],
    ['paid', 'closed', false],
    ['awaiting_approval', 'in_review', false],
    ['approved', 'paying', false],
  ])('from %s to %s: %s', (from, to, expected) => {
    expect(opensAgain(from, to)).toBe(expected);
  });
});
