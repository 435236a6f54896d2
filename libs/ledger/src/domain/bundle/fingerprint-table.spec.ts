import fc from 'fast-check';

import { newId } from '@app/kernel';

import {
  FINGERPRINT_WORDS,
  FingerprintTable,
  fingerprintOfId,
  fingerprintOfText,
} from './fingerprint-table';

const words = new Uint32Array(FINGERPRINT_WORDS);

describe('a table of fingerprints', () => {
  it('remembers under which index each text was seen first, as a map does', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 300 }), (texts) => {
        const table = new FingerprintTable();
        const map = new Map<string, number>();
        texts.forEach((text, index) => {
          fingerprintOfText(text, words);
          expect(table.add(words, index)).toBe(map.get(text) ?? null);
          if (!map.has(text)) map.set(text, index);
        });
        for (const [text, index] of map) {
          fingerprintOfText(text, words);
          expect(table.find(words)).toBe(index);
        }
        fingerprintOfText('never added', words);
        expect(table.find(words)).toBeNull();
      }),
    );
  });

  it('keeps ids apart while it grows, even those of one lane that were made together', () => {
    const table = new FingerprintTable();
    const ids = Array.from({ length: 50_000 }, () => newId('jnl', 0));
    const added = ids.map((id, index) => {
      fingerprintOfId(id, words);
      return table.add(words, index);
    });
    const found = ids.map((id) => {
      fingerprintOfId(id, words);
      return table.find(words);
    });
    expect(added.every((earlier) => earlier === null)).toBe(true);
    expect(found).toEqual(ids.map((_, index) => index));
  });

  it('sees all 128 bits of an id', () => {
    const id = 'jnl_7zzzzzzzzzzzzzzzzzzzzzzzzz';
    fingerprintOfId(id, words);
    expect([...words]).toEqual([0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff]);
    fingerprintOfId('jnl_0123456789abcdefghjkmnpqrs', words);
    const value = [...words].reduce((sum, word) => (sum << 32n) | BigInt(word), 0n);
    expect(value.toString(32)).toBe('123456789abcdefghijklmnop');
  });
});
