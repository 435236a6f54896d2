import { isSameContent, requireDraftSize } from './draft-content';
import { refusedBy } from './testing/refusals';

describe('what a draft keeps', () => {
  it('is all that was typed, right or wrong, but not the device', () => {
    const typed = { lossType: 7, nonsense: { deep: [null] }, narrative: '\u0001' };
    expect(requireDraftSize({ ...typed, device: { id: 'phone' } })).toEqual(typed);
  });

  it('is at most 64 kB, counted as it is stored', () => {
    const room = 64 * 1_024 - JSON.stringify({ narrative: '' }).length;
    expect(requireDraftSize({ narrative: 'a'.repeat(room) })).toBeDefined();
    const refused = (narrative: string) => refusedBy(() => requireDraftSize({ narrative }));
    expect(refused('a'.repeat(room + 1))).toMatchObject({
      kind: 'too_large',
      code: 'draft.too_large',
      details: { field: 'claim', saw: '65 kB' },
    });
    // Three bytes each in UTF-8.
    expect(refused('中'.repeat(room / 2))?.code).toBe('draft.too_large');
  });

  it('is the same in whatever order it was typed', () => {
    expect(isSameContent({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toBe(true);
    expect(isSameContent({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
  });
});
