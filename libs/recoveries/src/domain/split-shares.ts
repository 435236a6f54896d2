import { Money, allocate, sumOf } from '@app/money';

import type { CounterpartyKind } from './recovery';

/** One party of the split of an assessment; the claimant stands in none. */
export interface SplitShare {
  readonly party: string;
  readonly money: Money;
}

/** What another party than the house bears of an award, and what kind of counterparty that is. */
export interface ShareOfOther extends SplitShare {
  readonly kind: CounterpartyKind;
}

/**
 * Who the parties of packs are. `house` is whoever keeps the promise and has paid: we. A party that
 * a pack of one's own names otherwise is another institution; a person says more on the recovery.
 */
const PARTIES: Readonly<Record<string, CounterpartyKind | 'house'>> = {
  provider: 'house',
  payer_psp: 'house',
  psp: 'house',
  issuer: 'house',
  bank: 'house',
  fi: 'house',
  // The deposit lies with the house, which has taken the award out of it.
  seller_deposit: 'house',
  payee_psp: 'institution',
  telco: 'institution',
  insurer: 'insurer',
  seller: 'merchant',
  payee_account: 'fraudster',
};

/**
 * What others bear of an award, to the cent: the split as it was assessed, or in its proportions
 * where another amount was awarded. Nothing where the split names nobody, or the house alone.
 */
export function sharesOfOthers(award: Money, split: readonly SplitShare[]): ShareOfOther[] {
  const weights = split.map(({ money }) => money.amountMinor);
  const assessed = sumOf(
    split.map(({ money }) => money),
    award.currency,
  );
  if (!assessed.isPositive()) return [];
  const parts = allocate(award, weights);
  return split.flatMap(({ party }, place) => {
    const kind = PARTIES[party] ?? 'institution';
    const money = parts[place] ?? Money.zero(award.currency);
    return kind === 'house' || !money.isPositive() ? [] : [{ party, kind, money }];
  });
}
