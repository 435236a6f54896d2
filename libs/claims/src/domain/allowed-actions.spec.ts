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
      const claim = { status, nextStep: null, decisionId, mergedIntoId };
      expect(allowedActions(claim, role)).toEqual(actions);
    },
  );

  it('a reviewer, with one that is open again: not merge it', () => {
    const first = {
      status: 'in_review',
      nextStep: 'review',
      decisionId: null,
      mergedIntoId: null,
    } as const;
    expect(allowedActions(first, 'reviewer')).toContain('merge');
    expect(allowedActions({ ...first, decisionId: 'dec_1' }, 'reviewer')).not.toContain('merge');
  });

  it.each([
    ['add_evidence', null, false],
    ['close_by_default', null, true],
    ['deny_by_default', null, true],
    ['close_by_default', 'dec_1', false],
  ] as const)(
    'a reviewer, with one that waits for its claimant: next is %s, decided %p: close it is %p',
    (nextStep, decisionId, mayClose) => {
      const waiting = { status: 'awaiting_claimant', mergedIntoId: null } as const;
      const actions = allowedActions({ ...waiting, nextStep, decisionId }, 'reviewer');
      expect(actions.includes('close')).toBe(mayClose);
    },
  );

  it.each([
    ['confirm_award', true],
    ['open_payout', false],
    ['resolve_payout', false],
  ] as const)('an approver, with an approved one whose next step is %s', (nextStep, mayApprove) => {
    const approved = { status: 'approved', decisionId: 'dec_1', mergedIntoId: null } as const;
    const actions = allowedActions({ ...approved, nextStep }, 'approver');
    expect(actions.includes('approve')).toBe(mayApprove);
  });
});
