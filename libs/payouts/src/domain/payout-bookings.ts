import type { AccountingEvent } from '@app/accounting';
import type { Money } from '@app/money';

import type { PayoutStatus } from './payout-lifecycle';
import { UNCLAIMED_ENDS } from './people-answer';

/** How a payout stood, how it stands now, and how much of what it goes over. */
export interface PayoutMove {
  readonly from: PayoutStatus;
  readonly to: PayoutStatus;
  /** Why it stands so now. */
  readonly reason: string | null;
  readonly money: Money;
  readonly rail: string;
}

/**
 * What the books say when a payout moves (E16–E19, E34). Unknown moves nothing and stays in transit
 * (E18); what came back before we knew that it had gone has gone and come back; and what was booked
 * as failed and was paid after all is handed to its rail once more first.
 */
export function bookingsOf({ from, to, reason, money, rail }: PayoutMove): AccountingEvent[] {
  const ending = UNCLAIMED_ENDS.find((one) => one === reason);
  if (from === 'returned' && ending !== undefined) return [{ code: 'E34', ending, money }];
  if (from === to) return [];
  const again = from === 'failed' ? (['E15'] as const) : [];
  return [...again, ...moves(from, to)].map((code) => ({ code, money, rail }));
}

function moves(from: PayoutStatus, to: PayoutStatus): ('E16' | 'E17' | 'E19')[] {
  if (to === 'settled') return ['E16'];
  if (to === 'failed') return ['E17'];
  if (to !== 'returned') return [];
  return from === 'settled' ? ['E19'] : ['E16', 'E19'];
}
