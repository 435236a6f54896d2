import { EMPTY_ROOT, leafHash } from '../transparency/merkle-tree';
import type { Checkpoint } from '../transparency/checkpoint';
import { merkleRoot } from '../transparency/testing/merkle-root';
import { CheckpointTrail } from './checkpoint-trail';

const hashes = Array.from({ length: 9 }, (_, index) => leafHash(`entry ${index}`));

function checkpointAt(size: number, root = merkleRoot(hashes.slice(0, size))): Checkpoint {
  return { origin: 'ledger.example/sample', size, root, extensions: [] };
}

describe('a trail of checkpoints', () => {
  it('fits those of its own leaves, and no others', () => {
    const own = [8, 1, 5].map((size) => checkpointAt(size));
    const foreign = checkpointAt(5, Buffer.alloc(32, 1));
    const empty = checkpointAt(0, EMPTY_ROOT);
    const ahead = checkpointAt(9);
    const trail = new CheckpointTrail([...own, foreign, empty, ahead]);
    expect(trail.fits(empty)).toBe(true);
    for (const hash of hashes.slice(0, 8)) trail.append(hash);
    expect(trail.size).toBe(8);
    expect(own.map((one) => trail.fits(one))).toEqual([true, true, true]);
    expect(trail.fits(foreign)).toBe(false);
    expect(trail.fits(ahead)).toBe(false);
  });
});
