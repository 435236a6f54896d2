import fc from 'fast-check';

import type { JournalDraft } from '@app/ledger';

import type { AccountingEvent } from './accounting-event';
import { CHART_OF_ACCOUNTS } from './chart-of-accounts';
import { journalOf } from './posting-rules';
import { reversalOf } from './reversal';
import { Books, OWED, booked, settledMinor } from './testing/claim-books';
import { life } from './testing/claim-lives';
import { gbp, rail, usd } from './testing/claim-steps';
import { CONTEXT } from './testing/sample-events';

const CURRENCIES = ['GBP', 'USD'];
const CODES = CHART_OF_ACCOUNTS.map(({ code }) => code);

/** What a life of `life` has not: estimates for losses that nobody reported, another currency. */
const estimateAndExchange = fc
  .tuple(fc.bigInt(1n, 10n ** 12n), fc.bigInt(1n, 10n ** 12n))
  .map(([minor, paidMinor]): AccountingEvent[] => {
    const money = gbp(minor);
    return [
      { code: 'E03', money },
      { code: 'E33', variant: 'goodwill', money },
      { code: 'E15', money, rail },
      { code: 'E35', variant: 'settled', owed: money, paid: usd(paidMinor), rail },
      { code: 'E06', money },
    ];
  });

/** What becomes of a booking later: nothing, a reversal, or a reversal and the right one. */
const fate = fc.constantFrom('stands', 'is reversed', 'is corrected');
const correctedLife = fc.tuple(life, estimateAndExchange).chain(([events, more]) => {
  const all = [...events, ...more];
  return fc.array(fate, { minLength: all.length, maxLength: all.length }).map((fates) => ({
    events: all,
    fates,
  }));
});

/** The invariant of `libs/accounting/README.md`, in each currency. */
function expectToHold(books: Books, settledSoFar: bigint): void {
  const cost = CURRENCIES.map((currency) => books.balance(['5010', '5020'], currency));
  const [owed = 0n, owedElsewhere = 0n] = CURRENCIES.map((currency) =>
    books.balance(OWED, currency),
  );
  // What is owed counts as settled, and not what was paid for it in another currency.
  expect(cost).toEqual([settledSoFar - owed, -owedElsewhere]);
  expect(CURRENCIES.map((currency) => books.balance(CODES, currency))).toEqual([0n, 0n]);
  expect(books.balance('1040')).toBe(-books.balance('2100'));
}

/** A journal as it stands in the ledger. */
function posted({
  kind,
  lane,
  claimId,
  transfers,
}: JournalDraft): Parameters<typeof reversalOf>[0] {
  return {
    journal: { id: 'jnl_1', lane, kind, claimId },
    transfers: transfers.map(({ debit, credit, money, dimensions = {} }) => ({
      debitAccount: debit,
      creditAccount: credit,
      currency: money.currency,
      amountMinor: money.amountMinor,
      dimensions,
    })),
  };
}

describe('a life with corrections', () => {
  it('ties the cost to what was settled after every booking, and ends as if booked rightly', () => {
    fc.assert(
      fc.property(correctedLife, ({ events, fates }) => {
        const books = new Books();
        let settledSoFar = 0n;
        const book = ({ transfers }: JournalDraft, settled: bigint): void => {
          books.book(transfers);
          settledSoFar += settled;
          expectToHold(books, settledSoFar);
        };
        const bookings = events.flatMap((event, index) => {
          const journal = journalOf(event, CONTEXT);
          const settled = settledMinor(event.code, event);
          return journal === null ? [] : [{ journal, settled, end: fates[index] }];
        });
        for (const { journal, settled } of bookings) book(journal, settled);
        const correction = { actor: 'usr_2', occurredAt: CONTEXT.occurredAt, reason: 'Wrong.' };
        for (const { journal, settled, end } of bookings) {
          if (end === 'stands') continue;
          book(reversalOf(posted(journal), correction), -settled);
          if (end === 'is corrected') book(journal, settled);
        }
        const right = booked(events.filter((_event, index) => fates[index] !== 'is reversed'));
        for (const currency of CURRENCIES) {
          expect(CODES.map((code) => books.balance(code, currency))).toEqual(
            CODES.map((code) => right.balance(code, currency)),
          );
        }
      }),
    );
  });
});
