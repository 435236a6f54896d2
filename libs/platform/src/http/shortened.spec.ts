import { shortened } from './shortened';

describe('a text that is shown', () => {
  it.each([
    ['is kept when it fits', 'abc', 3, 'abc'],
    ['loses its end when it does not', 'abcd', 3, 'abc'],
    ['keeps a character of two halves whole', '😀😀', 2, '😀'],
    ['drops such a character rather than cut it', 'a😀😀', 2, 'a'],
    ['may become nothing', '😀', 1, ''],
  ])('%s', (_, text, charsMax, expected) => {
    expect(shortened(text, charsMax)).toBe(expected);
  });
});
