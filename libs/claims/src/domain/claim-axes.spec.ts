import { claimAxes } from './claim-axes';
import type { ClaimStanding } from './claim-axes';

const claim = (wish: Partial<ClaimStanding>): ClaimStanding => ({
  status: 'in_review',
  nextStep: 'review',
  decisionId: null,
  awardedMinor: null,
  paidMinor: 0n,
  ...wish,
});
const awarded = { decisionId: 'dec_1', awardedMinor: 300n };
const paid = { ...awarded, paidMinor: 300n, nextStep: null };

describe('the axes of a claim', () => {
  it.each([
    ['received', claim({ status: 'received' }), 'automatic'],
    ['assessing', claim({ status: 'assessing' }), 'automatic'],
    ['waiting for the claimant', claim({ status: 'awaiting_claimant' }), 'awaiting_claimant'],
    ['in review', claim({}), 'in_review'],
    ['waiting for approval', claim({ status: 'awaiting_approval' }), 'awaiting_approval'],
    ['approved', claim({ ...awarded, status: 'approved' }), 'decided'],
    ['denied', claim({ decisionId: 'dec_1', status: 'denied' }), 'decided'],
    ['withdrawn', claim({ status: 'withdrawn' }), 'none'],
    ['closed after a decision', claim({ ...paid, status: 'closed' }), 'decided'],
    ['closed as a duplicate', claim({ status: 'closed' }), 'none'],
    ['paid and on appeal', claim({ ...paid, status: 'in_review' }), 'in_review'],
  ] as const)('review, of a claim that is %s', (_how, one, review) => {
    expect(claimAxes(one, true).review).toBe(review);
  });

  it.each([
    ['nothing was decided on', claim({}), 'none'],
    ['was denied', claim({ status: 'denied', awardedMinor: 0n }), 'none'],
    ['is approved', claim({ ...awarded, status: 'approved', nextStep: 'open_payout' }), 'due'],
    [
      'is being paid',
      claim({ ...awarded, status: 'paying', nextStep: 'settle_payout' }),
      'under_way',
    ],
    [
      'was paid in part',
      claim({ ...awarded, paidMinor: 100n, status: 'paying', nextStep: 'settle_payout' }),
      'under_way',
    ],
    [
      'waits for money',
      claim({ ...awarded, status: 'paying', nextStep: 'await_funds' }),
      'awaiting_funds',
    ],
    [
      'met an obstacle',
      claim({ ...awarded, status: 'approved', nextStep: 'resolve_payout' }),
      'obstacle',
    ],
    ['is paid', claim({ ...paid, status: 'paid' }), 'settled'],
    ['is paid and on appeal', claim({ ...paid, status: 'in_review' }), 'settled'],
    [
      'got something on top that is not sent yet',
      claim({ ...paid, awardedMinor: 500n, status: 'approved', nextStep: 'open_payout' }),
      'due',
    ],
  ] as const)('payout, of a claim that %s', (_how, one, payout) => {
    expect(claimAxes(one, true).payout).toBe(payout);
  });

  it.each([
    ['nothing was paid', claim({ ...awarded, status: 'paying' }), true, 'none'],
    ['it was paid', claim({ ...paid, status: 'paid' }), true, 'possible'],
    ['its pack takes no rights over', claim({ ...paid, status: 'paid' }), false, 'none'],
  ] as const)('recovery, when %s', (_how, one, mayRecover, recovery) => {
    expect(claimAxes(one, mayRecover).recovery).toBe(recovery);
  });
});
