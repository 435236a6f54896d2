import { isSameContent, readCopy, textOfCopy } from './content';

describe('what was typed', () => {
  it('is the same in whatever order its fields stand, also deep within', () => {
    const one = { lossType: 'theft', contact: { name: 'Lin', locale: 'en' }, lines: [1, 2] };
    const other = { lines: [1, 2], contact: { locale: 'en', name: 'Lin' }, lossType: 'theft' };
    expect(isSameContent(one, other)).toBe(true);
    expect(isSameContent(one, { ...other, lines: [2, 1] })).toBe(false);
    expect(isSameContent(one, { ...other, contact: { name: 'Lin' } })).toBe(false);
  });

  it('is there again in the next visit, with the version that it was typed over', () => {
    const copy = { content: { narrative: '手机被盗。' }, version: 3 };
    expect(readCopy(textOfCopy(copy))).toEqual(copy);
  });

  it.each([null, '', '{', '7', '[]', '{"content":7,"version":1}', '{"content":{}}'])(
    'is not found in %p',
    (kept) => {
      expect(readCopy(kept)).toBeNull();
    },
  );
});
