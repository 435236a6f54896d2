import { Money } from '@app/money';

import { requireMayOwn, requireSelfPick } from './assignment';

const CLAIM = { claimantPartyId: 'u_1001', filedByPersonId: 'usr_lin', barredPersonIds: ['qian'] };
const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');
const LIMIT = cny(500_000n);

function somebody(id: string, partyId: string | null = null): Parameters<typeof requireMayOwn>[0] {
  return { id, personId: id, partyId, role: 'reviewer' };
}

describe('an assignment', () => {
  it('goes to somebody without a hand in the claim', () => {
    expect(requireMayOwn(somebody('wang'), CLAIM)).toMatchObject({ id: 'wang' });
  });

  it.each([
    ['nobody who could own claims', null, 'assignment.no_owner'],
    ['the claimant', somebody('wang', 'u_1001'), 'assignment.own_hand'],
    ['who filed it', somebody('usr_lin'), 'assignment.own_hand'],
    ['who decided it before', somebody('qian'), 'assignment.own_hand'],
  ])('is refused to %s', (_who, assignee, code) => {
    expect(() => requireMayOwn(assignee, CLAIM)).toThrow(expect.objectContaining({ code }));
  });
});

describe('taking a claim for oneself', () => {
  it.each([cny(1n), LIMIT])('is free up to what one person may approve: %s', (claimed) => {
    expect(() => requireSelfPick({ claimed, limit: LIMIT, ownerName: null })).not.toThrow();
  });

  it.each<[what: string, claimed: Money, limit: Money | null]>([
    ['a cent more', cny(500_001n), LIMIT],
    ['another currency', Money.of(1n, 'EUR'), LIMIT],
    ['a programme in which no single person approves', cny(1n), null],
  ])('is refused for %s, and says who assigns it', (_what, claimed, limit) => {
    expect(() => requireSelfPick({ claimed, limit, ownerName: null })).toThrow(
      expect.objectContaining({
        code: 'assignment.above_self_pick',
        message: expect.stringContaining('The system assigns it') as string,
      }),
    );
  });

  it('is refused when somebody has it, and says who', () => {
    expect(() => requireSelfPick({ claimed: cny(1n), limit: LIMIT, ownerName: 'Qian' })).toThrow(
      expect.objectContaining({ code: 'assignment.taken', details: { owner: 'Qian' } }),
    );
  });
});
