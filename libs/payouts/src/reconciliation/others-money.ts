import { isId, laneOfId } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { ownMoney } from './reconciliation-refusals';

/**
 * Nobody decides about money to themselves, or to whoever they filed for. `about` is what a booking
 * is about; only of a payout can it be somebody's own.
 */
export async function requireOthersMoney(
  tx: Tx,
  { personId }: Actor,
  about: string | null,
): Promise<void> {
  if (about === null || !isId(about, 'pyo')) return;
  const [row] = await tx.query<{ own: boolean }[]>(
    'SELECT payout_is_claimed_by($1, $2::smallint, $3) AS own',
    [personId, laneOfId(about), about],
  );
  if (row?.own === true) throw ownMoney();
}
