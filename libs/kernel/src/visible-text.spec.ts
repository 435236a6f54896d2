import { visibleText } from './visible-text';

describe('what is seen of a text', () => {
  it.each([
    ['a blank, a tab and a line', ' \t\n\u3000'],
    ['a zero-width space and joiner', '\u200b\u200d'],
    ['marks of direction', '\u202e\u2066'],
    ['a soft hyphen', '\u00ad'],
    ['fillers of Hangul', '\u3164\u115f'],
    ['a variation selector and a tag', '\ufe0f\u{e0041}'],
  ])('is nothing of %s', (_what, unseen) => {
    expect(visibleText(unseen)).toBe('');
    expect(visibleText(`林${unseen}a`)).toBe('林a');
  });
});
