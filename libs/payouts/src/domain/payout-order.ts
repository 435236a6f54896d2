import { createHash } from 'node:crypto';

import { canonicalize } from 'json-canonicalize';

import { isId } from '@app/kernel';
import type { Money } from '@app/money';

import type { RailOrder, RailPayee } from '../rails/payout-rail';
import type { PayoutKind } from './payout-kind';

/**
 * The key under which a rail knows a payout: made from the payout's id alone, so that no crash and
 * no second worker can ever make another one.
 */
export function railKey(payoutId: string): string {
  return payoutId.replace('_', '');
}

/** The payout that a key of ours stands for; null for a number that is nobody's key here. */
export function payoutIdOfKey(key: string): string | null {
  const payoutId = key.replace(/^pyo/, 'pyo_');
  return isId(payoutId, 'pyo') && railKey(payoutId) === key ? payoutId : null;
}

/**
 * The order of a payout, with a digest over all that must never change. What is credited on
 * condition says so: a wallet of our own has to know that it may be asked back.
 */
export function railOrder(
  payoutId: string,
  money: Money,
  payee: RailPayee,
  kind: PayoutKind = 'award',
): RailOrder {
  const key = railKey(payoutId);
  const purpose = kind === 'provisional' ? ({ purpose: 'provisional_credit' } as const) : {};
  const order = { key, reference: payoutId, payee, ...purpose };
  const content = canonicalize({ ...order, money: money.toJson() });
  const requestDigest = createHash('sha256').update(content).digest('hex');
  return { ...order, money, requestDigest };
}
