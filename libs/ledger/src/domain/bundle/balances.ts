import { onNormalSide } from '../turnover';
import type { ChartAccount } from './chart';
import { badBundle } from './bundle-error';
import type { TransferLine } from './journal-line';
import { BALANCES } from './manifest';
import { list, parseShaped, record, text } from './shape';

/** What went through an account in one currency up to the checkpoint; amounts as digits. */
export interface Balance {
  readonly account: string;
  readonly currency: string;
  readonly debitMinor: string;
  readonly creditMinor: string;
  /** On the account's normal side; may be negative. */
  readonly balanceMinor: string;
}

interface Sums {
  debitMinor: bigint;
  creditMinor: bigint;
}

const AMOUNT = text(/^(?:0|[1-9]\d*)$/);
const SHAPE = list(
  record({
    account: text(),
    currency: text(/^[A-Z]{3}$/),
    debitMinor: AMOUNT,
    creditMinor: AMOUNT,
    balanceMinor: text(/^(?:0|-?[1-9]\d*)$/),
  }),
);

export function formatBalances(balances: readonly Balance[]): string {
  return `${JSON.stringify(balances, null, 2)}\n`;
}

/** Reads the balances; refuses as `ledger.bad_bundle` what has another form. */
export function parseBalances(json: string): readonly Balance[] {
  return parseShaped(BALANCES, json, SHAPE) as readonly Balance[];
}

/** A balance from what went through, in minor units. */
export function balanceFrom(
  { code, normalSide }: Pick<ChartAccount, 'code' | 'normalSide'>,
  currency: string,
  { debitMinor, creditMinor }: Readonly<Sums>,
): Balance {
  return {
    account: code,
    currency,
    debitMinor: debitMinor.toString(),
    creditMinor: creditMinor.toString(),
    balanceMinor: onNormalSide(debitMinor - creditMinor, normalSide).toString(),
  };
}

/** Adds up the lines of all journals. Accounts are named as lines name them. */
export class BalanceFold {
  private readonly accounts = new Map<string, Map<string, Sums>>();

  add({ debit, credit, currency, amountMinor }: TransferLine): void {
    const amount = BigInt(amountMinor);
    this.of(debit, currency).debitMinor += amount;
    this.of(credit, currency).creditMinor += amount;
  }

  /** The balances of the accounts that lines went through, by account and currency. */
  balances(accounts: readonly ChartAccount[]): Balance[] {
    return accounts
      .flatMap((account) =>
        [...(this.accounts.get(quotedCode(account.code)) ?? [])].map(([currency, sums]) =>
          balanceFrom(account, currency, sums),
        ),
      )
      .sort(inOrder);
  }

  private of(account: string, currency: string): Sums {
    let currencies = this.accounts.get(account);
    if (currencies === undefined) {
      currencies = new Map();
      this.accounts.set(account, currencies);
    }
    let sums = currencies.get(currency);
    if (sums === undefined) {
      sums = { debitMinor: 0n, creditMinor: 0n };
      currencies.set(currency, sums);
    }
    return sums;
  }
}

/** The code of an account as it stands in a line, between the quotes. */
export function quotedCode(code: string): string {
  return JSON.stringify(code).slice(1, -1);
}

/** The order of balances in a bundle: by account, then currency, by UTF-16 code units. */
export function inOrder(one: Balance, other: Balance): number {
  if (one.account !== other.account) return one.account < other.account ? -1 : 1;
  return one.currency < other.currency ? -1 : 1;
}

function isSame(one: Balance, other: Balance): boolean {
  return (
    one.account === other.account &&
    one.currency === other.currency &&
    one.debitMinor === other.debitMinor &&
    one.creditMinor === other.creditMinor &&
    one.balanceMinor === other.balanceMinor
  );
}

/** Refuses as `ledger.bad_balance` balances that are not what the journals add up to. */
export function requireSameBalances(stated: readonly Balance[], folded: readonly Balance[]): void {
  for (const [index, expected] of folded.entries()) {
    const found = stated[index];
    if (found !== undefined && isSame(found, expected)) continue;
    const { account, currency, debitMinor, creditMinor } = expected;
    throw badBundle(
      `${BALANCES} is wrong for account ${account} in ${currency}: the journals add up to ${debitMinor} debit and ${creditMinor} credit.`,
      `${BALANCES} 中科目 ${account} 的 ${currency} 余额有误：按分录累计，借方为 ${debitMinor}，贷方为 ${creditMinor}。`,
      'bad_balance',
      { account, currency },
    );
  }
  const surplus = stated[folded.length];
  if (surplus === undefined) return;
  throw badBundle(
    `${BALANCES} has a balance of account ${surplus.account} in ${surplus.currency}, which no journal touches.`,
    `${BALANCES} 中有科目 ${surplus.account} 的 ${surplus.currency} 余额，但没有分录涉及。`,
    'bad_balance',
    { account: surplus.account, currency: surplus.currency },
  );
}
