import fc from 'fast-check';

import { LANE_COUNT } from '@app/kernel';

import { REFERENCE_RANDOM_BITS, makeReference, readReference } from './claim-reference';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const lanes = fc.integer({ min: 0, max: LANE_COUNT - 1 });
const randoms = fc.integer({ min: 0, max: 2 ** REFERENCE_RANDOM_BITS - 1 });
const references = fc.tuple(lanes, randoms).map(([lane, random]) => makeReference(lane, random));

/** The eight characters that carry meaning, without `CLM` and hyphens. */
const lettersOf = (reference: string): string => reference.replace(/^CLM-|-/g, '');

function withLetters(letters: string): string {
  return `CLM-${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** All texts that come of two of the letters changing places, next to each other or not. */
function swapsOf(letters: string): string[] {
  const places = [...letters].map((_letter, place) => place);
  return places.flatMap((one) =>
    places
      .filter((other) => other > one)
      .map((other) => {
        const typed = [...letters];
        typed[one] = letters.charAt(other);
        typed[other] = letters.charAt(one);
        return typed.join('');
      }),
  );
}

describe('the reference of a claim', () => {
  it('is written as CLM, four characters, four characters, none of them easy to mistake', () => {
    fc.assert(
      fc.property(references, (reference) => {
        expect(reference).toMatch(/^CLM-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
      }),
    );
  });

  it('reads back to itself and to its lane', () => {
    fc.assert(
      fc.property(lanes, randoms, (lane, random) => {
        const reference = makeReference(lane, random);
        expect(readReference(reference)).toEqual({ reference, lane });
      }),
      { numRuns: 500 },
    );
  });

  it('differs for every lane and every number', () => {
    const pair = fc.tuple(lanes, randoms);
    fc.assert(
      fc.property(pair, pair, (one, other) => {
        const isSame = one[0] === other[0] && one[1] === other[1];
        expect(makeReference(...one) === makeReference(...other)).toBe(isSame);
      }),
    );
  });

  it('is refused with any one of its characters wrong', () => {
    fc.assert(
      fc.property(references, (reference) => {
        const letters = lettersOf(reference);
        const wrong = [...letters].flatMap((right, position) =>
          [...CROCKFORD]
            .filter((letter) => letter !== right)
            .map((letter) => letters.slice(0, position) + letter + letters.slice(position + 1)),
        );
        expect(wrong).toHaveLength(8 * 31);
        expect(wrong.filter((typed) => readReference(withLetters(typed)) !== null)).toEqual([]);
      }),
    );
  });

  it('is refused with any two different characters in each other’s place', () => {
    fc.assert(
      fc.property(references, (reference) => {
        const letters = lettersOf(reference);
        const swapped = swapsOf(letters).filter((typed) => typed !== letters);
        expect(swapped.filter((typed) => readReference(withLetters(typed)) !== null)).toEqual([]);
      }),
    );
  });

  it.each<[string, (reference: string) => string]>([
    ['in lower case', (reference) => reference.toLowerCase()],
    ['without hyphens', (reference) => reference.replaceAll('-', '')],
    ['without CLM', (reference) => reference.slice(4)],
    ['without CLM and hyphen', lettersOf],
    ['with spaces', (reference) => `  ${reference.replaceAll('-', ' ')} `],
    ['with long dashes', (reference) => reference.replaceAll('-', '—')],
    ['in full width', fullWidth],
    ['with O for 0', (reference) => reference.replaceAll('0', 'O')],
    ['with o for 0', (reference) => reference.replaceAll('0', 'o')],
    ['with I for 1', (reference) => reference.replaceAll('1', 'I')],
    ['with l for 1', (reference) => reference.replaceAll('1', 'l')],
    ['without CLM and with L for 1', (reference) => lettersOf(reference).replaceAll('1', 'L')],
  ])('is understood when it is typed %s', (_manner, typed) => {
    fc.assert(
      fc.property(references, (reference) => {
        expect(readReference(typed(reference))?.reference).toBe(reference);
      }),
    );
  });

  it('is understood without CLM even when its own first letters look like it', () => {
    // C1M… typed with L for 1 begins with the letters C, L, M.
    const made = referenceBeginningWith('C1M');
    expect(made).toMatch(/^CLM-C1M/);
    expect(readReference(lettersOf(made).replace('C1M', 'CLM'))?.reference).toBe(made);
  });

  it.each([
    '',
    'CLM',
    'CLM-7K3M',
    'CLM-7K3M-92Q',
    'CLM-7K3M-92QDX',
    'CLM-7K3U-92QD',
    'CLM-7K3M-92Q!',
    '付款',
    '\u0000',
    'CLM-'.repeat(1_000),
  ])('is not %p', (text) => {
    expect(readReference(text)).toBeNull();
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const read = readReference(text);
        expect(read === null || /^CLM-.{4}-.{4}$/.test(read.reference)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

function fullWidth(reference: string): string {
  return [...reference]
    .map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
    .join('');
}

/** The first three characters are the highest 15 of 35 bits. */
function referenceBeginningWith(start: string): string {
  const high = [...start].reduce((sum, letter) => sum * 32 + CROCKFORD.indexOf(letter), 0);
  return makeReference(5, high * 2 ** (REFERENCE_RANDOM_BITS - 15) + 4_711);
}
