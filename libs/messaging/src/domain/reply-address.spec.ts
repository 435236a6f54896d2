import fc from 'fast-check';

import { LANE_COUNT, newId } from '@app/kernel';

import { readReplyAddress, signReplyAddress } from './reply-address';

const OURS = { mailDomain: 'Claims.Example.com', key: Buffer.alloc(32, 1) };
const claimIds = fc.integer({ min: 0, max: LANE_COUNT - 1 }).map((lane) => newId('clm', lane));

describe('the address for replies to a claim', () => {
  it('leads back to the claim, whatever mail servers do to its case', () => {
    const cases = fc.array(fc.boolean(), { minLength: 100, maxLength: 100 });
    fc.assert(
      fc.property(claimIds, cases, (claimId, isUpper) => {
        const address = [...signReplyAddress(claimId, OURS)];
        const folded = address.map((letter, at) => (isUpper[at] ? letter.toUpperCase() : letter));
        expect(readReplyAddress(folded.join(''), OURS)).toBe(claimId);
      }),
    );
  });

  it('has a local part that every mail server takes', () => {
    const address = signReplyAddress(newId('clm', 7), OURS);
    expect(address).toMatch(/^reply\+[a-z0-9.]{51}@claims\.example\.com$/);
    expect(address.indexOf('@')).toBeLessThanOrEqual(64);
  });

  it('is nothing when any character of it was changed', () => {
    const change = fc.record({
      claimId: claimIds,
      at: fc.nat(80),
      letter: fc.constantFrom(...'0123456789abcdefghijklmnopqrstuvwxyz.@+'),
    });
    fc.assert(
      fc.property(change, ({ claimId, at, letter }) => {
        const address = signReplyAddress(claimId, OURS);
        const place = at % address.length;
        fc.pre(address.charAt(place) !== letter);
        const changed = address.slice(0, place) + letter + address.slice(place + 1);
        expect(readReplyAddress(changed, OURS)).toBeNull();
      }),
    );
  });

  it.each([
    ['another installation', { ...OURS, key: Buffer.alloc(32, 2) }],
    ['another domain', { ...OURS, mailDomain: 'example.com' }],
  ])('is nothing when it was made by %s', (_who, theirs) => {
    expect(readReplyAddress(signReplyAddress(newId('clm', 7), theirs), OURS)).toBeNull();
  });

  it('is nothing when it is any other text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readReplyAddress(text, OURS)).toBeNull();
      }),
    );
  });
});
