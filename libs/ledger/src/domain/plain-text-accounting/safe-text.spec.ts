import fc from 'fast-check';

import { safeText } from './safe-text';

describe('a text for other programs', () => {
  it.each([
    ['Case reserve set', 'Case reserve set'],
    ['立案准备金 "set"', '立案准备金 ＂set＂'],
    ['a;b|c (d) {e} [2026-01-01] =f *g !h', 'a；b｜c （d） ｛e｝ ［2026-01-01］ ＝f ＊g ！h'],
    ['date:2026-01-01', 'date：2026-01-01'],
    ['  two\t\n lines \r\n', 'two lines'],
    ['line\u2028separator\u0085next', 'line separator next'],
    ['\u202edirection\u202c', 'direction'],
    ['a\ud800b', 'a b'],
    ['a\0b', 'a b'],
    ['🙂 مرحبا', '🙂 مرحبا'],
    ['simulated/rail-1_x.y', 'simulated/rail-1_x.y'],
    ['', ''],
  ])('%j becomes %j', (text, safe) => {
    expect(safeText(text)).toBe(safe);
  });

  it('is one short line that holds nothing but words, whatever people wrote', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 600 }),
      fc.string({ unit: 'grapheme', maxLength: 600 }),
      fc.string({ unit: 'binary-ascii' }),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const safe = safeText(text);
        expect(safe).toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u);
        expect(safe).not.toMatch(/[^\P{ASCII}A-Za-z0-9 ._/-]|^ | $| {2}/u);
        expect([...safe].length).toBeLessThanOrEqual(401);
        expect(Buffer.byteLength(safe)).toBeLessThan(2_000);
      }),
      { numRuns: 1_000 },
    );
  });
});
