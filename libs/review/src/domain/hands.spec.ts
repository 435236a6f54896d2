import type { DomainError } from '@app/kernel';

import { requireMayApprove, requireMayDecide } from './hands';

const CLAIM = { claimantPartyId: 'u_1' };
const HANDS = {
  claiming: new Set(['filer', 'victim', 'payee editor']),
  earlier: new Set(['first reviewer', 'first approver']),
  deciding: new Set(['first reviewer', 'reviewer']),
  approving: new Set(['other approver']),
};
const person = (personId: string, partyId: string | null = null) => ({ personId, partyId });

function endOf(work: () => void): string {
  try {
    work();
    return 'fine';
  } catch (error) {
    return (error as DomainError).code;
  }
}

describe('who has a hand in a claim', () => {
  it.each([
    ['filer', 'decision.own_claim', 'approval.own_hand'],
    ['victim', 'decision.own_claim', 'approval.own_hand'],
    ['payee editor', 'decision.own_claim', 'approval.own_hand'],
    ['first reviewer', 'decision.own_hand', 'approval.own_hand'],
    ['first approver', 'decision.own_hand', 'approval.own_hand'],
    // Whoever decided may decide again after a return, but not approve what another decides.
    ['reviewer', 'fine', 'approval.own_hand'],
    ['other approver', 'fine', 'approval.own_hand'],
    ['stranger', 'fine', 'fine'],
  ])('%s: to decide %s, to approve %s', (personId, toDecide, toApprove) => {
    expect(endOf(() => requireMayDecide(person(personId), CLAIM, HANDS))).toBe(toDecide);
    expect(endOf(() => requireMayApprove(person(personId), CLAIM, HANDS))).toBe(toApprove);
  });

  it('is the claimant under another account, known by the party alone', () => {
    const hat = person('stranger', 'u_1');
    expect(endOf(() => requireMayDecide(hat, CLAIM, HANDS))).toBe('decision.own_claim');
    expect(endOf(() => requireMayApprove(hat, CLAIM, HANDS))).toBe('approval.own_hand');
  });
});
