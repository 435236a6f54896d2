import fc from 'fast-check';

import { LANE_COUNT } from '@app/kernel';

import { CODE_RANDOM_BYTES, makeMessageCode, readMessageCode } from './message-code';

const lanes = fc.integer({ min: 0, max: LANE_COUNT - 1 });
const randoms = fc
  .uint8Array({ minLength: CODE_RANDOM_BYTES, maxLength: CODE_RANDOM_BYTES })
  .map((bytes) => Buffer.from(bytes));

describe('the code of a message', () => {
  it('is three groups of four that are easy to read out, and names its lane', () => {
    fc.assert(
      fc.property(lanes, randoms, (lane, random) => {
        const code = makeMessageCode(lane, random);
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
        expect(readMessageCode(code)).toEqual({ code, lane });
      }),
    );
  });

  it.each([
    ['as it stands', (code: string) => code],
    ['in small letters', (code: string) => code.toLowerCase()],
    ['without dashes', (code: string) => code.replaceAll('-', '')],
    ['with spaces', (code: string) => ` ${code.replaceAll('-', ' ')} `],
    ['with O and I for 0 and 1', (code: string) => code.replaceAll('0', 'O').replaceAll('1', 'I')],
  ])('is read %s', (_how, typed) => {
    fc.assert(
      fc.property(lanes, randoms, (lane, random) => {
        const code = makeMessageCode(lane, random);
        expect(readMessageCode(typed(code))?.code).toBe(code);
      }),
    );
  });

  it('is known to be mistyped when a single character is wrong', () => {
    const code = makeMessageCode(7, Buffer.from('0123456789ab', 'hex'));
    const letters = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'];
    const mistyped = [...code].flatMap((letter, place) =>
      letter === '-'
        ? []
        : letters
            .filter((other) => other !== letter)
            .map((other) => code.slice(0, place) + other + code.slice(place + 1)),
    );
    expect(mistyped).toHaveLength(12 * 31);
    expect(mistyped.filter((typed) => readMessageCode(typed) !== null)).toEqual([]);
  });

  it.each(['', '7K3M', 'CLM-7K3M-92QD', '7K3M-92QD-XF4T-7K3M', '../..', 'U'.repeat(12)])(
    'is not read from %j',
    (typed) => {
      expect(readMessageCode(typed)).toBeNull();
    },
  );
});
