import type { TransferDraft } from '@app/ledger';

import type { AccountingEvent, EventCode, EventContext, EventOf } from '../accounting-event';
import { CHART_OF_ACCOUNTS, ZERO_WHEN_CLOSED } from '../chart-of-accounts';
import { journalOf } from '../posting-rules';

const CODES = CHART_OF_ACCOUNTS.map(({ code }) => code);
/** What we owe to victims, or expect to owe. */
export const OWED = ['2010', '2020', '2030', '2040', '2050'];
/** Nobody can owe us, or we them, less than nothing. */
const ASSETS = ['1040', '1110', '1120', '1140', '1150'];
const LIABILITIES = [...OWED, '2060', '2070', '2080', '2100'];
export const EXPENSES = CODES.filter((code) => code.startsWith('5'));

/** Books of one claim: balances in minor units, debits minus credits, by account and currency. */
export class Books {
  private readonly minor = new Map<string, bigint>();
  private booked = 0;

  post(event: AccountingEvent): readonly TransferDraft[] {
    const transfers = journalOf(event, this.context())?.transfers ?? [];
    this.book(transfers);
    return transfers;
  }

  book(transfers: readonly TransferDraft[]): void {
    for (const { debit, credit, money } of transfers) {
      this.move(debit, money.currency, money.amountMinor);
      this.move(credit, money.currency, -money.amountMinor);
    }
  }

  balance(accounts: string | readonly string[], currency = 'GBP'): bigint {
    return [accounts]
      .flat()
      .reduce((sum, code) => sum + (this.minor.get(`${code} ${currency}`) ?? 0n), 0n);
  }

  private move(account: string, currency: string, amountMinor: bigint): void {
    const key = `${account} ${currency}`;
    this.minor.set(key, (this.minor.get(key) ?? 0n) + amountMinor);
  }

  private context(): EventContext {
    this.booked += 1;
    return {
      lane: 3,
      claimId: 'clm_1',
      actor: 'usr_1',
      occurredAt: new Date('2026-03-01T08:00:00Z'),
      causeId: `cause_${String(this.booked)}`,
      pack: 'gb-app-fraud@1.0.0',
      fund: 'guarantee',
    };
  }
}

/**
 * What an event says of the cost of claims that was settled for good (invariant 5). Goodwill,
 * lateness and what a victim gets of a recovery become payable without being claims incurred.
 */
const SETTLED: { readonly [Code in EventCode]?: (event: EventOf<Code>) => bigint } = {
  E12: ({ money }) => money.amountMinor,
  E16: ({ money }) => money.amountMinor,
  E19: ({ money }) => -money.amountMinor,
  E27: ({ parts }) =>
    parts
      .filter(({ of }) => of === 'victim')
      .reduce((sum, { money }) => sum - money.amountMinor, 0n),
  E29: ({ variant, money }) => (variant === 'taken_back' ? money.amountMinor : -money.amountMinor),
  E33: ({ money }) => -money.amountMinor,
  E34: ({ ending, money }) => (ending === 'paid_to_state' ? money.amountMinor : 0n),
  E35: (event) => (event.variant === 'settled' ? event.owed.amountMinor : 0n),
};

/** By how much an event settles the cost of claims for good; an E36 of it settles it back. */
export function settledMinor<Code extends EventCode>(code: Code, event: EventOf<Code>): bigint {
  return SETTLED[code]?.(event) ?? 0n;
}

/** Books events one after the other. */
export function booked(events: readonly AccountingEvent[]): Books {
  const books = new Books();
  events.forEach((event) => books.post(event));
  return books;
}

/** Books a life and checks after every event invariants 1, 5 and 6 of DOMAIN §3.4. */
export function booksOf(events: readonly AccountingEvent[]): Books {
  const books = new Books();
  let settledSoFar = 0n;
  for (const event of events) {
    const transfers = books.post(event);
    settledSoFar += settledMinor(event.code, event);
    expect(transfers.filter(({ money }) => !money.isPositive())).toEqual([]);
    expect(['GBP', 'USD'].map((currency) => books.balance(CODES, currency))).toEqual([0n, 0n]);
    expect(books.balance(['5010', '5020'])).toBe(settledSoFar - books.balance(OWED));
    const takesCustomerMoney = transfers.some(({ debit }) => debit === '2100');
    expect(takesCustomerMoney && event.code !== 'E13').toBe(false);
    expect(books.balance('1040')).toBe(-books.balance('2100'));
    expect(ASSETS.filter((code) => books.balance(code) < 0n)).toEqual([]);
    expect(LIABILITIES.filter((code) => books.balance(code) > 0n)).toEqual([]);
  }
  return books;
}

/** The same for a life that ends with a closed claim: invariant 2. */
export function booksAtRest(events: readonly AccountingEvent[]): Books {
  const books = booksOf(events);
  expect(ZERO_WHEN_CLOSED.filter((code) => books.balance(code) !== 0n)).toEqual([]);
  return books;
}
