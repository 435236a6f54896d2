import type { Tx } from '@app/platform';

const CHANGES_LOCK = 7_204_005;

/**
 * Lets changes of rights and limits happen one after the other, to the end of the transaction. They
 * are rare, and each is judged by what those before it left: what a limit is, who has a name.
 */
export async function takeTurn(tx: Tx): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [CHANGES_LOCK]);
}
