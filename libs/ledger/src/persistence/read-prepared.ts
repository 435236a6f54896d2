import type { PoolClient, QueryResultRow } from 'pg';

import type { Reads } from '@app/platform';

export interface PreparedRead {
  /** Stands for this text, for as long as the connection lives. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * Reads by a statement that each connection plans once: for a question that is asked often, and
 * whose plan takes longer to make than to carry out.
 */
export async function readPrepared<Row extends QueryResultRow>(
  reads: Reads,
  { name, text, values }: PreparedRead,
): Promise<Row[]> {
  const runner = reads.queryRunner ?? reads.dataSource.createQueryRunner();
  try {
    const connection = (await runner.connect()) as PoolClient;
    return (await connection.query<Row>({ name, text, values: [...values] })).rows;
  } finally {
    if (runner !== reads.queryRunner) await runner.release();
  }
}
