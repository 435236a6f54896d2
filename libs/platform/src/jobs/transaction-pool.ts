import type { PgPool, PgPoolClient } from 'bullmq';
import type { PoolClient } from 'pg';

/**
 * A transaction's one connection, dressed as the pool that a BullMQ queue expects, so that a job is
 * added on that connection: it commits or rolls back together with the rows it is about. Nothing
 * here can end or release the connection; that stays with the unit of work.
 */
export function asPool(connection: PoolClient): PgPool {
  const query: PgPool['query'] = async (text: string, params: readonly unknown[] = []) => {
    const { rows, rowCount } = await connection.query<never>(text, [...params]);
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
