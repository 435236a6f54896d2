import { endOf } from '../../../claims/src/domain/testing/refusals';
import { suitablePhrase } from './phrase';

describe('the phrase of a claimant', () => {
  it.each([
    ['the blue kettle sings', 'the blue kettle sings'],
    ['  蓝色水壶在唱歌 ', '蓝色水壶在唱歌'],
    ['桂花', '桂花'],
    ['Route 66', 'Route 66'],
    ['🐘🌙', '🐘🌙'],
  ])('%j is kept as %j', (typed, kept) => {
    expect(suitablePhrase(typed)).toBe(kept);
  });

  it.each([
    ['one that nobody knows again', 'x'],
    ['signs alone', '-- !!'],
    ['a link, which our mails would carry', 'pay at evil.com'],
    ['an address', 'lin@evil.com'],
    ['a verification code', 'code 1234'],
    ['a code in pieces', '12 34'],
    ['a code in full width', '１２３４'],
    ['a code with something unseen in it', '12\u200b34'],
  ])('%s is refused', (_what, typed) => {
    expect(endOf(() => suitablePhrase(typed))).toBe('phrase.unsuitable');
  });
});
