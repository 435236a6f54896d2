import { GUARANTEE_FUND } from '@app/accounting';
import type { AccountingEvent, CashSource } from '@app/accounting';
import type { Money } from '@app/money';

export const CREDIT_DESTINATIONS = ['wallet', 'bank'] as const;
/** A wallet of our own, whose balance stands in our books (2100), or an account elsewhere. */
export type CreditDestination = (typeof CREDIT_DESTINATIONS)[number];

/** What bookings that touch the fund's cash have to say. */
export const OF_FUND = { fund: GUARANTEE_FUND } as const;

/** Where a credit goes to: a bank over a rail, or a wallet, with the cash that backs it. */
export type CreditedInto =
  | { readonly into: 'wallet'; readonly source: CashSource }
  | { readonly into: 'bank'; readonly rail: string };

/**
 * E11: money is credited on condition. Booked before it leaves, as every payout is, so that it is
 * there; into a wallet together with the cash that backs it (E11b).
 */
export function creditedBy(money: Money, to: CreditedInto): AccountingEvent {
  return { code: 'E11', money, ...to };
}

/** E13, E14: what the wallet gave back, and what its holder owes us because it was not there. */
export function takenBack(taken: Money, short: Money, source: CashSource): AccountingEvent[] {
  return [
    { code: 'E13', source, money: taken },
    { code: 'E14', money: short },
  ];
}

/** What would be booked if all that is open of these parts were taken back to the last cent. */
export function creditedBack(
  parts: readonly { readonly part: { readonly backedBy: CashSource | null } }[],
  money: Money,
): AccountingEvent[] {
  const source = parts[0]?.part.backedBy ?? null;
  const isWallet = parts.every(({ part }) => part.backedBy !== null);
  return isWallet && source !== null ? [{ code: 'E13', source, money }] : [{ code: 'E14', money }];
}
