import type { AccountingEvent } from '@app/accounting';
import { Money } from '@app/money';

/** What a decision books when it becomes final on a claim that stands so. */
export function eventsOf(
  claim: {
    readonly currency: string;
    readonly reserveMinor: bigint;
    readonly claimedMinor: bigint;
    readonly awardedMinor: bigint | null;
  },
  decision: { readonly awardMinor: bigint; readonly ownShareMinor: bigint },
): AccountingEvent[] {
  const money = (amountMinor: bigint): Money => Money.of(amountMinor, claim.currency);
  return decisionEvents({
    reserve: money(claim.reserveMinor),
    claimed: money(claim.claimedMinor),
    earlier: money(claim.awardedMinor ?? 0n),
    award: money(decision.awardMinor),
    ownShare: money(decision.ownShareMinor),
  });
}

/** A claim's books and its decision, as far as the one moves the other. */
export interface AwardBooks {
  /** On 2010, with the excess that is not taken off yet. */
  readonly reserve: Money;
  /** The gross claim, on the memo accounts. */
  readonly claimed: Money;
  /** What decisions before this one awarded. */
  readonly earlier: Money;
  /** All that is awarded now, with what was awarded before. */
  readonly award: Money;
  /** Excess and own share of the claimant that no decision has taken off yet. */
  readonly ownShare: Money;
}

/**
 * What a final decision books (DOMAIN §3.3): the reserve becomes what is added and the claimant's
 * own share (E07), the own share goes (E08), the rest is payable (E09; E32 on top of an earlier
 * award). Nothing on top releases the reserve; nothing at all takes the memo back, too (E10).
 */
export function decisionEvents(books: AwardBooks): AccountingEvent[] {
  const { reserve, claimed, earlier, award, ownShare } = books;
  if (award.isZero()) return [{ code: 'E10', reserve, claimed }];
  const added = award.minus(earlier);
  if (added.isZero()) {
    return [{ code: 'E07', from: reserve, to: Money.zero(reserve.currency) }];
  }
  return [
    { code: 'E07', from: reserve, to: added.plus(ownShare) },
    ...(ownShare.isPositive() ? [{ code: 'E08', money: ownShare } as const] : []),
    earlier.isZero()
      ? { code: 'E09', money: added }
      : { code: 'E32', variant: 'award', money: added },
  ];
}
