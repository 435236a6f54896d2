import fc from 'fast-check';

import { consistencyProof, inclusionProof } from '../merkle-proof';
import { EMPTY_ROOT, leafHash, nodeHash } from '../merkle-tree';
import { nodeLookup, subtreeFrom } from '../stored-nodes';
import {
  CLASSIC_CONSISTENCIES,
  CLASSIC_ENTRIES,
  CLASSIC_INCLUSIONS,
  CLASSIC_ROOTS,
} from './classic-tree';
import { SampleLog } from './sample-log';
import { verifyConsistency, verifyInclusion } from './verify-proof';
import type { ConsistencyClaim, InclusionClaim } from './verify-proof';

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const LOG = SampleLog.of(600);
const SIZE_MAX = LOG.entries.length;
const NODES = nodeLookup(LOG.nodes);
const ROOTS = Array.from({ length: SIZE_MAX + 1 }, (_, end) =>
  subtreeFrom({ begin: 0, end }, NODES).root(),
);
const rootAt = (size: number): Buffer => ROOTS[size]!;

const inclusion = (index: number, size: number): InclusionClaim => ({
  leafHash: leafHash(LOG.entries[index]!),
  index,
  size,
  root: rootAt(size),
  proof: inclusionProof(index, size, NODES),
});
const consistency = (oldSize: number, size: number): ConsistencyClaim => ({
  oldSize,
  oldRoot: rootAt(oldSize),
  size,
  root: rootAt(size),
  proof: consistencyProof(oldSize, size, NODES),
});

const sizes = fc.integer({ min: 1, max: SIZE_MAX });
const pairs = fc.tuple(sizes, sizes).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const inclusions = pairs.map(([place, size]) => inclusion(place - 1, size));
const consistencies = pairs.map(([oldSize, size]) => consistency(oldSize, size));

function flipped(hash: Uint8Array, bit: number): Buffer {
  const changed = Buffer.from(hash);
  changed[bit >> 3]! ^= 1 << (bit & 7);
  return changed;
}

/** The proof with one bit of one hash flipped, or with a hash too many, too few, or misplaced. */
function damaged(proof: readonly Uint8Array[], at: number, bit: number): Uint8Array[][] {
  const place = proof.length === 0 ? 0 : at % proof.length;
  const stray = Buffer.alloc(32, 7);
  const spoilt = [[...proof, stray], [stray, ...proof], proof.toSpliced(place, 0, stray)];
  if (proof.length > 0) {
    spoilt.push(proof.toSpliced(place, 1), proof.with(place, flipped(proof[place]!, bit)));
  }
  if (proof.length > 1) spoilt.push([...proof.slice(1), proof[0]!]);
  return spoilt.map((hashes) => [...hashes]);
}

