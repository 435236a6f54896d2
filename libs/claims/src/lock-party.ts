import type { Tx } from '@app/platform';

/**
 * Lets what counts the claims or drafts of one party, or the files of one person, happen one after
 * the other, to the end of the transaction. It comes before any lock on payments.
 */
export async function lockParty(
  tx: Tx,
  what: 'claims' | 'drafts' | 'files',
  partyId: string,
): Promise<void> {
  const name = `${what} of ${partyId}`;
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
}
