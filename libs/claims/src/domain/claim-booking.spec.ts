import { claimBooking } from './claim-booking';

describe('what a booking says of its claim', () => {
  const claim = { lane: 7, id: 'clm_1', packId: 'wallet', packVersion: '0.1.0', incidentId: null };
  const given = { actorId: 'usr_1', occurredAt: new Date(0), causeId: 'dec_1' };

  it('is its lane and its pack', () => {
    expect(claimBooking(claim, given)).toEqual({
      lane: 7,
      claimId: 'clm_1',
      actor: 'usr_1',
      occurredAt: new Date(0),
      causeId: 'dec_1',
      pack: 'wallet@0.1.0',
    });
  });

  it('is its incident too, where that is known', () => {
    expect(claimBooking({ ...claim, incidentId: 'inc_1' }, given).incident).toBe('inc_1');
  });
});
