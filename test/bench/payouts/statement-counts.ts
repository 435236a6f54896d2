import type { Pool } from 'pg';

/** Has the server count statements; to be given to it when it starts. */
export const COUNTING_SERVER = {
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.max': '5000',
};

/** Ours and nobody else's: those that look past the service log in as another role. */
const OURS = `userid = 'ganpei_app'::regrole`;

/** What the application said to its database. */
export interface StatementCounts {
  /** With BEGIN and COMMIT. */
  readonly statements: number;
  /** Transactions that wrote something, savepoints among them. */
  readonly writes: number;
  /** Those on which the server spent most, the first one most. */
  readonly costliest: readonly Costly[];
}

interface Costly {
  readonly text: string;
  readonly calls: number;
  readonly ms: number;
}

const COSTLIEST = 12;
const TEXT_LENGTH = 90;

/** Counts what the service says to its database while `work` goes on. */
export async function countStatements(
  pool: Pool,
  work: () => Promise<void>,
): Promise<StatementCounts> {
  await pool.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA public');
  await pool.query('SELECT public.pg_stat_statements_reset()');
  const before = await lastTransaction(pool);
  await work();
  const writes = (await lastTransaction(pool)) - before;
  const { rows: sums } = await pool.query<{ statements: number }>(
    `SELECT sum(calls)::int AS statements FROM public.pg_stat_statements WHERE ${OURS}`,
  );
  const { rows } = await pool.query<{ text: string; calls: number; ms: number }>(
    `SELECT regexp_replace(regexp_replace(query, '--[^\\n]*\\n', '', 'g'), '\\s+', ' ', 'g') AS text,
            calls::int AS calls, total_exec_time AS ms
       FROM public.pg_stat_statements WHERE ${OURS} ORDER BY total_exec_time DESC LIMIT $1`,
    [COSTLIEST],
  );
  return {
    statements: sums[0]?.statements ?? 0,
    writes,
    costliest: rows.map((row) => ({ ...row, text: row.text.trim().slice(0, TEXT_LENGTH) })),
  };
}

/** The number that the next transaction to write will get. */
async function lastTransaction(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ next: string }>(
    'SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next',
  );
  return Number(rows[0]?.next ?? 0);
}
