import fc from 'fast-check';

import type { TransferDraft } from '@app/ledger';
import { Money } from '@app/money';

import type {
  AccountingEvent,
  CashSource,
  EventCode,
  EventContext,
  EventOf,
} from './accounting-event';
import { CHART_OF_ACCOUNTS, ZERO_WHEN_CLOSED } from './chart-of-accounts';
import { journalOf } from './posting-rules';

const gbp = (amountMinor: number | bigint): Money => Money.of(BigInt(amountMinor), 'GBP');
const usd = (amountMinor: number | bigint): Money => Money.of(BigInt(amountMinor), 'USD');
const rail = 'simulated';
const counterparty = 'receiving-bank';

const CODES = CHART_OF_ACCOUNTS.map(({ code }) => code);
const OWED = ['2010', '2020', '2030', '2040', '2050'];
/** Nobody can owe us, or we them, less than nothing. */
const ASSETS = ['1040', '1110', '1120', '1140', '1150'];
const LIABILITIES = [...OWED, '2060', '2070', '2080', '2100'];
const EXPENSES = CODES.filter((code) => code.startsWith('5'));

/** Books of one claim: balances in minor units, debits minus credits, by account and currency. */
class Books {
  private readonly minor = new Map<string, bigint>();
  private booked = 0;

