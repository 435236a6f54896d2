import type { ClaimStatus } from '@app/claims';

import { creditAction, nextLook } from './credit-action';
import type { CreditState, CreditStatus, CreditedClaim } from './credit-action';

const NOW = new Date('2026-11-20T04:00:00Z');
const BEFORE = new Date('2026-11-20T03:59:59Z');
const LATER = new Date('2026-11-25T04:59:59Z');

function aClaim(status: ClaimStatus, wish: Partial<CreditedClaim> = {}): CreditedClaim {
  const isDecided = ['approved', 'paying', 'paid', 'denied'].includes(status);
  return {
    status,
    nextStep: status === 'approved' ? 'open_payout' : null,
    decisionId: isDecided ? 'dec_1' : null,
    creditAt: BEFORE,
    ...wish,
  };
}

function aCredit(status: CreditStatus, wish: Partial<CreditState> = {}): CreditState {
  return {
    status,
    endsAt: status === 'ending' ? LATER : null,
    ...{ decisionId: null, openMinor: 100n, isUnderWay: false, isAskedBack: false },
    ...wish,
  };
}

describe('a credit', () => {
  it.each<[string, CreditedClaim, ReturnType<typeof creditAction>]>([
    ['in review', aClaim('in_review'), 'grant'],
    ['that waits for its claimant', aClaim('awaiting_claimant'), 'grant'],
    ['whose decision waits for approval', aClaim('awaiting_approval'), 'grant'],
    ['before its time', aClaim('in_review', { creditAt: LATER }), 'none'],
    ['that is promised nothing', aClaim('in_review', { creditAt: null }), 'none'],
    ['that was decided', aClaim('denied'), 'none'],
    ['on appeal', aClaim('in_review', { decisionId: 'dec_1' }), 'none'],
    ['that was withdrawn', aClaim('withdrawn'), 'none'],
  ])('of a claim %s: %#', (_how, claim, action) => {
    expect(creditAction(claim, null, NOW)).toBe(action);
    // One that never arrived is as good as none.
    expect(creditAction(claim, aCredit('failed'), NOW)).toBe(action);
  });

  it.each<[ClaimStatus, CreditState, ReturnType<typeof creditAction>]>([
    // As long as nobody has decided nothing becomes of it.
    ['in_review', aCredit('granted'), 'none'],
    ['awaiting_approval', aCredit('granted'), 'none'],
    // The decision is final: it is the claimant's, or goes back.
    ['approved', aCredit('granted'), 'make_final'],
    ['denied', aCredit('granted'), 'announce'],
    ['withdrawn', aCredit('granted'), 'announce'],
    ['closed', aCredit('granted'), 'announce'],
    ['paid', aCredit('granted'), 'announce'],
    // It is not known yet whether it arrives.
    ['approved', aCredit('granted', { isUnderWay: true }), 'none'],
    ['denied', aCredit('granted', { isUnderWay: true }), 'none'],
    // Nothing of it ever arrived.
    ['denied', aCredit('granted', { openMinor: 0n }), 'drop'],
    // The award has looked at it: what is too much is announced, and the rest is ordered.
    ['approved', aCredit('ending', { decisionId: 'dec_1' }), 'none'],
    ['paying', aCredit('ending', { decisionId: 'dec_1' }), 'none'],
    // An appeal, decided for the claimant, finds it announced.
    ['approved', aCredit('ending', { decisionId: 'dec_0' }), 'make_final'],
    // It is honoured, and then goes back.
    ['denied', aCredit('ending'), 'none'],
    ['denied', aCredit('ending', { endsAt: NOW }), 'take_back'],
    ['withdrawn', aCredit('ending', { endsAt: NOW }), 'take_back'],
    ['paid', aCredit('ending', { endsAt: NOW, decisionId: 'dec_1' }), 'take_back'],
    // While it is looked at again nothing is taken, however late it is.
    ['in_review', aCredit('ending'), 'keep'],
    ['in_review', aCredit('ending', { endsAt: BEFORE }), 'keep'],
    // But what a wallet was asked for nobody can stop.
    ['in_review', aCredit('ending', { isAskedBack: true }), 'none'],
    ['denied', aCredit('ending', { endsAt: BEFORE, isAskedBack: true }), 'none'],
    // Over is over.
    ['approved', aCredit('final'), 'none'],
    ['denied', aCredit('reversed'), 'none'],
  ])('of a claim that is %s and %j: %s', (status, credit, action) => {
    expect(creditAction(aClaim(status), credit, NOW)).toBe(action);
  });

  it('waits for people where the award does', () => {
    const claim = aClaim('approved', { nextStep: 'confirm_award' });
    expect(creditAction(claim, aCredit('granted'), NOW)).toBe('none');
  });

  it.each([
    [aCredit('ending'), LATER],
    [aCredit('ending', { endsAt: BEFORE }), null],
    [aCredit('granted'), null],
    [aCredit('final', { endsAt: LATER }), null],
  ])('%j is looked at next: %s', (credit, at) => {
    expect(nextLook(credit, NOW)).toEqual(at);
  });
});
