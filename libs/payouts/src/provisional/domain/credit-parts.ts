import { allocate } from '@app/money';
import type { Money } from '@app/money';

/** A line of a claim with what the assessment awards on it. */
export interface AssessedLine {
  readonly lineId: string;
  readonly award: Money;
}

/** What of a credit goes the way of a line. */
export interface CreditPart {
  readonly lineId: string;
  readonly money: Money;
}

/**
 * Shares a credit among the lines by their awards, by largest remainder: the parts are the credit
 * exactly, and none is more than the award of its line as long as the credit is not. A line that
 * gets nothing has no part.
 */
export function creditParts(credit: Money, lines: readonly AssessedLine[]): CreditPart[] {
  const awarded = lines.filter(({ award }) => award.isPositive());
  if (awarded.length === 0) return [];
  const shares = allocate(
    credit,
    awarded.map(({ award }) => award.amountMinor),
  );
  return awarded.flatMap(({ lineId }, place) => {
    const money = shares[place];
    return money?.isPositive() === true ? [{ lineId, money }] : [];
  });
}
