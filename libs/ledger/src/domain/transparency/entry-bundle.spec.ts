import fc from 'fast-check';

import { ENTRY_BYTES_MAX, encodeEntryBundle } from './entry-bundle';
import { readEntryBundle } from './testing/read-entry-bundle';

const code = (wanted: string): Error => expect.objectContaining({ code: wanted }) as Error;

describe('a bundle of entries', () => {
  it('has before each entry its length in two bytes, the higher first', () => {
    const bundle = encodeEntryBundle([Buffer.from('ab'), Buffer.alloc(0), Buffer.alloc(258, 1)]);
    expect(bundle.toString('hex')).toBe(`0002616200000102${'01'.repeat(258)}`);
  });

  it('gives back its entries', () => {
    const entries = fc.array(
      fc.uint8Array({ maxLength: 700 }).map((bytes) => Buffer.from(bytes)),
      { minLength: 1, maxLength: 256 },
    );
    fc.assert(
      fc.property(entries, (some) => {
        expect(readEntryBundle(encodeEntryBundle(some))).toEqual(some);
      }),
    );
  });

  it('holds entries of 65,535 bytes, and refuses longer ones', () => {
    const longest = Buffer.alloc(ENTRY_BYTES_MAX, 7);
    expect(readEntryBundle(encodeEntryBundle([longest]))).toEqual([longest]);
    const longer = Buffer.alloc(ENTRY_BYTES_MAX + 1);
    expect(() => encodeEntryBundle([longer])).toThrow(code('ledger.entry_too_long'));
  });

  it.each([0, 257])('is refused with %i entries', (count) => {
    const entries = Array.from({ length: count }, () => Buffer.from('a'));
    expect(() => encodeEntryBundle(entries)).toThrow(code('ledger.bad_entry_bundle'));
  });
});
