import fc from 'fast-check';

import { ID_PREFIXES, isId, laneOfId, newId } from './id';
import { LANE_COUNT } from './lane';

const prefixes = fc.constantFrom(...ID_PREFIXES);
const lanes = fc.integer({ min: 0, max: LANE_COUNT - 1 });

const EXAMPLE = 'clm_01h455vb4pex5vsknk084sn02q';

describe('an id', () => {
  it('keeps its prefix and its lane', () => {
    fc.assert(
      fc.property(prefixes, lanes, (prefix, lane) => {
        const id = newId(prefix, lane);
        expect(isId(id)).toBe(true);
        expect(isId(id, prefix)).toBe(true);
        expect(laneOfId(id)).toBe(lane);
      }),
    );
  });

  it('sorts in the order of making, also within a millisecond and beyond its counter', () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => newId('jnl', index % LANE_COUNT));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is a UUID of version 7 and of the RFC variant in base32', () => {
    const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
    fc.assert(
      fc.property(lanes, (lane) => {
        const before = Date.now();
        const value = Array.from(newId('clm', lane).slice(4)).reduce(
          (sum, character) => sum * 32n + BigInt(alphabet.indexOf(character)),
          0n,
        );
        const uuid = value.toString(16).padStart(32, '0');
        // A thousand ids in one millisecond may run a little ahead of the clock.
        expect(Math.abs(Number.parseInt(uuid.slice(0, 12), 16) - before)).toBeLessThan(1_000);
        expect(uuid).toMatch(/^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
      }),
    );
  });

  it.each([-1, 64, 1.5, Number.NaN])('is not made for %s, which is not a lane', (lane) => {
    expect(() => newId('clm', lane)).toThrow(RangeError);
  });

  it.each([
    ['an id', EXAMPLE, undefined, true],
    ['an id of the asked kind', EXAMPLE, 'clm', true],
    ['an id of another kind', EXAMPLE, 'pmt', false],
    ['a prefix that nobody uses', EXAMPLE.replace('clm', 'zzz'), undefined, false],
    ['capitals', EXAMPLE.toUpperCase(), undefined, false],
    ['a letter that base32 leaves out', EXAMPLE.replace('q', 'u'), undefined, false],
    ['more than 128 bits', EXAMPLE.replace('_0', '_8'), undefined, false],
    ['one character too few', EXAMPLE.slice(0, -1), undefined, false],
    ['one character too many', `${EXAMPLE}0`, undefined, false],
    ['a line break behind it', `${EXAMPLE}\n`, undefined, false],
    ['nothing', '', undefined, false],
  ] as const)('is told from other texts: %s', (_, text, prefix, expected) => {
    expect(isId(text, prefix)).toBe(expected);
  });

  it('has no lane when it is not an id', () => {
    expect(() => laneOfId('clm_UU')).toThrow('Not an id: clm_UU');
  });
});