describe('a proof that an entry is in the log', () => {
  it.each(CLASSIC_INCLUSIONS)(
    'holds as published for entry %i at size %i',
    (index, size, proof) => {
      const claim = {
        leafHash: leafHash(CLASSIC_ENTRIES[index]!),
        index,
        size,
        root: bytes(CLASSIC_ROOTS[size]!),
        proof: proof.map(bytes),
      };
      expect(verifyInclusion(claim)).toBe(true);
      expect(verifyInclusion({ ...claim, leafHash: leafHash('other') })).toBe(false);
    },
  );

  it('holds for each entry at each size up to 70', () => {
    for (let size = 1; size <= 70; size += 1) {
      for (let index = 0; index < size; index += 1) {
        expect(verifyInclusion(inclusion(index, size))).toBe(true);
      }
    }
  });

  it('holds for any entry, and fails with any bit of it changed', () => {
    const bits = fc.nat(255);
    fc.assert(
      fc.property(inclusions, bits, fc.nat(), (claim, bit, at) => {
        expect(verifyInclusion(claim)).toBe(true);
        const { leafHash: leaf, root, proof } = claim;
        expect(verifyInclusion({ ...claim, leafHash: flipped(leaf, bit) })).toBe(false);
        expect(verifyInclusion({ ...claim, root: flipped(root, bit) })).toBe(false);
        for (const other of damaged(proof, at, bit)) {
          expect(verifyInclusion({ ...claim, proof: other })).toBe(false);
        }
      }),
    );
  });

  it('fails with a hash too many or too few, though it leads to the claimed root', () => {
    const claim = inclusion(5, 8);
    const stray = leafHash('stray');
    const longer = { root: nodeHash(claim.root, stray), proof: [...claim.proof, stray] };
    expect(verifyInclusion({ ...claim, ...longer })).toBe(false);
    expect(verifyInclusion({ ...inclusion(1, 4), size: 5 })).toBe(false);
  });

  it('fails at any other index, and at any other size with the root of that size', () => {
    fc.assert(
      fc.property(inclusions, sizes, (claim, other) => {
        const elsewhere = verifyInclusion({ ...claim, index: other });
        expect(elsewhere).toBe(other === claim.index);
        const later = verifyInclusion({ ...claim, size: other, root: rootAt(other) });
        expect(later).toBe(other === claim.size);
      }),
    );
  });

  it('leaves it to the checkpoint to say which size a root has', () => {
    const claim = inclusion(0, 5);
    expect(verifyInclusion({ ...claim, size: 8 })).toBe(true);
    expect(verifyInclusion({ ...claim, size: 9 })).toBe(false);
  });

  it('holds at the largest size that a number holds exactly', () => {
    // The last of 2^53 − 1 entries has 52 siblings, all of them on its left.
    const leaf = leafHash('the last');
    const proof = Array.from({ length: 52 }, (_, height) => leafHash(`subtree ${height}`));
    const root = proof.reduce<Buffer>((hash, sibling) => nodeHash(sibling, hash), leaf);
    const claim = { leafHash: leaf, index: 2 ** 53 - 2, size: 2 ** 53 - 1, root, proof };
    expect(verifyInclusion(claim)).toBe(true);
    expect(verifyInclusion({ ...claim, index: 2 ** 53 - 3 })).toBe(false);
    expect(verifyInclusion({ ...claim, size: 2 ** 53 })).toBe(false);
  });

  it.each<[string, Record<string, unknown>]>([
    ['an index behind the last entry', { index: 5 }],
    ['a negative index', { index: -1 }],
    ['half an index', { index: 1.5 }],
    ['no index', { index: undefined }],
    ['an index as a text', { index: '1' }],
    ['an index as a bigint', { index: 1n }],
    ['a size of zero', { size: 0 }],
    ['a size that is none', { size: Number.NaN }],
    ['an infinite size', { size: Infinity }],
    ['a size beyond exact numbers', { size: 2 ** 53 }],
    ['a short leaf hash', { leafHash: Buffer.alloc(31) }],
    ['a leaf hash as a text', { leafHash: 'ab'.repeat(16) }],
    ['no root', { root: null }],
    ['a long root', { root: Buffer.alloc(33) }],
    ['no proof', { proof: undefined }],
    ['a proof that is a text', { proof: 'abc' }],
    ['a proof that looks like a list', { proof: { length: 0 } }],
    ['a short hash in the proof', { proof: [Buffer.alloc(31), Buffer.alloc(32)] }],
    ['a hole in the proof', { proof: new Array(3) }],
    ['a number in the proof', { proof: [1, 2, 3] }],
  ])('fails quietly for %s', (_what, wish) => {
    expect(verifyInclusion({ ...inclusion(1, 5), ...wish })).toBe(false);
  });
});

