import fc from 'fast-check';

import { Money } from '@app/money';

import type { AccountingEvent, EventContext } from './accounting-event';
import { CHART_OF_ACCOUNTS } from './chart-of-accounts';
import { journalOf } from './posting-rules';

const CONTEXT: EventContext = {
  lane: 3,
  claimId: 'clm_1',
  actor: 'usr_1',
  occurredAt: new Date('2026-03-01T08:00:00Z'),
  causeId: 'dec_1',
  pack: 'cn-wallet-theft-guarantee@0.1.0',
};

const cny = (amountMinor: number | bigint): Money => Money.of(BigInt(amountMinor), 'CNY');
const rail = 'simulated';

/** Lines as people write them: debit, credit, amount. */
function linesOf(event: AccountingEvent): string[] {
  const journal = journalOf(event, CONTEXT);
  return (journal?.transfers ?? []).map(
    ({ debit, credit, money }) => `${debit} / ${credit} ${money.toString()}`,
  );
}

describe('the journal of each event', () => {
  it.each<[string, AccountingEvent, string[]]>([
    ['fund contribution', { code: 'E01', money: cny(100) }, ['1020 / 3010 1.00 CNY']],
    ['claim filed', { code: 'E04', money: cny(100) }, ['9100 / 9101 1.00 CNY']],
    ['reserve set', { code: 'E05', money: cny(100) }, ['5010 / 2010 1.00 CNY']],
    ['reserve set to nothing', { code: 'E05', money: cny(0) }, []],
    ['reserve raised', { code: 'E07', from: cny(100), to: cny(250) }, ['5010 / 2010 1.50 CNY']],
    ['reserve lowered', { code: 'E07', from: cny(250), to: cny(100) }, ['2010 / 5010 1.50 CNY']],
    ['reserve left as it is', { code: 'E07', from: cny(100), to: cny(100) }, []],
    ['award', { code: 'E09', money: cny(100) }, ['2010 / 2030 1.00 CNY']],
    [
      'claim denied or withdrawn',
      { code: 'E10', reserve: cny(80), claimed: cny(100) },
      ['2010 / 5010 0.80 CNY', '9101 / 9100 1.00 CNY'],
    ],
    [
      'claim denied without a reserve',
      { code: 'E10', reserve: cny(0), claimed: cny(100) },
      ['9101 / 9100 1.00 CNY'],
    ],
    ['payout submitted', { code: 'E15', money: cny(100), rail }, ['2030 / 2040 1.00 CNY']],
    ['payout settled', { code: 'E16', money: cny(100), rail }, ['2040 / 1030 1.00 CNY']],
    ['payout failed', { code: 'E17', money: cny(100), rail }, ['2040 / 2030 1.00 CNY']],
    ['rail topped up', { code: 'E22', money: cny(100), rail }, ['1030 / 1020 1.00 CNY']],
    [
      'reserve in another currency',
      { code: 'E05', money: Money.of(100n, 'JPY') },
      ['5010 / 2010 100 JPY'],
    ],
  ])('%s', (_what, event, lines) => {
    expect(linesOf(event)).toEqual(lines);
  });

  it('is named by its cause and the code of the event, so that it is booked once', () => {
    expect(journalOf({ code: 'E09', money: cny(100) }, CONTEXT)).toEqual({
      lane: 3,
      kind: 'E09',
      claimId: 'clm_1',
      occurredAt: CONTEXT.occurredAt,
      actor: 'usr_1',
      idempotencyKey: 'dec_1/E09',
      memo: 'Award decided',
      transfers: [
        {
          debit: '2010',
          credit: '2030',
          money: cny(100),
          dimensions: { pack: 'cn-wallet-theft-guarantee@0.1.0' },
        },
      ],
    });
  });

  it('says which rail the money is on, and which pack promised it', () => {
    const { pack, ...house } = CONTEXT;
    const dimensionsOf = (event: AccountingEvent, context: EventContext): unknown =>
      journalOf(event, context)?.transfers[0]?.dimensions;
    expect(dimensionsOf({ code: 'E16', money: cny(1), rail }, CONTEXT)).toEqual({ pack, rail });
    expect(dimensionsOf({ code: 'E22', money: cny(1), rail }, house)).toEqual({ rail });
    expect(dimensionsOf({ code: 'E01', money: cny(1) }, house)).toEqual({});
  });

  it('refuses a reserve that changes its currency', () => {
    const event = { code: 'E07', from: cny(1), to: Money.of(1n, 'JPY') } as const;
    expect(() => journalOf(event, CONTEXT)).toThrow('cannot be put together');
  });
});

