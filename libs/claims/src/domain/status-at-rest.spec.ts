import { statusAtRest } from './status-at-rest';

describe('an open claim that nobody is to decide any more', () => {
  it.each([
    [null, null, false, 'withdrawn'],
    ['dec_1', 0n, false, 'denied'],
    ['dec_1', null, false, 'denied'],
    ['dec_1', 300n, false, 'paid'],
    ['dec_1', 300n, true, 'approved'],
  ] as const)(
    'with decision %p, award %p and money that is owed (%p) becomes %s',
    (decisionId, awardedMinor, isOwed, status) => {
      expect(statusAtRest({ decisionId, awardedMinor, isOwed })).toBe(status);
    },
  );
});
