import fc from 'fast-check';

import { finalParts } from './final-parts';
import type { ArrivedPart } from './final-parts';

const part = (
  lineId: string,
  amountMinor: bigint,
  wish: Partial<ArrivedPart> = {},
): ArrivedPart => ({
  ...{ payoutId: `pyo_${lineId}`, lineId, amountMinor, finalMinor: 0n, isEnded: false },
  ...wish,
});
const gist = (parts: ArrivedPart[], due: Record<string, bigint>): string[] =>
  finalParts(parts, new Map(Object.entries(due))).map(
    ({ payoutId, addedMinor }) => `${payoutId} ${addedMinor.toString()}`,
  );

describe('what an award makes final', () => {
  it.each([
    ['all that was credited', [part('a', 100n)], { a: 100n }, ['pyo_a 100']],
    ['all that was credited, and the rest is paid', [part('a', 60n)], { a: 100n }, ['pyo_a 60']],
    ['no more than is due', [part('a', 100n)], { a: 40n }, ['pyo_a 40']],
    [
      'nothing on a line that is denied',
      [part('a', 50n), part('b', 50n)],
      { a: 50n },
      ['pyo_a 50'],
    ],
    ['nothing where nothing is due', [part('a', 100n)], { a: 0n }, []],
    [
      'what an earlier award left',
      [part('a', 100n, { finalMinor: 40n })],
      { a: 80n },
      ['pyo_a 60'],
    ],
    ['nothing that went back', [part('a', 100n, { isEnded: true })], { a: 100n }, []],
    [
      'a line once, however often it was credited',
      [part('a', 60n), part('a', 60n, { payoutId: 'pyo_2' })],
      { a: 80n },
      ['pyo_a 60', 'pyo_2 20'],
    ],
  ])('is %s', (_what, parts, due, expected) => {
    expect(gist(parts, due)).toEqual(expected);
  });

  it('is never more than was credited on a line, nor than is due on it', () => {
    const lines = fc.array(fc.tuple(fc.bigInt(1n, 1_000n), fc.bigInt(0n, 1_000n)), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(lines, (pairs) => {
        const parts = pairs.map(([amount], place) => part(String(place), amount));
        const due = new Map(pairs.map(([, minor], place) => [String(place), minor]));
        const final = finalParts(parts, due);
        for (const [place, [amount, minor]] of pairs.entries()) {
          const added = final.find(({ payoutId }) => payoutId === `pyo_${String(place)}`);
          expect(added?.addedMinor ?? 0n).toBe(amount < minor ? amount : minor);
        }
      }),
    );
  });
});
