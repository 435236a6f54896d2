import type { JournalDraft } from '@app/ledger';

/** Where the guarantee stands in one currency, in minor units: sums, beyond any one amount. */
export interface FundPosition {
  /** Restricted cash of the fund (1020). */
  readonly fundMinor: bigint;
  /** Money on the rails that no payout has been promised (1030 less 2040). */
  readonly onRailsMinor: bigint;
  /** Set aside for claims that are open (2010). */
  readonly reservedMinor: bigint;
  /** Awarded, and not yet handed to a rail (2030). */
  readonly payableMinor: bigint;
  /** What is left when all of that is paid; below zero the promise is not covered. */
  readonly uncommittedMinor: bigint;
}

/** Debits less credits by account, in one currency. */
export type NetDebits = ReadonlyMap<string, bigint>;

/** The position by the balances of accounts 1020, 1030, 2010, 2030 and 2040. */
export function fundPosition(net: NetDebits): FundPosition {
  const on = (account: string): bigint => net.get(account) ?? 0n;
  const position = {
    fundMinor: on('1020'),
    onRailsMinor: on('1030') + on('2040'),
    reservedMinor: -on('2010'),
    payableMinor: -on('2030'),
  };
  const { fundMinor, onRailsMinor, reservedMinor, payableMinor } = position;
  return {
    ...position,
    uncommittedMinor: fundMinor + onRailsMinor - reservedMinor - payableMinor,
  };
}

/** The balances as they would be with journals that are not posted yet. */
export function withJournals(
  net: NetDebits,
  journals: readonly JournalDraft[],
  currency: string,
): NetDebits {
  const after = new Map(net);
  const add = (account: string, minor: bigint): void => {
    after.set(account, (after.get(account) ?? 0n) + minor);
  };
  for (const { debit, credit, money } of journals.flatMap(({ transfers }) => transfers)) {
    if (money.currency !== currency) continue;
    add(debit, money.amountMinor);
    add(credit, -money.amountMinor);
  }
  return after;
}
