import { statusAtRest } from './status-at-rest';

describe('an open claim that nobody is to decide any more', () => {
  it.each([
    [null, null, 'withdrawn'],
    ['dec_1', 0n, 'denied'],
    ['dec_1', null, 'denied'],
    ['dec_1', 300n, 'paid'],
  ] as const)('with decision %p and award %p becomes %s', (decisionId, awardedMinor, status) => {
    expect(statusAtRest({ decisionId, awardedMinor })).toBe(status);
  });
});
