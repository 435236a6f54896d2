import type { AccountingEvent, CashSource } from './accounting-event';
import { EXPENSES, OWED, booksAtRest, booksOf } from './testing/claim-books';
import {
  awardedAndPaid,
  counterparty,
  filed,
  gbp,
  rail,
  settled,
  shared,
  usd,
} from './testing/claim-steps';

describe('the worked example of DOMAIN §3.3: a loss of 10,000.00 in Great Britain', () => {
  const loss = gbp(10_000_00);
  const withExcess = [
    ...filed(loss),
    { code: 'E08', money: gbp(100_00) } as const,
    ...awardedAndPaid(gbp(9_900_00)),
    ...shared(gbp(4_950_00)),
  ];

  it('costs the sender 3,950.00 with the excess and its half of what came back', () => {
    const half = gbp(1_000_00);
    const books = booksAtRest([
      ...withExcess,
      { code: 'E26', money: half },
      { code: 'E27', receipt: half, parts: [{ of: 'house', money: half }] },
    ]);
    expect(['5010', '5110', '5130'].map((code) => books.balance(code))).toEqual([
      9_900_00n,
      -4_950_00n,
      -1_000_00n,
    ]);
    expect(books.balance(EXPENSES)).toBe(3_950_00n);
    expect(books.balance(['1010', '1030'])).toBe(-3_950_00n);
  });

  it('costs the same when all 2,000.00 came back to it and it passes on the other half', () => {
    const [receipt, half] = [gbp(2_000_00), gbp(1_000_00)];
    const books = booksAtRest([
      ...withExcess,
      { code: 'E26', money: receipt },
      {
        code: 'E27',
        receipt,
        parts: [
          { of: 'house', money: half },
          { of: 'institution', money: half, counterparty },
        ],
      },
      { code: 'E28', money: half, counterparty },
    ]);
    expect(books.balance(['2060', '2070'])).toBe(0n);
    expect(books.balance(EXPENSES)).toBe(3_950_00n);
    expect(books.balance(['1010', '1030'])).toBe(-3_950_00n);
  });

  it('costs the sender 5,050.00 when it waives the excess by choice', () => {
    const books = booksAtRest([
      ...filed(loss),
      ...awardedAndPaid(loss),
      // The receiver's half, less half of the excess that it did not choose to waive.
      ...shared(gbp(5_000_00 - 50_00)),
    ]);
    expect(books.balance('5010')).toBe(10_000_00n);
    expect(books.balance(EXPENSES)).toBe(5_050_00n);
  });

  it('costs each of the two 5,000.00 when the victim is vulnerable', () => {
    const books = booksAtRest([...filed(loss), ...awardedAndPaid(loss), ...shared(gbp(5_000_00))]);
    expect(books.balance('5110')).toBe(-5_000_00n);
    expect(books.balance(EXPENSES)).toBe(5_000_00n);
  });
});

