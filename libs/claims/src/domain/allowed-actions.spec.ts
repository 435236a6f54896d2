import { allowedActions } from './allowed-actions';

describe('what somebody can do with a claim', () => {
  it.each([
    ['claimant', 'denied', 'dec_1', null, ['appeal']],
    ['claimant', 'closed', null, null, []],
    ['reviewer', 'closed', 'dec_1', null, ['reopen']],
    ['reviewer', 'closed', null, 'clm_2', []],
    ['auditor', 'in_review', null, null, []],
  ] as const)(
    'a %s, when it is %s with decision %p, merged into %p',
    (role, status, decisionId, mergedIntoId, actions) => {
      expect(allowedActions({ status, decisionId, mergedIntoId }, role)).toEqual(actions);
    },
  );

  it('a reviewer, with one that is open again: not merge it', () => {
    const first = { status: 'in_review', decisionId: null, mergedIntoId: null } as const;
    expect(allowedActions(first, 'reviewer')).toContain('merge');
    expect(allowedActions({ ...first, decisionId: 'dec_1' }, 'reviewer')).not.toContain('merge');
  });
});
