import fc from 'fast-check';

import { HOUSE_LANE, newId } from '@app/kernel';

import { isLinkGood, readMailToken, signMailToken } from './mail-token';

const KEY = Buffer.alloc(32, 1);

describe('the link to a mail', () => {
  it('opens that mail', () => {
    const id = newId('iml', HOUSE_LANE);
    expect(readMailToken(signMailToken(id, KEY), KEY)).toBe(id);
  });

  it('opens nothing with another key, or when any character was changed', () => {
    const token = signMailToken(newId('iml', HOUSE_LANE), KEY);
    expect(readMailToken(token, Buffer.alloc(32, 2))).toBeNull();
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'0aZ-_.'), (at, letter) => {
        fc.pre(token.charAt(at) !== letter);
        const changed = token.slice(0, at) + letter + token.slice(at + 1);
        // The last character of a signature has bits that mean nothing.
        expect(readMailToken(changed, KEY)).toBeNull();
      }),
    );
  });

  it.each(['', 'iml_x', 'x.y', '../..', '0'.repeat(49)])('opens nothing by %j', (text) => {
    expect(readMailToken(text, KEY)).toBeNull();
  });

  it('is good for 30 days', () => {
    const now = new Date('2026-12-31T00:00:00Z');
    expect(isLinkGood(new Date('2026-12-01T00:00:01Z'), now)).toBe(true);
    expect(isLinkGood(new Date('2026-12-01T00:00:00Z'), now)).toBe(false);
    expect(isLinkGood(null, now)).toBe(false);
  });
});
