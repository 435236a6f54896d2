import type { PgPool, PgPoolClient } from 'bullmq';
import type { PoolClient } from 'pg';

type Answer = Awaited<ReturnType<PgPool['query']>>;

/**
 * Each new queue asks first which version its tables have. Its workers were told at the start, and
 * no version comes while a process runs, so that one answer will do for all.
 */
const VERSION_QUESTION = /FROM "bullmq"\.migration\b/;
const versions = new Map<string, Answer>();

/**
 * A transaction's one connection, dressed as the pool that a BullMQ queue expects, so that a job is
 * added on that connection: it commits or rolls back together with the rows it is about. Nothing
 * here can end or release the connection; that stays with the unit of work.
 */
export function asPool(connection: PoolClient): PgPool {
  const query: PgPool['query'] = async (text: string, params: readonly unknown[] = []) => {
    const known = versions.get(text);
    if (known !== undefined) return known as never;
    const { rows, rowCount } = await connection.query<never>(text, [...params]);
    if (VERSION_QUESTION.test(text)) versions.set(text, { rows, rowCount });
    return { rows, rowCount };
  };
  const client: PgPoolClient = {
    query,
    release: () => undefined,
    on: () => client,
    removeListener: () => client,
    removeAllListeners: () => client,
  };
  const pool: PgPool = {
    query,
    connect: () => Promise.resolve(client),
    end: () => Promise.resolve(),
    on: () => pool,
    removeAllListeners: () => pool,
  };
  return pool;
}
