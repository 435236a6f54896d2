import { TEXTS_EN } from '../language/texts-en';
import { statusTextKey } from './claim-status';

describe('the status of a claim', () => {
  it.each([
    ['awaiting_claimant', 'We need something from you'],
    ['paid', 'Paid'],
  ])('%s is said to the claimant as "%s"', (status, words) => {
    expect(TEXTS_EN[statusTextKey(status)]).toBe(words);
  });

  it.each(['teleported', 'constructor', ''])(
    '%p, which this page does not know, has words too',
    (status) => {
      expect(statusTextKey(status)).toBe('mine.status.other');
    },
  );
});
