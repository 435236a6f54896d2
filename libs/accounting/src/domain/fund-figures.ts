/** Debits less credits by account, in one currency, in minor units. */
type NetDebits = ReadonlyMap<string, bigint>;

/** What the guarantee has and owes in one currency, in minor units: sums, beyond any one amount. */
export interface FundFigures {
  /** Restricted cash of the fund (1020). */
  readonly fundMinor: bigint;
  /** What all rails hold for us (1030). */
  readonly onRailsMinor: bigint;
  /** Set aside for claims that are filed (2010). */
  readonly reservedMinor: bigint;
  /** Set aside for losses that nobody has reported yet (2020). */
  readonly unreportedMinor: bigint;
  /** Awarded, and not yet handed to a rail (2030). */
  readonly payableMinor: bigint;
  /** Handed to a rail, and not yet proven to have settled (2040). */
  readonly inTransitMinor: bigint;
  /** Came back from a payee, and is held for the claimant (2050). */
  readonly heldMinor: bigint;
  /** Billed to merchants, and not earned yet (2080): in operating cash, so it covers nothing. */
  readonly advanceMinor: bigint;
  /** What there is, to what is owed or expected, in basis points; null while nothing is owed. */
  readonly coverageBp: bigint | null;
}

/** Covered to the cent: as much money as is owed or expected. */
const COVERED_BP = 10_000n;

/** Reads the figures from the balances of 1020, 1030, 2010, 2020, 2030, 2040, 2050 and 2080. */
export function fundFigures(net: NetDebits): FundFigures {
  const on = (account: string): bigint => net.get(account) ?? 0n;
  const money = { fundMinor: on('1020'), onRailsMinor: on('1030') };
  const owed = {
    reservedMinor: -on('2010'),
    unreportedMinor: -on('2020'),
    payableMinor: -on('2030'),
    inTransitMinor: -on('2040'),
    heldMinor: -on('2050'),
  };
  const owedMinor = Object.values(owed).reduce((sum, minor) => sum + minor, 0n);
  const advanceMinor = -on('2080');
  return { ...money, ...owed, advanceMinor, coverageBp: coverageBp(moneyMinor(money), owedMinor) };
}

/** What can be paid from: the fund's cash and what lies on the rails, in minor units. */
export function moneyMinor({
  fundMinor,
  onRailsMinor,
}: Pick<FundFigures, 'fundMinor' | 'onRailsMinor'>): bigint {
  return fundMinor + onRailsMinor;
}

/** Rounded down, so that 10,000 is never shown while a cent is missing; not below zero. */
function coverageBp(availableMinor: bigint, owedMinor: bigint): bigint | null {
  if (owedMinor <= 0n) return null;
  return availableMinor <= 0n ? 0n : (availableMinor * COVERED_BP) / owedMinor;
}

/**
 * For how many whole days the money lasts when each day takes what a day of the last `days` took on
 * average. Null when they took nothing, or more came back than left.
 */
export function runwayDays(availableMinor: bigint, paidMinor: bigint, days: number): bigint | null {
  if (paidMinor <= 0n) return null;
  return availableMinor <= 0n ? 0n : (availableMinor * BigInt(days)) / paidMinor;
}
