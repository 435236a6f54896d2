import { Money } from '@app/money';

/** One line of the ledger that is about a counterparty. */
export interface StatementEntry {
  readonly journalId: string;
  readonly bookedAt: Date;
  readonly occurredAt: Date;
  /** The event: `E23`. */
  readonly kind: string;
  readonly memo: string;
  readonly claimId: string;
  readonly reference: string;
  readonly account: string;
  readonly currency: string;
  /** What they owe us more by it; negative for what they owe less, or we owe more. */
  readonly changeMinor: bigint;
}

/** A line with what they owe us after it; negative when we owe them. */
export interface StatementMovement extends StatementEntry {
  readonly balanceMinor: bigint;
}

/** A statement of account in one currency. */
export interface CounterpartyStatement {
  readonly currency: string;
  readonly opening: Money;
  readonly movements: readonly StatementMovement[];
  readonly closing: Money;
  /** The balance of each account at the end, on the side of what they owe us. */
  readonly accounts: readonly { readonly code: string; readonly balance: Money }[];
}

/** As much of a currency's opening as the ledger tells: per account what was booked before. */
export interface OpeningBalance {
  readonly currency: string;
  readonly account: string;
  readonly balanceMinor: bigint;
}

/** Statements per currency of what a counterparty owes us, and what we owe them. */
export function statementsOf(
  opening: readonly OpeningBalance[],
  entries: readonly StatementEntry[],
): CounterpartyStatement[] {
  const currencies = [...new Set([...opening, ...entries].map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const before = opening.filter((one) => one.currency === currency);
    const own = entries.filter((entry) => entry.currency === currency);
    let balanceMinor = before.reduce((sum, one) => sum + one.balanceMinor, 0n);
    const openingMinor = balanceMinor;
    const movements = own.map((entry) => {
      balanceMinor += entry.changeMinor;
      return { ...entry, balanceMinor };
    });
    return {
      currency,
      opening: Money.of(openingMinor, currency),
      movements,
      closing: Money.of(balanceMinor, currency),
      accounts: accountsOf(before, own, currency),
    };
  });
}

function accountsOf(
  opening: readonly OpeningBalance[],
  entries: readonly StatementEntry[],
  currency: string,
): { code: string; balance: Money }[] {
  const sums = new Map<string, bigint>();
  for (const { account, balanceMinor } of opening) {
    sums.set(account, (sums.get(account) ?? 0n) + balanceMinor);
  }
  for (const { account, changeMinor } of entries) {
    sums.set(account, (sums.get(account) ?? 0n) + changeMinor);
  }
  return [...sums]
    .sort(([a], [b]) => Number(a > b) - Number(a < b))
    .map(([code, minor]) => ({ code, balance: Money.of(minor, currency) }));
}
