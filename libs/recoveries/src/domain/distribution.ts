import { Money, allocate, sumOf } from '@app/money';

/** How a pack shares what comes back later; what it leaves out is the house's, and comes last. */
export interface DistributionRule {
  readonly share?: 'as_split' | 'provider';
  readonly uncoveredLoss?: 'first' | 'last';
}

/** What somebody still bears of a loss, and so may get back. */
export interface OtherPart {
  readonly counterpartyId: string;
  readonly money: Money;
}

/** Of one claim, in one currency: what each bears. Nobody ever gets more than that. */
export interface Stakes {
  readonly house: Money;
  readonly others: readonly OtherPart[];
  /** The loss of the claimant that no award has covered. */
  readonly victim: Money;
}

/** Who gets how much; together with what is left exactly what came. */
export interface Distribution extends Stakes {
  readonly left: Money;
}

/**
 * Distributes money that came back by the order of the pack. Each group takes what it bears, in
 * shares of what each of it bears, until nothing is left; what is more than the loss is `left`.
 */
export function distribute(money: Money, stakes: Stakes, rule: DistributionRule): Distribution {
  const zero = Money.zero(money.currency);
  const bearers = [stakes.house, ...stakes.others.map((other) => other.money)];
  const parts = [...bearers, stakes.victim].map(() => zero);
  const victim = parts.length - 1;
  let left = money;
  for (const group of groupsOf(stakes.others.length, victim, rule)) {
    const weights = group.map(
      (place) => (place === victim ? stakes.victim : bearers[place]) ?? zero,
    );
    const whole = sumOf(weights, money.currency);
    const taken = left.isGreaterThan(whole) ? whole : left;
    if (!taken.isPositive()) continue;
    const shares = allocate(
      taken,
      weights.map(({ amountMinor }) => amountMinor),
    );
    group.forEach((place, index) => {
      parts[place] = shares[index] ?? zero;
    });
    left = left.minus(taken);
  }
  return {
    house: parts[0] ?? zero,
    others: stakes.others.map(({ counterpartyId }, index) => ({
      counterpartyId,
      money: parts[index + 1] ?? zero,
    })),
    victim: parts[victim] ?? zero,
    left,
  };
}

/** The places that are served together, in their order: 0 is the house, the last one the victim. */
function groupsOf(others: number, victim: number, rule: DistributionRule): number[][] {
  const places = Array.from({ length: others }, (_, index) => index + 1);
  const bearers = rule.share === 'as_split' ? [[0, ...places]] : [[0], places];
  return rule.uncoveredLoss === 'first' ? [[victim], ...bearers] : [...bearers, [victim]];
}
