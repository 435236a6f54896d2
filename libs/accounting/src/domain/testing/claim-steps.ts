import { Money } from '@app/money';

import type { AccountingEvent } from '../accounting-event';

/** Amounts of the two currencies of these books, in minor units. */
export const gbp = (amountMinor: number | bigint): Money => Money.of(BigInt(amountMinor), 'GBP');
export const usd = (amountMinor: number | bigint): Money => Money.of(BigInt(amountMinor), 'USD');

export const rail = 'simulated';
export const counterparty = 'receiving-bank';

/** A claim comes in, and all of it is expected to be paid. */
export const filed = (money: Money): AccountingEvent[] => [
  { code: 'E04', money },
  { code: 'E05', money },
];

/** A payout that goes well. */
export const settled = (money: Money): AccountingEvent[] => [
  { code: 'E15', money, rail },
  { code: 'E16', money, rail },
];

export const awardedAndPaid = (money: Money): AccountingEvent[] => [
  { code: 'E09', money },
  ...settled(money),
];

/** The other institution owes its share, and pays it. */
export const shared = (money: Money): AccountingEvent[] => [
  { code: 'E23', money, counterparty },
  { code: 'E24', variant: 'received', money, counterparty },
];
