import type { PoolClient } from 'pg';
import type { EntityManager } from 'typeorm';

declare const insideTransaction: unique symbol;

/** An entity manager inside a transaction. Only `UnitOfWork` makes one: no write can escape. */
export type Tx = EntityManager & { readonly [insideTransaction]: true };

/** Where a read may happen: inside a transaction or outside. */
export type Reads = EntityManager;

/** The driver's connection that the transaction runs on, for statements that TypeORM cannot say. */
export async function connectionOf(tx: Tx): Promise<PoolClient> {
  if (tx.queryRunner === undefined) throw new Error('A Tx always has a query runner.');
  return (await tx.queryRunner.connect()) as PoolClient;
}