  post(event: AccountingEvent): readonly TransferDraft[] {
    const transfers = journalOf(event, this.context())?.transfers ?? [];
    for (const { debit, credit, money } of transfers) {
      this.move(debit, money.currency, money.amountMinor);
      this.move(credit, money.currency, -money.amountMinor);
    }
    return transfers;
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
  E29: ({ money }) => -money.amountMinor,
  E33: ({ money }) => -money.amountMinor,
  E34: ({ ending, money }) => (ending === 'paid_to_state' ? money.amountMinor : 0n),
  E35: (event) => (event.variant === 'settled' ? event.owed.amountMinor : 0n),
};

function settledMinor<Code extends EventCode>(code: Code, event: EventOf<Code>): bigint {
  return SETTLED[code]?.(event) ?? 0n;
}

function booked(events: readonly AccountingEvent[]): Books {
  const books = new Books();
  events.forEach((event) => books.post(event));
  return books;
}

/** Books a life and checks after every event invariants 1, 5 and 6 of DOMAIN §3.4. */
function booksOf(events: readonly AccountingEvent[]): Books {
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
function booksAtRest(events: readonly AccountingEvent[]): Books {
  const books = booksOf(events);
  expect(ZERO_WHEN_CLOSED.filter((code) => books.balance(code) !== 0n)).toEqual([]);
  return books;
}

const filed = (money: Money): AccountingEvent[] => [
  { code: 'E04', money },
  { code: 'E05', money },
];
const settled = (money: Money): AccountingEvent[] => [
  { code: 'E15', money, rail },
  { code: 'E16', money, rail },
];
const awardedAndPaid = (money: Money): AccountingEvent[] => [
  { code: 'E09', money },
  ...settled(money),
];
const shared = (money: Money): AccountingEvent[] => [
  { code: 'E23', money, counterparty },
  { code: 'E24', variant: 'received', money, counterparty },
];

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

const amount = fc.bigInt(0n, 10n ** 12n);
/** A share of whatever it is taken of, in thousandths. */
const share = fc.bigInt(0n, 1_000n);

/** Cuts an amount in two. */
function cut(money: Money, thousandths: bigint): [Money, Money] {
  const first = Money.of((money.amountMinor * thousandths) / 1_000n, money.currency);
  return [first, money.minus(first)];
}

const provisional = fc.record({
  into: fc.constantFrom('wallet', 'bank', 'none'),
  source: fc.constantFrom<CashSource>('fund', 'operating_cash'),
  money: amount.map(gbp),
  left: share,
  collected: share,
});
type Provisional = typeof provisional extends fc.Arbitrary<infer Value> ? Value : never;

const payout = fc.record({
  failures: fc.nat({ max: 2 }),
  comesBack: fc.constantFrom('no', 'sent_again', 'paid_to_state', 'released'),
});
type Payout = typeof payout extends fc.Arbitrary<infer Value> ? Value : never;

function credit({ into, source, money }: Provisional): AccountingEvent[] {
  if (into === 'none') return [];
  return [{ code: 'E11', money, ...(into === 'wallet' ? { into, source } : { into, rail }) }];
}

/** Takes back what was credited in vain: from the wallet, and the rest from the person. */
function takeBack({ into, source, left, collected }: Provisional, money: Money): AccountingEvent[] {
  const [there, spent] = into === 'wallet' ? cut(money, left) : [gbp(0), money];
  const [repaid, lost] = cut(spent, collected);
  return [
    { code: 'E13', source, money: there },
    { code: 'E14', money: spent },
    { code: 'E30', variant: 'collected', money: repaid },
    { code: 'E30', variant: 'written_off', money: lost },
  ];
}

function payoutEvents(money: Money, { failures, comesBack }: Payout): AccountingEvent[] {
  const failed = Array.from({ length: failures }, (): AccountingEvent[] => [
    { code: 'E15', money, rail },
    { code: 'E17', money, rail },
  ]);
  const events = [...failed.flat(), ...settled(money)];
  if (comesBack === 'no') return events;
  events.push({ code: 'E19', money, rail });
  return comesBack === 'sent_again'
    ? [...events, { code: 'E20', money, rail }, { code: 'E16', money, rail }]
    : [...events, { code: 'E34', ending: comesBack, money }];
}

const recovery = fc
  .record({
    agreed: amount.map(gbp),
    paid: share,
    receipt: amount.map(gbp),
    ours: share,
    theirs: share,
  })
  .map(({ agreed, paid, receipt, ours, theirs }) => {
    const [received, refused] = cut(agreed, paid);
    const [house, others] = cut(receipt, ours);
    const [institution, victim] = cut(others, theirs);
    const events: AccountingEvent[] = [
      { code: 'E23', money: agreed, counterparty },
      { code: 'E24', variant: 'received', money: received, counterparty },
      { code: 'E24', variant: 'written_off', money: refused, counterparty },
      { code: 'E26', money: receipt },
      {
        code: 'E27',
        receipt,
        parts: [
          { of: 'house', money: house },
          { of: 'institution', money: institution, counterparty },
          { of: 'victim', money: victim },
        ],
      },
      { code: 'E28', money: institution, counterparty },
      ...settled(victim),
    ];
    return events;
  });

/** A claim from filing to rest: reserves, a provisional credit, a decision, and its aftermath. */
const life: fc.Arbitrary<AccountingEvent[]> = fc
  .record({
    claimed: amount.map(gbp),
    reserves: fc.array(amount.map(gbp), { minLength: 1, maxLength: 4 }),
    provisional,
    award: fc.option(amount.map(gbp), { nil: gbp(0), freq: 3 }),
    excess: share,
    payouts: fc.array(fc.tuple(share, payout), { maxLength: 3 }),
    extra: fc.record({ goodwill: amount.map(gbp), lateness: amount.map(gbp), payout }),
    recoveries: fc.array(recovery, { maxLength: 2 }),
    topUp: fc.option(amount.map(gbp), { nil: gbp(0) }),
    isDeceit: fc.boolean(),
  })
  .map(({ claimed, reserves, ...wish }) => {
    const reserve = reserves.at(-1)!;
    const events: AccountingEvent[] = [
      { code: 'E04', money: claimed },
      { code: 'E05', money: reserves[0]! },
      ...reserves.slice(1).map((to, index): AccountingEvent => ({
        code: 'E07',
        from: reserves[index]!,
        to,
      })),
      ...credit(wish.provisional),
    ];
    const due = wish.provisional.into === 'none' ? gbp(0) : wish.provisional.money;
    if (wish.award.isZero()) {
      return [...events, { code: 'E10', reserve, claimed }, ...takeBack(wish.provisional, due)];
    }
    const [excess, rest] = cut(reserve, wish.excess);
    const final = due.isGreaterThan(wish.award) ? wish.award : due;
    events.push(
      { code: 'E08', money: excess },
      { code: 'E07', from: rest, to: wish.award },
      { code: 'E09', money: wish.award },
      { code: 'E12', money: final },
      ...takeBack(wish.provisional, due.minus(final)),
    );
    let unpaid = wish.award.minus(final);
    for (const [thousandths, how] of wish.payouts) {
      const [part, left] = cut(unpaid, thousandths);
      events.push(...payoutEvents(part, how));
      unpaid = left;
    }
    const { goodwill, lateness, payout: last } = wish.extra;
    events.push(
      { code: 'E33', variant: 'goodwill', money: goodwill },
      { code: 'E33', variant: 'lateness', money: lateness },
      { code: 'E32', variant: 'reserve', money: wish.topUp },
      { code: 'E32', variant: 'award', money: wish.topUp },
      ...payoutEvents(unpaid.plus(goodwill).plus(lateness).plus(wish.topUp), last),
      ...wish.recoveries.flat(),
    );
    if (wish.isDeceit) events.push({ code: 'E29', money: wish.award });
    return events;
  });

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
