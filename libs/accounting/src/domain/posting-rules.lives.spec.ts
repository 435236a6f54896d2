import fc from 'fast-check';

import type { Money } from '@app/money';

import { EXPENSES, booked, booksAtRest, booksOf } from './testing/claim-books';
import { life } from './testing/claim-lives';
import { filed, gbp, rail, usd } from './testing/claim-steps';

describe('every life of a claim', () => {
  it('balances, ties the cost to what was paid, backs every wallet, and ends at rest', () => {
    fc.assert(fc.property(life, (events) => void booksAtRest(events)));
  });

  it('costs exactly the cash that is gone and that nobody owes us', () => {
    fc.assert(
      fc.property(life, (events) => {
        const books = booked(events);
        const cash = books.balance(['1010', '1020', '1030', '1040', '1140', '2100', '2060']);
        expect(books.balance(EXPENSES)).toBe(-cash);
      }),
    );
  });

  it('keeps the memo of the gross claim, unless nothing was awarded', () => {
    fc.assert(
      fc.property(life, (events) => {
        const books = booked(events);
        const claimed = events.find(({ code }) => code === 'E04') as { money: Money };
        const isDenied = events.some(({ code }) => code === 'E10');
        const expected = isDenied ? 0n : claimed.money.amountMinor;
        expect([books.balance('9100'), books.balance('9101')]).toEqual([expected, -expected]);
      }),
    );
  });
});

describe('every exchange', () => {
  it('balances in both currencies and leaves the position open for a revaluation', () => {
    const positive = fc.bigInt(1n, 10n ** 12n);
    fc.assert(
      fc.property(positive, positive, (owed, paid) => {
        const books = booksOf([
          ...filed(gbp(owed)),
          { code: 'E09', money: gbp(owed) },
          { code: 'E15', money: gbp(owed), rail },
          { code: 'E35', variant: 'settled', owed: gbp(owed), paid: usd(paid), rail },
        ]);
        expect([books.balance('1090'), books.balance('1090', 'USD')]).toEqual([-owed, paid]);
      }),
    );
  });
});
