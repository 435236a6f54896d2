import { newId } from '@app/kernel';

import { isInQaSample } from './qa-sample';

const SECRET = Buffer.alloc(32, 7);
const CLAIMS = Array.from({ length: 4_000 }, (_, index) => newId('clm', index % 64));

const drawn = (sampleBp: number, secret = SECRET): string[] =>
  CLAIMS.filter((id) => isInQaSample(id, sampleBp, secret));

describe('the sample of automatic approvals that people look at', () => {
  it('is nothing at 0 and everything at 10,000', () => {
    expect(drawn(0)).toEqual([]);
    expect(drawn(10_000)).toEqual(CLAIMS);
  });

  it('is about one in twenty at 500', () => {
    const { length } = drawn(500);
    // Seven standard deviations to either side.
    expect(length).toBeGreaterThan(100);
    expect(length).toBeLessThan(300);
  });

  it('holds who was in it still when it grows, and is drawn alike each time', () => {
    const small = drawn(500);
    expect(drawn(500)).toEqual(small);
    expect(drawn(1_000)).toEqual(expect.arrayContaining(small));
  });

  it('is another one in another installation', () => {
    expect(drawn(500, Buffer.alloc(32, 8))).not.toEqual(drawn(500));
  });

  it('changes with the last bit of the draw', () => {
    const [claim] = CLAIMS;
    const first = Array.from({ length: 10_001 }, (_, bp) => bp).find((bp) =>
      isInQaSample(claim!, bp, SECRET),
    );
    expect(isInQaSample(claim!, first! - 1, SECRET)).toBe(false);
    expect(isInQaSample(claim!, first!, SECRET)).toBe(true);
  });
});
