import { Money, allocate } from '@app/money';

/** What is still open of the loss of one line, in minor units. */
export interface OpenLoss {
  readonly lineId: string;
  readonly openMinor: bigint;
}

/** What of money that came back goes to the claimant by the payment of which line. */
export interface RecoveredPart {
  readonly lineId: string;
  readonly money: Money;
}

/**
 * Shares the claimant's part of money that came back among the lines of a claim, by what is open of
 * the loss of each, so that none gets more than that; the parts add up exactly. Throws where more
 * came back than is open of all.
 */
export function recoveredParts(money: Money, losses: readonly OpenLoss[]): RecoveredPart[] {
  const open = losses.filter(({ openMinor }) => openMinor > 0n);
  const wholeMinor = open.reduce((sum, { openMinor }) => sum + openMinor, 0n);
  if (money.amountMinor > wholeMinor) {
    throw new Error(`${money.toString()} is more than what is open: ${String(wholeMinor)}.`);
  }
  const shares = allocate(
    money,
    open.map(({ openMinor }) => openMinor),
  );
  return open
    .map(({ lineId }, index) => ({ lineId, money: shares[index] ?? Money.zero(money.currency) }))
    .filter((part) => part.money.isPositive());
}
