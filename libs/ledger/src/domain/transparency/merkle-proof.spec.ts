import fc from 'fast-check';

import {
  consistencyProof,
  inclusionProof,
  nodesForConsistency,
  nodesForInclusion,
  nodesForRoot,
} from './merkle-proof';
import { leafHash } from './merkle-tree';
import { TILE_WIDTH, nodeLookup, subtreeFrom } from './stored-nodes';
import type { NodeLookup } from './stored-nodes';
import {
  CLASSIC_CONSISTENCIES,
  CLASSIC_ENTRIES,
  CLASSIC_INCLUSIONS,
  CLASSIC_ROOTS,
} from './testing/classic-tree';
import { referenceConsistency, referenceInclusion, referenceRoot } from './testing/reference-tree';
import { SampleLog } from './testing/sample-log';

const hex = (proof: Buffer[]): string[] => proof.map((hash) => hash.toString('hex'));
const classicNodes = nodeLookup(
  CLASSIC_ENTRIES.map((entry, index) => ({ level: 0, index, hash: leafHash(entry) })),
);
const rootFrom = (size: number, nodes: NodeLookup): Buffer =>
  subtreeFrom({ begin: 0, end: size }, nodes).root();
const LOG = SampleLog.of(700);
const sizes = fc.nat(LOG.entries.length);

describe('the classic tree', () => {
  it.each(CLASSIC_INCLUSIONS)('proves entry %i at size %i as published', (index, size, proof) => {
    expect(hex(inclusionProof(index, size, classicNodes))).toEqual(proof);
  });

  it.each(CLASSIC_CONSISTENCIES)('links size %i to %i as published', (oldSize, size, proof) => {
    expect(hex(consistencyProof(oldSize, size, classicNodes))).toEqual(proof);
  });

  it.each(CLASSIC_ROOTS.map((root, size) => [size, root] as const))(
    'has at size %i the root %s',
    (size, root) => {
      expect(rootFrom(size, classicNodes).toString('hex')).toBe(root);
    },
  );
});

describe('a log of which only complete nodes are stored', () => {
  it('gives the root of each of its sizes from the nodes named', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const nodes = LOG.load(nodesForRoot(size));
        expect(rootFrom(size, nodes)).toEqual(referenceRoot(LOG.entries.slice(0, size)));
      }),
    );
  });

  it('gives each inclusion proof of the RFC from the nodes named', () => {
    fc.assert(
      fc.property(sizes, sizes, (one, other) => {
        const [index, size] = one < other ? [one, other] : [other, one + 1];
        fc.pre(size <= LOG.entries.length);
        const proof = inclusionProof(index, size, LOG.load(nodesForInclusion(index, size)));
        expect(proof).toEqual(referenceInclusion(index, LOG.entries.slice(0, size)));
      }),
    );
  });

  it('gives each consistency proof of the RFC from the nodes named', () => {
    fc.assert(
      fc.property(sizes, sizes, (one, other) => {
        const [oldSize, size] = [Math.min(one, other), Math.max(one, other)];
        fc.pre(oldSize > 0);
        const nodes = LOG.load(nodesForConsistency(oldSize, size));
        const wanted = referenceConsistency(oldSize, LOG.entries.slice(0, size));
        expect(consistencyProof(oldSize, size, nodes)).toEqual(wanted);
      }),
    );
  });

  it('proves nothing from the empty log or to itself, and needs no node for it', () => {
    for (const [oldSize, size] of [
      [0, 0],
      [0, 5],
      [5, 5],
    ] as const) {
      expect(nodesForConsistency(oldSize, size)).toEqual([]);
      expect(consistencyProof(oldSize, size, nodeLookup([]))).toEqual([]);
    }
  });

  it('asks for at most one range of each tile and two of each level, however large it is', () => {
    const large = fc.bigInt(1n, 2n ** 53n - 1n).map(Number);
    fc.assert(
      fc.property(large, large, (one, other) => {
        const [low, size] = [Math.min(one, other), Math.max(one, other)];
        const asked = [nodesForRoot(size), nodesForInclusion(low - 1, size)];
        for (const ranges of [...asked, nodesForConsistency(low, size)]) {
          const tiles = ranges.map(({ level, first }) => {
            return `${level}/${Math.floor(first / TILE_WIDTH)}`;
          });
          const ends = ranges.map(({ level, first, count }) => {
            return `${level}/${Math.floor((first + count - 1) / TILE_WIDTH)}`;
          });
          expect(ends).toEqual(tiles);
          expect(new Set(tiles).size).toBe(tiles.length);
          expect(ranges.length).toBeLessThanOrEqual(14);
        }
      }),
    );
  });

  it('says which node the storage lacks', () => {
    const nodes = nodeLookup(LOG.nodes.filter(({ level, index }) => level === 0 || index !== 1));
    expect(() => rootFrom(700, nodes)).toThrow("The log's node 1 of level 1 is missing.");
  });
});

describe('a question beyond the log', () => {
  const nodes = nodeLookup([]);
  it.each<[string, () => unknown]>([
    ['an index behind its last entry', () => inclusionProof(5, 5, nodes)],
    ['a negative index', () => nodesForInclusion(-1, 5)],
    ['half an index', () => nodesForInclusion(0.5, 5)],
    ['an entry of the empty log', () => inclusionProof(0, 0, nodes)],
    ['an old size above its size', () => consistencyProof(6, 5, nodes)],
    ['a negative old size', () => nodesForConsistency(-1, 5)],
    ['a size that no number holds exactly', () => nodesForRoot(2 ** 53)],
    ['a size that is none', () => nodesForRoot(Number.NaN)],
  ])('is refused: %s', (_what, ask) => {
    expect(ask).toThrow(expect.objectContaining({ code: 'ledger.outside_log' }) as Error);
  });
});