describe('a proof that the log only grew', () => {
  it.each(CLASSIC_CONSISTENCIES)(
    'holds as published from size %i to %i',
    (oldSize, size, proof) => {
      const claim = {
        oldSize,
        oldRoot: bytes(CLASSIC_ROOTS[oldSize]!),
        size,
        root: bytes(CLASSIC_ROOTS[size]!),
        proof: proof.map(bytes),
      };
      expect(verifyConsistency(claim)).toBe(true);
      expect(verifyConsistency({ ...claim, oldRoot: leafHash('other') })).toBe(false);
    },
  );

  it('holds between any two sizes up to 70', () => {
    for (let size = 0; size <= 70; size += 1) {
      for (let oldSize = 0; oldSize <= size; oldSize += 1) {
        expect(verifyConsistency(consistency(oldSize, size))).toBe(true);
      }
    }
  });

  it('holds between any two sizes, and fails with any bit of it changed', () => {
    fc.assert(
      fc.property(consistencies, fc.nat(255), fc.nat(), (claim, bit, at) => {
        expect(verifyConsistency(claim)).toBe(true);
        const { oldRoot, root, proof } = claim;
        expect(verifyConsistency({ ...claim, oldRoot: flipped(oldRoot, bit) })).toBe(false);
        expect(verifyConsistency({ ...claim, root: flipped(root, bit) })).toBe(false);
        for (const other of damaged(proof, at, bit)) {
          expect(verifyConsistency({ ...claim, proof: other })).toBe(false);
        }
      }),
    );
  });

  it('fails for any other size with the root of that size', () => {
    fc.assert(
      fc.property(consistencies, sizes, (claim, other) => {
        const later = verifyConsistency({ ...claim, size: other, root: rootAt(other) });
        expect(later).toBe(other === claim.size);
        const earlier = verifyConsistency({ ...claim, oldSize: other, oldRoot: rootAt(other) });
        expect(earlier).toBe(other === claim.oldSize);
      }),
    );
  });

  it('fails with a hash too many or too few, though it leads to the claimed roots', () => {
    const claim = consistency(3, 4);
    const stray = leafHash('stray');
    const longer = { root: nodeHash(claim.root, stray), proof: [...claim.proof, stray] };
    expect(verifyConsistency({ ...claim, ...longer })).toBe(false);
    expect(verifyConsistency({ ...claim, size: 5 })).toBe(false);
  });

  it('fails for a log that shrank, though the proof leads to the claimed roots', () => {
    const [last, , first] = consistency(6, 8).proof;
    const whole = { oldRoot: rootAt(6), root: rootAt(6), proof: [last!, first!] };
    expect(nodeHash(first!, last!)).toEqual(rootAt(6));
    expect(verifyConsistency({ oldSize: 6, size: 5, ...whole })).toBe(false);
  });

  it('takes no hashes between a log and itself', () => {
    expect(verifyConsistency({ ...consistency(5, 5), proof: [rootAt(5)] })).toBe(false);
    expect(verifyConsistency({ ...consistency(5, 5), oldRoot: rootAt(4) })).toBe(false);
  });

  it('holds from the empty log only with its one root and without hashes', () => {
    const claim = consistency(0, 5);
    expect(verifyConsistency(claim)).toBe(true);
    expect(verifyConsistency({ ...claim, oldRoot: rootAt(5) })).toBe(false);
    expect(verifyConsistency({ ...claim, proof: [EMPTY_ROOT] })).toBe(false);
    const stray = { oldSize: 0, oldRoot: rootAt(5), size: 0, root: rootAt(5), proof: [] };
    expect(verifyConsistency(stray)).toBe(false);
    expect(verifyConsistency({ ...stray, oldRoot: EMPTY_ROOT })).toBe(false);
  });

  it('is needed as soon as the log grew', () => {
    expect(verifyConsistency({ ...consistency(4, 5), proof: [] })).toBe(false);
    expect(verifyConsistency({ ...consistency(3, 5), proof: [] })).toBe(false);
  });

  it.each<[string, Record<string, unknown>]>([
    ['an old size above the size', { oldSize: 6 }],
    ['a negative old size', { oldSize: -1 }],
    ['half an old size', { oldSize: 2.5 }],
    ['an old size as a text', { oldSize: '3' }],
    ['a size beyond exact numbers', { size: 2 ** 53 }],
    ['no size', { size: undefined }],
    ['a short old root', { oldRoot: Buffer.alloc(31) }],
    ['no root', { root: undefined }],
    ['no proof', { proof: null }],
    ['a hole in the proof', { proof: new Array(4) }],
    ['a long hash in the proof', { proof: [Buffer.alloc(33)] }],
  ])('fails quietly for %s', (_what, wish) => {
    expect(verifyConsistency({ ...consistency(3, 5), ...wish })).toBe(false);
  });
});
