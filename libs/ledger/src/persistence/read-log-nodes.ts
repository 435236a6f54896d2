import type { Reads } from '@app/platform';

import type { NodeRange, StoredNode } from '../domain/transparency/stored-nodes';

/** Loads the stored nodes of the log that a root or a proof is computed from, level by level. */
export async function readLogNodes(
  reads: Reads,
  ranges: readonly NodeRange[],
): Promise<StoredNode[]> {
  const nodes: StoredNode[] = [];
  for (const { level, first, count } of ranges) {
    const rows = await reads.query<{ index: string; hash: Buffer }[]>(
      level === 0
        ? `SELECT leaf_index AS index, hash FROM ledger_leaves WHERE leaf_index >= $1 AND leaf_index < $2`
        : `SELECT node_index AS index, hash FROM ledger_log_nodes
            WHERE level = $3::smallint AND node_index >= $1 AND node_index < $2`,
      level === 0 ? [first, first + count] : [first, first + count, level],
    );
    nodes.push(...rows.map(({ index, hash }) => ({ level, index: Number(index), hash })));
  }
  return nodes;
}
