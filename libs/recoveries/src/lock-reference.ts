import type { Tx } from '@app/platform';

/**
 * Holds a number of the bank, however it is typed, for the rest of the transaction, so that one
 * payment is received once.
 * Whoever changes a recovery locks it before; the database takes the same lock once more.
 */
export async function lockReference(tx: Tx, rail: string, reference: string): Promise<void> {
  await tx.query(
    `SELECT pg_advisory_xact_lock(
       hashtextextended('bank number ' || $1::text || ' ' || bank_number($2), 0))`,
    [rail, reference],
  );
}
