import { createHash } from 'node:crypto';

import { canonicalize } from 'json-canonicalize';

import type { Money } from '@app/money';

/**
 * What says that money came: two persons; a line of our own bank's statement; or a break of a
 * rail's account, which rests on a statement itself and was ended as suspense.
 */
export type ReceiptProof =
  | { readonly by: 'persons'; readonly proposalId: string }
  | { readonly by: 'line'; readonly lineId: string }
  | { readonly by: 'break'; readonly breakId: string; readonly rail: string };

/**
 * For what money came or left that is not a receipt: the company paid it into the fund, and so much
 * of it went on to a rail (minor units as text); or another bearer of a loss was paid its part.
 */
export type MoneyPurpose =
  | {
      readonly kind: 'contribution';
      readonly toRail: { readonly rail: string; readonly amountMinor: string } | null;
    }
  | {
      readonly kind: 'passed_on';
      readonly claimId: string;
      readonly counterpartyId: string;
    };

/** Money that came, or was passed on, as one person says it. */
export interface ReceiptContent {
  /** What was agreed and came; null for money that nobody was asked for. */
  readonly recoveryId: string | null;
  /** Left out where it came, in suspense or of a recovery. */
  readonly purpose?: MoneyPurpose;
  readonly money: Money;
  /** When the bank has it. */
  readonly receivedAt: Date;
  /** The number that the bank gives the line. */
  readonly reference: string;
  readonly sender: string | null;
  readonly note: string | null;
}

/** What a verdict is bound to: SHA-256 over all that was proposed, in canonical form (RFC 8785). */
export function receiptDigest({ money, receivedAt, ...content }: ReceiptContent): string {
  const said = { ...content, money: money.toJson(), receivedAt: receivedAt.toISOString() };
  return createHash('sha256').update(canonicalize(said)).digest('hex');
}
