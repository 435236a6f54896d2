import fc from 'fast-check';

import { appendLeaves } from './append-leaves';
import {
  consistencyProof,
  inclusionProof,
  nodesForConsistency,
  nodesForInclusion,
  nodesForRoot,
} from './merkle-proof';
import { leafHash } from './merkle-tree';
import { nodeLookup } from './stored-nodes';
import { merkleRoot } from './testing/merkle-root';
import { referenceConsistency, referenceInclusion, referenceRoot } from './testing/reference-tree';
import { SampleLog } from './testing/sample-log';

describe('a batch of leaves', () => {
  it('of any size leaves the nodes and the root that one tree over all entries has', () => {
    const batches = fc.array(fc.oneof(fc.nat(3), fc.nat(300), fc.constantFrom(255, 256, 257)), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(batches, (counts) => {
        const log = SampleLog.of(0, ...counts);
        const { entries, nodes, root } = log;
        expect(root).toEqual(referenceRoot(entries));
        expect(root).toEqual(merkleRoot(entries.map((entry) => leafHash(entry))));
        const wanted = Array.from({ length: Math.floor(entries.length / 256) }, (_, index) => ({
          level: 1,
          index,
          hash: referenceRoot(entries.slice(index * 256, (index + 1) * 256)),
        }));
        expect(nodes.filter(({ level }) => level > 0)).toEqual(wanted);
      }),
      { numRuns: 50 },
    );
  });

  it('of 10,000 each builds 70,000 entries as tiles of three levels', () => {
    const log = SampleLog.of(...Array.from({ length: 7 }, () => 10_000));
    const { entries } = log;
    expect(log.root).toEqual(referenceRoot(entries));
    expect(log.nodes.filter(({ level }) => level === 1)).toHaveLength(273);
    expect(log.nodes.filter(({ level }) => level > 1)).toEqual([
      { level: 2, index: 0, hash: referenceRoot(entries.slice(0, 65_536)) },
    ]);
    expect(nodesForRoot(70_000)).toEqual([
      { level: 0, first: 69_888, count: 112 },
      { level: 1, first: 256, count: 17 },
      { level: 2, first: 0, count: 1 },
    ]);
    for (const index of [255, 65_536, 69_999]) {
      const nodes = log.load(nodesForInclusion(index, 70_000));
      expect(inclusionProof(index, 70_000, nodes)).toEqual(referenceInclusion(index, entries));
    }
    for (const oldSize of [256, 65_536, 69_999]) {
      const nodes = log.load(nodesForConsistency(oldSize, 70_000));
      const wanted = referenceConsistency(oldSize, entries);
      expect(consistencyProof(oldSize, 70_000, nodes)).toEqual(wanted);
    }
  });

  it('completes the nodes of several levels with one leaf', () => {
    const level = (levelAbove: number, first: number) =>
      Array.from({ length: 255 }, (_, at) => ({
        level: levelAbove,
        index: first + at,
        hash: leafHash(`${levelAbove}/${at}`),
      }));
    const nodes = nodeLookup([...level(1, 0), ...level(0, 65_280)]);
    const appended = appendLeaves(65_535, [leafHash('the last')], nodes);
    const first = merkleRoot([...level(0, 0).map(({ hash }) => hash), leafHash('the last')]);
    const second = merkleRoot([...level(1, 0).map(({ hash }) => hash), first]);
    expect(appended).toEqual({
      size: 65_536,
      root: second,
      nodes: [
        { level: 1, index: 255, hash: first },
        { level: 2, index: 0, hash: second },
      ],
    });
  });

  it('of nothing leaves the log as it was', () => {
    const log = SampleLog.of(300);
    const appended = appendLeaves(300, [], log.load(nodesForRoot(300)));
    expect(appended).toEqual({ size: 300, root: log.root, nodes: [] });
  });

  it('is refused when the log would outgrow exact numbers', () => {
    const append = () => appendLeaves(2 ** 53 - 1, [leafHash('')], nodeLookup([]));
    expect(append).toThrow(expect.objectContaining({ code: 'ledger.outside_log' }) as Error);
  });
});
