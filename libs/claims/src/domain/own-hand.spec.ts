import { requireNoHandIn } from './own-hand';
import { endOf } from './testing/refusals';

describe('whoever has a hand in a claim', () => {
  const claim = { filedBy: 'usr_sun', claimantPartyId: 'u_1001' };
  it.each([
    ['filed it', { id: 'usr_sun', partyId: null }, 'claim.own_hand'],
    ['claims by it', { id: 'usr_x', partyId: 'u_1001' }, 'claim.own_hand'],
    ['does neither', { id: 'usr_wang', partyId: null }, 'fine'],
  ])('because they %s', (_why, actor, end) => {
    expect(endOf(() => requireNoHandIn(claim, actor))).toBe(end);
  });
});
