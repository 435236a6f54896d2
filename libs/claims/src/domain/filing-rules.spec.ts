import { claimantOf, requireDiscovered } from './filing-rules';
import { refusedBy } from './testing/refusals';

const NOW = new Date('2026-11-20T10:00:00Z');

describe('whose payments a claim is about', () => {
  it.each<[string, string | null, string | null, string]>([
    ['claimant', 'u_1', null, 'u_1'],
    ['claimant', 'u_1', 'u_1', 'u_1'],
    ['agent', null, 'u_2', 'u_2'],
    // An agent may have payments of their own: they file for whom they name.
    ['agent', 'u_9', 'u_2', 'u_2'],
  ])('filed by a %s (%s) who names %s: %s', (role, partyId, named, party) => {
    expect(claimantOf({ role, partyId }, named)).toBe(party);
  });

  it.each<[string, string | null, string | null]>([
    ['claimant', 'u_1', 'u_2'],
    ['claimant', null, null],
    ['agent', null, null],
    ['agent', 'u_9', null],
  ])('is unclear when a %s (%s) names %s', (role, partyId, named) => {
    expect(refusedBy(() => claimantOf({ role, partyId }, named))).toMatchObject({
      code: 'claim.claimant_unclear',
      details: { field: 'claimantPartyId' },
    });
  });
});

describe('the discovery of a loss', () => {
  it('was before now, or is now', () => {
    expect(refusedBy(() => requireDiscovered(NOW, NOW))).toBeNull();
    const soon = new Date(NOW.getTime() + 1);
    expect(refusedBy(() => requireDiscovered(soon, NOW))).toMatchObject({
      code: 'claim.discovered_in_the_future',
      details: { field: 'discoveredAt', saw: soon.toISOString() },
    });
  });
});
