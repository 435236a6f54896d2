import fc from 'fast-check';

import { readSpokenNumber, spokenNumber, typedLetters } from './spoken-number';

const LENGTH = 11;
const values = fc.bigInt({ min: 0n, max: 32n ** BigInt(LENGTH) - 1n });

describe('a number as people read it out', () => {
  it('reads back to its value', () => {
    fc.assert(
      fc.property(values, (value) => {
        const written = spokenNumber(value, LENGTH);
        expect(written).toHaveLength(LENGTH + 1);
        expect(readSpokenNumber(written, LENGTH)).toEqual({ written, value });
      }),
    );
  });

  it('is refused when two of its characters changed places', () => {
    const places = fc.integer({ min: 0, max: LENGTH });
    fc.assert(
      fc.property(values, places, places, (value, one, other) => {
        const letters = [...spokenNumber(value, LENGTH)];
        fc.pre(letters[one] !== letters[other]);
        [letters[one], letters[other]] = [letters[other]!, letters[one]!];
        expect(readSpokenNumber(letters.join(''), LENGTH)).toBeNull();
      }),
    );
  });

  it('is refused at another length, and with letters that it does not have', () => {
    expect(readSpokenNumber(spokenNumber(1n, 7), LENGTH)).toBeNull();
    expect(readSpokenNumber('U'.repeat(LENGTH + 1), LENGTH)).toBeNull();
  });

  it.each([
    ['clm-7k3m 92qd', 'CLM7K3M92QD'],
    ['ＣＬＭ－７Ｋ３Ｍ', 'CLM7K3M'],
    [' 7k3m\u2014\n92 ', '7K3M92'],
  ])('typed as %j it is %s', (typed, letters) => {
    expect(typedLetters(typed)).toBe(letters);
  });
});
