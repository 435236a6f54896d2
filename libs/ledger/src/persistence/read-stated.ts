import type { Reads } from '@app/platform';

import { nodeCount } from '../domain/transparency/stored-nodes';
import type { StoredNode } from '../domain/transparency/stored-nodes';
import { readLogNodes } from './read-log-nodes';
import { ACCOUNT_KEYS } from './read-turnover';

// What the sealer wrote down beside the leaves, to be compared with them.

/** What was signed at a size. */
export interface StatedCheckpoint {
  readonly root: Buffer;
  readonly note: string;
}

/** What had gone through an account; sums and indexes as digits. */
export interface StatedBalance {
  readonly account: string;
  readonly currency: string;
  readonly debit_minor: string;
  readonly credit_minor: string;
  readonly leaf_indexes: readonly string[];
}

/** What went through an account on a day. */
export interface StatedDay {
  readonly basis: string;
  readonly account: string;
  readonly currency: string;
  readonly day: string;
  readonly debit_minor: string;
  readonly credit_minor: string;
}

export interface Stated {
  /** The nodes that these leaves complete, as far as they are there. */
  readonly nodes: readonly StoredNode[];
  readonly checkpoints: ReadonlyMap<number, StatedCheckpoint>;
  readonly balances: ReadonlyMap<number, readonly StatedBalance[]>;
}

/** What is stated of the leaves from `begin` up to, not including, `end`. */
export async function readStated(reads: Reads, begin: number, end: number): Promise<Stated> {
  const checkpoints = await reads.query<(StatedCheckpoint & { size: string })[]>(
    'SELECT size, root, note FROM ledger_checkpoints WHERE size > $1 AND size <= $2',
    [begin, end],
  );
  const rows = await reads.query<(StatedBalance & { size: string })[]>(
    `${ACCOUNT_KEYS}
     SELECT b.* FROM keys CROSS JOIN LATERAL (
       SELECT * FROM ledger_balance_checkpoints b
        WHERE b.account = keys.account AND b.currency = keys.currency AND b.size > $2 AND b.size <= $3) AS b`,
    [null, begin, end],
  );
  const balances = new Map<number, StatedBalance[]>();
  for (const row of rows) {
    const size = Number(row.size);
    balances.set(size, [...(balances.get(size) ?? []), row]);
  }
  return {
    nodes: await nodesWithin(reads, begin, end),
    checkpoints: new Map(checkpoints.map((row) => [Number(row.size), row])),
    balances,
  };
}

async function nodesWithin(reads: Reads, begin: number, end: number): Promise<StoredNode[]> {
  const ranges = [];
  for (let level = 1; nodeCount(level, end) > 0; level += 1) {
    const first = nodeCount(level, begin);
    const count = nodeCount(level, end) - first;
    if (count > 0) ranges.push({ level, first, count });
  }
  return readLogNodes(reads, ranges);
}

/** The days and the size of the log that they are of: one statement, because the log grows. */
export async function readStatedDays(
  reads: Reads,
): Promise<{ readonly size: number; readonly days: readonly StatedDay[] }> {
  const rows = await reads.query<(StatedDay & { size: string; is_day: boolean })[]>(
    `SELECT c.size, d.basis IS NOT NULL AS is_day, d.basis, d.account, d.currency, d.day::text, d.debit_minor, d.credit_minor
       FROM (SELECT coalesce(max(size), 0) AS size FROM ledger_checkpoints) AS c
       LEFT JOIN ledger_daily_turnover d ON true`,
  );
  return { size: Number(rows[0]?.size ?? 0), days: rows.filter((row) => row.is_day) };
}

interface Beyond {
  readonly what: string;
  readonly detail: string;
}

const BEYOND = `
  ${ACCOUNT_KEYS}, log AS (SELECT coalesce(max(size), 0) AS size FROM ledger_checkpoints)
  SELECT 'leaves' AS of, 'leaf ' || leaf_index AS what FROM ledger_leaves WHERE leaf_index >= (SELECT size FROM log)
   UNION ALL
  SELECT 'leaves', 'node ' || node_index || ' of level ' || level
    FROM ledger_log_nodes WHERE (node_index + 1) * 256::numeric ^ level > (SELECT size FROM log)
   UNION ALL
  SELECT 'balances', keys.account || ' ' || keys.currency FROM keys WHERE EXISTS (
    SELECT FROM ledger_balance_checkpoints b WHERE b.account = keys.account AND b.currency = keys.currency
       AND b.size > (SELECT size FROM log))
   LIMIT 20`;

/** What lies behind the last checkpoint, where only the next seal may write. */
export async function readBeyond(
  reads: Reads,
): Promise<{ readonly leaves: Beyond[]; readonly balances: Beyond[] }> {
  const rows = await reads.query<{ of: string; what: string }[]>(BEYOND, [null]);
  const of = (wanted: string): Beyond[] =>
    rows
      .filter((row) => row.of === wanted)
      .map(({ what }) => ({ what, detail: 'lies beyond the last checkpoint' }));
  return { leaves: of('leaves'), balances: of('balances') };
}
