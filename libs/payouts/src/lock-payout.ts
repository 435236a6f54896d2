import { isId, laneOfId } from '@app/kernel';
import type { Tx } from '@app/platform';

import { PayoutEntity } from './persistence/payout.entity';

/** Locks a payout for the rest of the transaction; null when there is none. */
export async function lockPayout(tx: Tx, id: string): Promise<PayoutEntity | null> {
  if (!isId(id, 'pyo')) return null;
  return tx.findOne(PayoutEntity, {
    where: { lane: laneOfId(id), id },
    lock: { mode: 'pessimistic_write' },
  });
}

/** The primary key of a payout, for updates. */
export function payoutKeyOf(payout: PayoutEntity): { lane: number; id: string } {
  return { lane: payout.lane, id: payout.id };
}
