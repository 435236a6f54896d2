import type { Tx } from '@app/platform';

/** One sealer at a time: the log has one end. */
export const SEAL_LOCK = 7_204_004;

/** Holds the sealer's lock until the transaction ends; false when somebody else has it. */
export async function tryHoldSealLock(tx: Tx): Promise<boolean> {
  const [lock] = await tx.query<{ held: boolean }[]>(
    'SELECT pg_try_advisory_xact_lock($1) AS held',
    [SEAL_LOCK],
  );
  return lock?.held === true;
}

/** The same, once whoever has it is done. */
export async function holdSealLock(tx: Tx): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [SEAL_LOCK]);
}
