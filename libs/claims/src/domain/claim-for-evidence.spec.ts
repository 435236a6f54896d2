import type { EventName } from '@app/programs';

import { claimForEvidence } from './claim-for-evidence';
import { NOTHING_RECORDED } from './recorded-facts';

const claim = {
  claimedMinor: 19_900n,
  filedAt: new Date('2026-11-20T02:00:00Z'),
  discoveredAt: new Date('2026-11-02T01:00:00Z'),
};
const alertedAt = new Date('2026-11-01T05:00:00Z');
const recorded = {
  milestones: [{ milestone: 'transaction_alert' as const, at: alertedAt }],
  circumstances: [
    { circumstance: 'vulnerable', lineId: null, established: true },
    { circumstance: 'foreign', lineId: null, established: false },
    { circumstance: 'no_sca', lineId: 'line-1', established: true },
  ],
};

describe('a claim as its list of evidence sees it', () => {
  it('has the circumstances that hold for the claim as a whole, and those that do not', () => {
    expect(claimForEvidence(claim, recorded)).toMatchObject({
      claimedMinor: 19_900n,
      circumstances: ['vulnerable'],
      refuted: ['foreign'],
    });
  });

  it.each<[EventName, Date | null]>([
    ['claim_received', claim.filedAt],
    ['discovered', claim.discoveredAt],
    ['transaction_alert', alertedAt],
    ['statement_sent', null],
    ['decided', null],
  ])('knows when %s was', (name, at) => {
    expect(claimForEvidence(claim, recorded).eventAt?.(name)).toEqual(at);
  });

  it('knows nothing else while nothing was recorded', () => {
    const { circumstances, refuted, eventAt } = claimForEvidence(claim, NOTHING_RECORDED);
    expect([circumstances, refuted]).toEqual([[], []]);
    expect(eventAt?.('transaction_alert')).toBeNull();
  });
});