/** The life of a claim as accounting events, and what it comes to. */
interface Life {
  readonly events: readonly AccountingEvent[];
  readonly paid: bigint;
  readonly claimed: bigint;
}

const amount = fc.bigInt(0n, 10n ** 12n);

const denied = (events: AccountingEvent[], reserve: Money, claimed: bigint): Life => ({
  events: [...events, { code: 'E10', reserve, claimed: cny(claimed) }],
  paid: 0n,
  claimed: 0n,
});

/** An award paid out line by line; each line may fail some times before it settles. */
function paid(
  events: AccountingEvent[],
  reserve: Money,
  claimed: bigint,
  lines: readonly { share: bigint; failures: number }[],
): Life {
  const award = lines.reduce((sum, { share }) => sum + share, 0n);
  const payouts = lines.flatMap(({ share, failures }): AccountingEvent[] => {
    const money = cny(share);
    const failed = Array.from({ length: failures }, (): AccountingEvent[] => [
      { code: 'E15', money, rail },
      { code: 'E17', money, rail },
    ]);
    return [...failed.flat(), { code: 'E15', money, rail }, { code: 'E16', money, rail }];
  });
  return {
    events: [
      ...events,
      { code: 'E07', from: reserve, to: cny(award) },
      { code: 'E09', money: cny(award) },
      ...payouts,
    ],
    paid: award,
    claimed,
  };
}

const life: fc.Arbitrary<Life> = fc
  .record({
    claimed: fc.bigInt(1n, 10n ** 12n),
    reserves: fc.array(amount, { minLength: 1, maxLength: 5 }),
    isPaid: fc.boolean(),
    lines: fc.array(fc.record({ share: amount, failures: fc.nat({ max: 3 }) }), { maxLength: 4 }),
  })
  .map(({ claimed, reserves, isPaid, lines }) => {
    const [first = 0n, ...later] = reserves;
    const events: AccountingEvent[] = [
      { code: 'E04', money: cny(claimed) },
      { code: 'E05', money: cny(first) },
      ...later.map((to, index): AccountingEvent => ({
        code: 'E07',
        from: cny(reserves[index]!),
        to: cny(to),
      })),
    ];
    const reserve = cny(reserves.at(-1)!);
    return isPaid ? paid(events, reserve, claimed, lines) : denied(events, reserve, claimed);
  });

/** Balances after each event: debits minus credits per account. */
function balancesAfter(events: readonly AccountingEvent[]): Map<string, bigint>[] {
  const balances = new Map<string, bigint>();
  return events.map((event) => {
    for (const { debit, credit, money } of journalOf(event, CONTEXT)?.transfers ?? []) {
      balances.set(debit, (balances.get(debit) ?? 0n) + money.amountMinor);
      balances.set(credit, (balances.get(credit) ?? 0n) - money.amountMinor);
    }
    return new Map(balances);
  });
}

describe('every life of a claim', () => {
  it('leaves nothing reserved, payable or in transit, and costs what was paid', () => {
    fc.assert(
      fc.property(life, (lived) => {
        const last = balancesAfter(lived.events).at(-1)!;
        const balance = (code: string): bigint => last.get(code) ?? 0n;
        expect(['2010', '2030', '2040'].map(balance)).toEqual([0n, 0n, 0n]);
        expect([balance('5010'), balance('1030')]).toEqual([lived.paid, -lived.paid]);
        expect([balance('9100'), balance('9101')]).toEqual([lived.claimed, -lived.claimed]);
      }),
    );
  });

  it('never owes less than nothing on the way', () => {
    fc.assert(
      fc.property(life, ({ events }) => {
        for (const balances of balancesAfter(events)) {
          const owed = ['2010', '2030', '2040'].map((code) => -(balances.get(code) ?? 0n));
          expect(owed.every((minor) => minor >= 0n)).toBe(true);
        }
      }),
    );
  });

  it('touches only accounts of the chart', () => {
    const codes = new Set(CHART_OF_ACCOUNTS.map(({ code }) => code));
    fc.assert(
      fc.property(life, ({ events }) => {
        const touched = [...balancesAfter(events).at(-1)!.keys()];
        expect(touched.filter((code) => !codes.has(code))).toEqual([]);
      }),
    );
  });
});
