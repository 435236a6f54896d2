import { VICTIM_INFORMATION, pauseReasonLabel, shownPauseReason } from './pause-reasons';
import { pauseReasons } from './testing/clock-story';

describe('why a clock stands still', () => {
  it.each([
    ['that they are waited for', VICTIM_INFORMATION, VICTIM_INFORMATION],
    ['of no suspicion', 'first_party_fraud_evidence', null],
    ['nothing when it does not', null, null],
  ])('tells claimants %s', (_what, reason, shown) => {
    expect(shownPauseReason(reason, true)).toBe(shown);
    expect(shownPauseReason(reason, false)).toBe(reason);
  });

  it.each([
    ['as the pack says it', 'cmc_check', ['cmc_check'], 'because of cmc_check'],
    [
      'as the pack says it, for the claimant too',
      VICTIM_INFORMATION,
      [VICTIM_INFORMATION],
      `because of ${VICTIM_INFORMATION}`,
    ],
    [
      'in our words where the pack lists no reasons',
      VICTIM_INFORMATION,
      [],
      'we wait for information from the claimant',
    ],
    ['in none for what somebody wrote freely', 'lunch', [], null],
    ['in none while it runs', null, ['cmc_check'], null],
  ])('is put into words %s', (_where, reason, listed, words) => {
    const label = pauseReasonLabel(reason, { pauseReasons: pauseReasons(...listed) });
    expect(label?.en ?? null).toBe(words);
    expect(/\p{Script=Han}/u.test(label?.['zh-CN'] ?? '')).toBe(words !== null);
  });
});
