import { requireNoHandIn, withHand } from './own-hand';
import { endOf } from './testing/refusals';

describe('whoever has a hand in a claim', () => {
  const claiming = new Set(['usr_sun', 'usr_lin']);
  it.each([
    ['claims or filed it, by whatever account', 'usr_sun', 'claim.own_hand'],
    ['does neither', 'usr_wang', 'fine'],
  ])('because they %s', (_why, personId, end) => {
    expect(endOf(() => requireNoHandIn(claiming, { personId }))).toBe(end);
  });

  it('is kept once, and the machine is nobody', () => {
    const wang = { role: 'reviewer', personId: 'usr_wang' };
    expect(withHand(withHand(['usr_zhao'], wang), wang)).toEqual(['usr_wang', 'usr_zhao']);
    expect(withHand([], { role: 'system', personId: 'system' })).toEqual([]);
  });
});