describe('a claim', () => {
  const money = gbp(500_00);
  const paid = [...filed(money), ...awardedAndPaid(money)];
  const returned: AccountingEvent[] = [...paid, { code: 'E19', money, rail }];
  const credited = (source: CashSource): AccountingEvent[] => [
    ...filed(money),
    { code: 'E11', into: 'wallet', source, money },
  ];
  const denied: AccountingEvent = { code: 'E10', reserve: money, claimed: money };
  const approved: AccountingEvent[] = [
    { code: 'E09', money },
    { code: 'E12', money },
  ];

  it.each<[string, bigint, AccountingEvent[]]>([
    ['is paid', 500_00n, paid],
    [
      'is paid after a payout that failed',
      500_00n,
      [
        ...filed(money),
        { code: 'E09', money },
        { code: 'E15', money, rail },
        { code: 'E17', money, rail },
        ...settled(money),
      ],
    ],
    [
      'is paid again after a payout that came back',
      500_00n,
      [...returned, { code: 'E20', money, rail }, { code: 'E16', money, rail }],
    ],
    [
      'came back, and went to the state',
      500_00n,
      [...returned, { code: 'E34', ending: 'paid_to_state', money }],
    ],
    [
      'came back, and nobody ever wanted it',
      0n,
      [...returned, { code: 'E34', ending: 'released', money }],
    ],
    ['had a provisional credit that was approved', 500_00n, [...credited('fund'), ...approved]],
    [
      'had a provisional credit to a bank that was approved',
      500_00n,
      [...filed(money), { code: 'E11', into: 'bank', money, rail }, ...approved],
    ],
    [
      'had a provisional credit of a part, and was paid the rest',
      500_00n,
      [
        ...filed(money),
        { code: 'E11', into: 'wallet', source: 'operating_cash', money: gbp(200_00) },
        { code: 'E09', money },
        { code: 'E12', money: gbp(200_00) },
        ...settled(gbp(300_00)),
      ],
    ],
    [
      'had a provisional credit that was denied, and had the money',
      0n,
      [...credited('operating_cash'), denied, { code: 'E13', source: 'operating_cash', money }],
    ],
    [
      'had a provisional credit that was denied, of which 200.00 was spent and 50.00 repaid',
      150_00n,
      [
        ...credited('fund'),
        denied,
        { code: 'E13', source: 'fund', money: gbp(300_00) },
        { code: 'E14', money: gbp(200_00) },
        { code: 'E30', variant: 'collected', money: gbp(50_00) },
        { code: 'E30', variant: 'written_off', money: gbp(150_00) },
      ],
    ],
    [
      'was a deceit, and was repaid but for 100.00',
      100_00n,
      [
        ...paid,
        { code: 'E29', money },
        { code: 'E31', from: gbp(0), to: gbp(80_00) },
        { code: 'E30', variant: 'collected', money: gbp(400_00) },
        { code: 'E31', from: gbp(80_00), to: gbp(0) },
        { code: 'E30', variant: 'written_off', money: gbp(100_00) },
      ],
    ],
    [
      'was opened again, and awarded 70.00 more',
      570_00n,
      [
        ...paid,
        { code: 'E32', variant: 'reserve', money: gbp(80_00) },
        { code: 'E07', from: gbp(80_00), to: gbp(70_00) },
        { code: 'E32', variant: 'award', money: gbp(70_00) },
        ...settled(gbp(70_00)),
      ],
    ],
    [
      'was late, and got 30.00 of goodwill and 5.00 for lateness',
      535_00n,
      [
        ...filed(money),
        { code: 'E09', money },
        { code: 'E33', variant: 'goodwill', money: gbp(30_00) },
        { code: 'E33', variant: 'lateness', money: gbp(5_00) },
        ...settled(gbp(535_00)),
      ],
    ],
    [
      'was insured for 400.00, of which half is paid',
      100_00n,
      [
        ...paid,
        { code: 'E25', variant: 'accepted', money: gbp(400_00), counterparty: 'insurer' },
        { code: 'E25', variant: 'paid', money: gbp(200_00), counterparty: 'insurer' },
      ],
    ],
    [
      'got the excess out of what came back later',
      400_00n,
      [
        ...paid,
        { code: 'E26', money: gbp(150_00) },
        {
          code: 'E27',
          receipt: gbp(150_00),
          parts: [
            { of: 'victim', money: gbp(50_00) },
            { of: 'house', money: gbp(100_00) },
          ],
        },
        ...settled(gbp(50_00)),
      ],
    ],
    [
      'was part of what we expected to come',
      500_00n,
      [{ code: 'E03', money }, ...filed(money), { code: 'E06', money }, ...awardedAndPaid(money)],
    ],
  ])('ends at rest when it %s', (_title, cost, events) => {
    expect(booksAtRest(events).balance(EXPENSES)).toBe(cost);
  });

  it('may be paid in another currency, and each currency balances for itself', () => {
    const books = booksAtRest([
      ...filed(money),
      { code: 'E09', money },
      { code: 'E15', money, rail },
      { code: 'E35', variant: 'settled', owed: money, paid: usd(640_00), rail },
      { code: 'E35', variant: 'revalued', effect: 'loss', money: gbp(4_00) },
      { code: 'E35', variant: 'revalued', effect: 'gain', money: gbp(1_00) },
    ]);
    expect(books.balance('1030', 'USD')).toBe(-640_00n);
    expect(books.balance('1090', 'USD')).toBe(640_00n);
    expect(books.balance('1090')).toBe(-503_00n);
    expect(books.balance('5070')).toBe(3_00n);
  });

  it('keeps in transit what was submitted and is not known yet (E18)', () => {
    const books = booksOf([...filed(money), { code: 'E09', money }, { code: 'E15', money, rail }]);
    expect(OWED.filter((code) => books.balance(code) !== 0n)).toEqual(['2040']);
  });
});
