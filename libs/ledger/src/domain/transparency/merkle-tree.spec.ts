import fc from 'fast-check';

import { CompactRange, EMPTY_ROOT, leafHash, nodeHash } from './merkle-tree';
import { CLASSIC_ENTRIES, CLASSIC_ROOTS } from './testing/classic-tree';
import { merkleRoot } from './testing/merkle-root';
import { referenceRoot } from './testing/reference-tree';

const hex = (bytes: Buffer): string => bytes.toString('hex');
const entriesOf = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, index) => Buffer.from(`entry ${index}`));

describe('hashes', () => {
  it('are those that the verifiers of Certificate Transparency expect', () => {
    expect(hex(leafHash('L123456'))).toBe(
      '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56',
    );
    expect(hex(leafHash(''))).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
    expect(leafHash('hello world').toString('base64')).toBe(
      'TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=',
    );
    expect(hex(nodeHash(leafHash(Buffer.alloc(0)), leafHash(Buffer.of(0))))).toBe(
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    );
  });

  it('are the same of a text and of its UTF-8 bytes, whatever the length', () => {
    const texts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant('赔'.repeat(30_000)));
    fc.assert(
      fc.property(texts, (text) => {
        expect(leafHash(text)).toEqual(leafHash(Buffer.from(text)));
        expect(leafHash(text)).toEqual(referenceRoot([Buffer.from(text)]));
      }),
    );
  });

  it('refuses to hash what is not a hash', () => {
    expect(() => nodeHash(Buffer.alloc(31), Buffer.alloc(32))).toThrow(RangeError);
    expect(() => nodeHash(Buffer.alloc(32), Buffer.alloc(33))).toThrow(RangeError);
    expect(() => new CompactRange().append(Buffer.alloc(31))).toThrow(RangeError);
  });
});

describe('the root of a tree', () => {
  it.each(CLASSIC_ROOTS.map((root, size) => [size, root] as const))(
    'of the first %i classic entries is %s',
    (size, root) => {
      const hashes = CLASSIC_ENTRIES.slice(0, size).map((entry) => leafHash(entry));
      expect(hex(merkleRoot(hashes))).toBe(root);
    },
  );

  it('without entries is the hash of nothing', () => {
    expect(new CompactRange().root()).toEqual(EMPTY_ROOT);
    expect(EMPTY_ROOT).toEqual(referenceRoot([]));
  });

  it('is the one that the RFC defines, after each entry', () => {
    const entries = entriesOf(300);
    const range = new CompactRange();
    entries.forEach((entry, index) => {
      range.append(leafHash(entry));
      expect(range.root()).toEqual(referenceRoot(entries.slice(0, index + 1)));
    });
    expect(range.size).toBe(300);
  });

  it('is the caller’s own: writing into it changes nothing', () => {
    const empty = new CompactRange();
    empty.root().fill(0);
    expect(empty.root()).toEqual(referenceRoot([]));
    const range = new CompactRange();
    const given = leafHash('a');
    range.append(given);
    given.fill(0);
    range.root().fill(0);
    range.lastComplete(0).fill(0);
    expect(range.root()).toEqual(leafHash('a'));
  });
});

describe('a compact range', () => {
  it('is taken up again from complete subtrees, the highest first', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(40), (before, after) => {
        const entries = entriesOf(before + after);
        const range = new CompactRange();
        for (let height = 9; height >= 0; height -= 1) {
          const begin = range.size;
          if (before - begin < 2 ** height) continue;
          range.append(referenceRoot(entries.slice(begin, begin + 2 ** height)), height);
        }
        expect(range.size).toBe(before);
        for (const entry of entries.slice(before)) range.append(leafHash(entry));
        expect(range.root()).toEqual(referenceRoot(entries));
      }),
      { numRuns: 50 },
    );
  });

  it('keeps the subtree of each height that was completed last', () => {
    const entries = entriesOf(13);
    const range = new CompactRange();
    for (const entry of entries) range.append(leafHash(entry));
    expect(range.lastComplete(0)).toEqual(referenceRoot(entries.slice(12)));
    expect(range.lastComplete(1)).toEqual(referenceRoot(entries.slice(10, 12)));
    expect(range.lastComplete(2)).toEqual(referenceRoot(entries.slice(8, 12)));
    expect(range.lastComplete(3)).toEqual(referenceRoot(entries.slice(0, 8)));
    expect(() => range.lastComplete(4)).toThrow(RangeError);
  });

  it('refuses a subtree that would begin in the middle of one of its size', () => {
    const range = new CompactRange();
    range.append(leafHash('a'));
    expect(() => range.append(leafHash('b'), 1)).toThrow(RangeError);
  });
});
