import type { Tx } from '@app/platform';

/** Lets nobody else earn of a billed contribution, or withdraw it, until the transaction ends. */
export async function takeBill(tx: Tx, billedId: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`earn ${billedId}`]);
}
