import type { JournalDraft } from '@app/ledger';
import { Money } from '@app/money';

import type { Guard } from './chart-of-accounts';

/**
 * What journals take out of the accounts under a guard in one currency, all together; negative
 * when they bring money.
 */
export function takenFrom(
  { accounts }: Guard,
  currency: string,
  journals: readonly JournalDraft[],
): Money {
  const takenMinor = journals
    .flatMap(({ transfers }) => transfers)
    .filter(({ money }) => money.currency === currency)
    .reduce((sum, { debit, credit, money: { amountMinor } }) => {
      const out = accounts.includes(credit) ? amountMinor : 0n;
      return sum + out - (accounts.includes(debit) ? amountMinor : 0n);
    }, 0n);
  return Money.of(takenMinor, currency);
}
