import { createHash } from 'node:crypto';

import { canonicalize } from 'json-canonicalize';

import type { Money } from '@app/money';

import type { RailOrder, RailPayee } from '../rails/payout-rail';

/**
 * The key under which a rail knows a payout: made from the payout's id alone, so that no crash and
 * no second worker can ever make another one.
 */
export function railKey(payoutId: string): string {
  return payoutId.replace('_', '');
}

/** The order of a payout, with a digest over all that must never change. */
export function railOrder(payoutId: string, money: Money, payee: RailPayee): RailOrder {
  const key = railKey(payoutId);
  const content = canonicalize({ key, reference: payoutId, money: money.toJson(), payee });
  const requestDigest = createHash('sha256').update(content).digest('hex');
  return { key, reference: payoutId, money, payee, requestDigest };
}
