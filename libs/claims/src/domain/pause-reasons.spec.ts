import { VICTIM_INFORMATION, shownPauseReason } from './pause-reasons';

describe('why a clock stands still', () => {
  it.each([
    ['that they are waited for', VICTIM_INFORMATION, VICTIM_INFORMATION],
    ['of no suspicion', 'first_party_fraud_evidence', null],
    ['nothing when it does not', null, null],
  ])('tells claimants %s', (_what, reason, shown) => {
    expect(shownPauseReason(reason, true)).toBe(shown);
    expect(shownPauseReason(reason, false)).toBe(reason);
  });
});
