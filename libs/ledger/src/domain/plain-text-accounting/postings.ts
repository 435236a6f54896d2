import { Money } from '@app/money';

import type { CanonicalJournal } from '../canonical-journal';
import { strayAccountName } from './account-names';

/** The postings of a journal: each line adds to the debit account and takes from the other. */
export function postingsOf(
  { transfers }: CanonicalJournal,
  names: ReadonlyMap<string, string>,
): string[] {
  const posting = (code: string, amountMinor: bigint, currency: string): string =>
    `  ${names.get(code) ?? strayAccountName(code)}  ${Money.of(amountMinor, currency).toString()}\n`;
  return transfers.flatMap(({ debit, credit, currency, amountMinor }) => {
    const amount = BigInt(amountMinor);
    return [posting(debit, amount, currency), posting(credit, -amount, currency)];
  });
}

/** The day that a journal counts from, in UTC. */
export function dayOf({ effectiveAt }: CanonicalJournal): string {
  return effectiveAt.slice(0, 'YYYY-MM-DD'.length);
}
