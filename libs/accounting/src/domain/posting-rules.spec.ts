import { DomainError } from '@app/kernel';
import { Money } from '@app/money';

import type { AccountingEvent, EventContext } from './accounting-event';
import { CHART_OF_ACCOUNTS, GUARDS } from './chart-of-accounts';
import { journalOf } from './posting-rules';

const CONTEXT: EventContext = {
  lane: 3,
  claimId: 'clm_1',
  actor: 'usr_1',
  occurredAt: new Date('2026-03-01T08:00:00Z'),
  causeId: 'dec_1',
  pack: 'cn-wallet-theft-guarantee@0.1.0',
};
/** A booking of the house: it knows the fund, and neither a claim nor a pack. */
const HOUSE: EventContext = {
  lane: 0,
  claimId: null,
  actor: 'usr_1',
  occurredAt: CONTEXT.occurredAt,
  causeId: 'fnd_1',
  fund: 'guarantee',
};

const cny = (amountMinor: number | bigint): Money => Money.of(BigInt(amountMinor), 'CNY');
const usd = (amountMinor: number | bigint): Money => Money.of(BigInt(amountMinor), 'USD');
const money = cny(100);
const rail = 'simulated';
const counterparty = 'receiving-bank';

/** Each event in each variant, with its lines as people write them: debit, credit, amount. */
const RULES: readonly (readonly [title: string, event: AccountingEvent, lines: string[]])[] = [
  ['fund contribution', { code: 'E01', money }, ['1020 / 3010 1.00 CNY']],
  ['contribution billed', { code: 'E02', variant: 'billed', money }, ['1010 / 2080 1.00 CNY']],
  ['contribution earned', { code: 'E02', variant: 'earned', money }, ['2080 / 4010 1.00 CNY']],
  ['unreported losses estimated', { code: 'E03', money }, ['5020 / 2020 1.00 CNY']],
  ['claim filed', { code: 'E04', money }, ['9100 / 9101 1.00 CNY']],
  ['reserve set', { code: 'E05', money }, ['5010 / 2010 1.00 CNY']],
  ['reserve in another currency', { code: 'E05', money: usd(100) }, ['5010 / 2010 1.00 USD']],
  ['loss reported after all', { code: 'E06', money }, ['2020 / 5020 1.00 CNY']],
  ['reserve raised', { code: 'E07', from: money, to: cny(250) }, ['5010 / 2010 1.50 CNY']],
  ['reserve lowered', { code: 'E07', from: cny(250), to: money }, ['2010 / 5010 1.50 CNY']],
  ['excess applied', { code: 'E08', money }, ['2010 / 5010 1.00 CNY']],
  ['award', { code: 'E09', money }, ['2010 / 2030 1.00 CNY']],
  [
    'claim denied or withdrawn',
    { code: 'E10', reserve: cny(80), claimed: money },
    ['2010 / 5010 0.80 CNY', '9101 / 9100 1.00 CNY'],
  ],
  [
    'provisional credit to the wallet, backed by operating cash',
    { code: 'E11', into: 'wallet', source: 'operating_cash', money },
    ['1150 / 2100 1.00 CNY', '1040 / 1010 1.00 CNY'],
  ],
  [
    'provisional credit to the wallet, backed by the fund',
    { code: 'E11', into: 'wallet', source: 'fund', money },
    ['1150 / 2100 1.00 CNY', '1040 / 1020 1.00 CNY'],
  ],
  [
    'provisional credit to a bank account',
    { code: 'E11', into: 'bank', rail, money },
    ['1150 / 1030 1.00 CNY'],
  ],
  ['provisional credit made final', { code: 'E12', money }, ['2030 / 1150 1.00 CNY']],
  [
    'provisional credit reversed, operating cash freed',
    { code: 'E13', source: 'operating_cash', money },
    ['2100 / 1150 1.00 CNY', '1010 / 1040 1.00 CNY'],
  ],
  [
    'provisional credit reversed, cash of the fund freed',
    { code: 'E13', source: 'fund', money },
    ['2100 / 1150 1.00 CNY', '1020 / 1040 1.00 CNY'],
  ],
  ['provisional credit that is spent', { code: 'E14', money }, ['1140 / 1150 1.00 CNY']],
  ['payout submitted', { code: 'E15', money, rail }, ['2030 / 2040 1.00 CNY']],
  ['payout settled', { code: 'E16', money, rail }, ['2040 / 1030 1.00 CNY']],
  ['payout failed', { code: 'E17', money, rail }, ['2040 / 2030 1.00 CNY']],
  ['payout returned', { code: 'E19', money, rail }, ['1030 / 2050 1.00 CNY']],
  ['payout sent again', { code: 'E20', money, rail }, ['2050 / 2040 1.00 CNY']],
  ['rail fee', { code: 'E21', money, rail }, ['5030 / 1030 1.00 CNY']],
  ['rail topped up', { code: 'E22', money, rail }, ['1030 / 1020 1.00 CNY']],
  [
    'rail topped up from the fund',
    { code: 'E22', source: 'fund', money, rail },
    ['1030 / 1020 1.00 CNY'],
  ],
  [
    'rail topped up from operating cash',
    { code: 'E22', source: 'operating_cash', money, rail },
    ['1030 / 1010 1.00 CNY'],
  ],
  ['share agreed', { code: 'E23', money, counterparty }, ['1110 / 5110 1.00 CNY']],
  [
    'share received',
    { code: 'E24', variant: 'received', money, counterparty },
    ['1010 / 1110 1.00 CNY'],
  ],
  [
    'share written off',
    { code: 'E24', variant: 'written_off', money, counterparty },
    ['5050 / 1110 1.00 CNY'],
  ],
  [
    'insurer accepts',
    { code: 'E25', variant: 'accepted', money, counterparty: 'insurer' },
    ['1120 / 5120 1.00 CNY'],
  ],
  [
    'insurer pays',
    { code: 'E25', variant: 'paid', money, counterparty: 'insurer' },
    ['1010 / 1120 1.00 CNY'],
  ],
  ['money comes back', { code: 'E26', money }, ['1010 / 2070 1.00 CNY']],
  [
    'recovery matched as our own',
    { code: 'E27', receipt: money, parts: [{ of: 'house', money }] },
    ['2070 / 5130 1.00 CNY'],
  ],
  [
    'recovery matched as the part of another institution',
    { code: 'E27', receipt: money, parts: [{ of: 'institution', money, counterparty }] },
    ['2070 / 2060 1.00 CNY'],
  ],
  [
    'recovery matched as the loss that the award left uncovered',
    { code: 'E27', receipt: money, parts: [{ of: 'victim', money }] },
    ['2070 / 2030 1.00 CNY'],
  ],
  [
    'recovery matched in three parts, with a rest in suspense',
    {
      code: 'E27',
      receipt: money,
      parts: [
        { of: 'victim', money: cny(10) },
        { of: 'house', money: cny(40) },
        { of: 'institution', money: cny(49), counterparty },
      ],
    },
    ['2070 / 2030 0.10 CNY', '2070 / 5130 0.40 CNY', '2070 / 2060 0.49 CNY'],
  ],
  ['part passed on', { code: 'E28', money, counterparty }, ['2060 / 1010 1.00 CNY']],
  ['clawback raised', { code: 'E29', money }, ['1140 / 5010 1.00 CNY']],
  ['clawback collected', { code: 'E30', variant: 'collected', money }, ['1010 / 1140 1.00 CNY']],
  [
    'clawback written off',
    { code: 'E30', variant: 'written_off', money },
    ['5050 / 1140 1.00 CNY'],
  ],
  ['allowance raised', { code: 'E31', from: cny(0), to: money }, ['5050 / 1190 1.00 CNY']],
  ['allowance lowered', { code: 'E31', from: money, to: cny(0) }, ['1190 / 5050 1.00 CNY']],
  [
    'claim opened again: reserve',
    { code: 'E32', variant: 'reserve', money },
    ['5010 / 2010 1.00 CNY'],
  ],
  ['claim opened again: award', { code: 'E32', variant: 'award', money }, ['2010 / 2030 1.00 CNY']],
  ['goodwill', { code: 'E33', variant: 'goodwill', money }, ['5040 / 2030 1.00 CNY']],
  ['lateness', { code: 'E33', variant: 'lateness', money }, ['5080 / 2030 1.00 CNY']],
  ['unclaimed: paid on', { code: 'E34', ending: 'paid_to_state', money }, ['2050 / 1010 1.00 CNY']],
  ['unclaimed: released', { code: 'E34', ending: 'released', money }, ['2050 / 5010 1.00 CNY']],
  [
    'payout settled in another currency',
    { code: 'E35', variant: 'settled', owed: money, paid: usd(14), rail },
    ['2040 / 1090 1.00 CNY', '1090 / 1030 0.14 USD'],
  ],
  [
    'FX position worth more',
    { code: 'E35', variant: 'revalued', effect: 'gain', money },
    ['1090 / 5070 1.00 CNY'],
  ],
  [
    'FX position worth less',
    { code: 'E35', variant: 'revalued', effect: 'loss', money },
    ['5070 / 1090 1.00 CNY'],
  ],
];

const NOTHING = cny(0);
const NEGATIVE = cny(-1);

function linesOf(event: AccountingEvent): string[] {
  const journal = journalOf(event, CONTEXT);
  return (journal?.transfers ?? []).map(
    ({ debit, credit, money: amount }) => `${debit} / ${credit} ${amount.toString()}`,
  );
}

describe('the journal of each event', () => {
  it.each(RULES)('%s', (_title, event, lines) => {
    expect(linesOf(event)).toEqual(lines);
  });

  it('is written for every number of the domain that an event can have', () => {
    const numbers = Array.from({ length: 35 }, (_, index) => index + 1).filter((n) => n !== 18);
    expect([...new Set(RULES.map(([, { code }]) => code))]).toEqual(
      numbers.map((number) => `E${String(number).padStart(2, '0')}`),
    );
  });

  it.each<[string, AccountingEvent, string[]]>([
    ['a reserve of nothing', { code: 'E05', money: NOTHING }, []],
    ['a reserve that stays as it is', { code: 'E07', from: money, to: money }, []],
    [
      'a denial without a reserve',
      { code: 'E10', reserve: NOTHING, claimed: money },
      ['9101 / 9100 1.00 CNY'],
    ],
    [
      'a provisional credit of nothing',
      { code: 'E11', into: 'wallet', source: 'fund', money: NOTHING },
      [],
    ],
    ['a receipt without parts', { code: 'E27', receipt: money, parts: [] }, []],
    [
      'a part of nothing',
      {
        code: 'E27',
        receipt: money,
        parts: [
          { of: 'victim', money: NOTHING },
          { of: 'house', money },
        ],
      },
      ['2070 / 5130 1.00 CNY'],
    ],
    [
      'an exchange of nothing',
      { code: 'E35', variant: 'settled', owed: NOTHING, paid: usd(0), rail },
      [],
    ],
  ])('has no line for %s', (_title, event, lines) => {
    expect(linesOf(event)).toEqual(lines);
  });

  it('is no journal at all when nothing moves', () => {
    expect(journalOf({ code: 'E07', from: money, to: money }, CONTEXT)).toBeNull();
  });

  it.each<[string, string, AccountingEvent]>([
    ['a negative amount', 'accounting.negative_amount', { code: 'E05', money: NEGATIVE }],
    [
      'a reserve that was negative',
      'accounting.negative_amount',
      { code: 'E07', from: NEGATIVE, to: money },
    ],
    [
      'a reserve that becomes negative',
      'accounting.negative_amount',
      { code: 'E07', from: money, to: NEGATIVE },
    ],
    [
      'a negative memo',
      'accounting.negative_amount',
      { code: 'E10', reserve: money, claimed: NEGATIVE },
    ],
    [
      'a negative part that makes room for the others',
      'accounting.negative_amount',
      {
        code: 'E27',
        receipt: money,
        parts: [
          { of: 'victim', money: NEGATIVE },
          { of: 'house', money: cny(101) },
        ],
      },
    ],
    [
      'parts that come to more than the receipt',
      'accounting.split_exceeds_receipt',
      {
        code: 'E27',
        receipt: money,
        parts: [
          { of: 'victim', money: cny(1) },
          { of: 'house', money },
        ],
      },
    ],
    [
      'a part in another currency than the receipt',
      'money.currency_mismatch',
      { code: 'E27', receipt: money, parts: [{ of: 'house', money: usd(1) }] },
    ],
    [
      'a reserve that changes its currency',
      'money.currency_mismatch',
      { code: 'E07', from: money, to: usd(1) },
    ],
    [
      'an exchange of a currency with itself',
      'accounting.fx_same_currency',
      { code: 'E35', variant: 'settled', owed: money, paid: cny(99), rail },
    ],
    [
      'an exchange for nothing',
      'accounting.fx_one_sided',
      { code: 'E35', variant: 'settled', owed: money, paid: usd(0), rail },
    ],
    [
      'an exchange of nothing',
      'accounting.fx_one_sided',
      { code: 'E35', variant: 'settled', owed: NOTHING, paid: usd(1), rail },
    ],
  ])('is refused for %s', (_title, code, event) => {
    const attempt = (): unknown => journalOf(event, CONTEXT);
    expect(attempt).toThrow(DomainError);
    expect(attempt).toThrow(expect.objectContaining({ code }) as Error);
  });
});

describe('a booking', () => {
  const journal = (event: AccountingEvent, context = CONTEXT) => journalOf(event, context)!;

  it('says who, when, why and about what', () => {
    expect(journal({ code: 'E09', money })).toEqual({
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
          money,
          dimensions: { pack: 'cn-wallet-theft-guarantee@0.1.0' },
        },
      ],
    });
  });

  it.each<[string, AccountingEvent]>([
    ['E16', { code: 'E16', money, rail }],
    ['E22', { code: 'E22', source: 'operating_cash', money, rail }],
    ['E11', { code: 'E11', into: 'bank', money, rail }],
    ['E33/goodwill', { code: 'E33', variant: 'goodwill', money }],
    ['E33/lateness', { code: 'E33', variant: 'lateness', money }],
  ])('is named by its cause and %s, so that it is booked once', (name, event) => {
    expect(journal(event).idempotencyKey).toBe(`dec_1/${name}`);
  });

  it('has words of its own for each variant', () => {
    const memos = new Map<string, Set<string>>();
    for (const [, event] of RULES) {
      memos.set(event.code, (memos.get(event.code) ?? new Set()).add(journal(event).memo));
    }
    const several = [...memos].filter(([, words]) => words.size > 1);
    expect(several.map(([code, words]) => `${code} ${words.size}`).join(', ')).toBe(
      'E02 2, E11 2, E22 2, E24 2, E25 2, E30 2, E32 2, E33 2, E34 2, E35 3',
    );
    const all = [...memos.values()].flatMap((words) => [...words]);
    expect(all).toEqual([...new Set(all)]);
  });

  it('says where the money came from that topped up a rail', () => {
    const memo = (source?: 'fund' | 'operating_cash'): string =>
      journal({ code: 'E22', money, rail, ...(source === undefined ? {} : { source }) }).memo;
    expect([memo(), memo('fund'), memo('operating_cash')]).toEqual([
      'Rail balance topped up from the fund',
      'Rail balance topped up from the fund',
      'Rail balance topped up from operating cash',
    ]);
  });
});

describe('the dimensions of a line', () => {
  const asked = new Map(CHART_OF_ACCOUNTS.map(({ code, dimensions }) => [code, dimensions]));

  /** What the accounts of a journal ask for and its lines do not say. */
  function missing(event: AccountingEvent, context: EventContext): string[] {
    return journalOf(event, context)!.transfers.flatMap(({ debit, credit, dimensions }) =>
      [debit, credit].flatMap((account) =>
        asked
          .get(account)!
          .filter((key) => key !== 'claim' && dimensions?.[key] === undefined)
          .map((key) => `${account} ${key}`),
      ),
    );
  }

  const touchesClaim = (event: AccountingEvent): boolean =>
    journalOf(event, CONTEXT)!.transfers.some(({ debit, credit }) =>
      [debit, credit].some((account) => asked.get(account)!.includes('claim')),
    );
  const ofClaims = RULES.filter(([, event]) => touchesClaim(event));
  const ofTheHouse = RULES.filter(([, event]) => !touchesClaim(event));

  it.each(RULES)('are all that its accounts ask for: %s', (_title, event) => {
    expect(missing(event, { ...CONTEXT, fund: 'guarantee' })).toEqual([]);
  });

  it.each(ofTheHouse)('do not need a pack where there is no claim: %s', (_title, event) => {
    expect(missing(event, HOUSE)).toEqual([]);
  });

  it.each(ofClaims)('need a claim where balances are kept per claim: %s', (_title, event) => {
    expect(() => journalOf(event, HOUSE)).toThrow(
      expect.objectContaining({ code: 'accounting.claim_missing' }) as Error,
    );
  });

  it('tell the events of the house from those of a claim', () => {
    expect([...new Set(ofTheHouse.map(([, { code }]) => code))].join(' ')).toBe(
      'E01 E02 E03 E06 E21 E22 E26 E31 E35',
    );
  });

  const dimensionsOf = (event: AccountingEvent, context: EventContext): unknown[] =>
    journalOf(event, context)!.transfers.map(({ dimensions }) => dimensions);

  it('are the pack, the incident and the fund of the context, and the rail of the event', () => {
    const { pack } = CONTEXT;
    const known = { ...CONTEXT, incident: 'inc_1', fund: 'guarantee' };
    const event = { code: 'E16', money, rail } as const;
    expect(dimensionsOf(event, CONTEXT)).toEqual([{ pack, rail }]);
    expect(dimensionsOf(event, known)).toEqual([
      { pack, incident: 'inc_1', fund: 'guarantee', rail },
    ]);
    expect(dimensionsOf({ code: 'E22', money, rail }, HOUSE)).toEqual([
      { fund: 'guarantee', rail },
    ]);
  });

  it('name each institution on its own part of a recovery, and on no other', () => {
    const { pack } = CONTEXT;
    const parts = [
      { of: 'house', money: cny(1) },
      { of: 'institution', money: cny(2), counterparty: 'one' },
      { of: 'institution', money: cny(3), counterparty: 'other' },
    ] as const;
    expect(dimensionsOf({ code: 'E27', receipt: money, parts }, CONTEXT)).toEqual([
      { pack },
      { pack, counterparty: 'one' },
      { pack, counterparty: 'other' },
    ]);
  });
});

describe('what is guarded', () => {
  /** By how much a journal changes each guard, in minor units of CNY. */
  function effect(event: AccountingEvent): Record<string, bigint> {
    const { transfers } = journalOf(event, CONTEXT)!;
    const change = (accounts: readonly string[]): bigint =>
      transfers
        .filter(({ money: { currency } }) => currency === 'CNY')
        .reduce(
          (sum, { debit, credit, money: { amountMinor } }) =>
            sum +
            (accounts.includes(debit) ? amountMinor : 0n) -
            (accounts.includes(credit) ? amountMinor : 0n),
          0n,
        );
    return Object.fromEntries(GUARDS.map(({ name, accounts }) => [name, change(accounts)]));
  }

  const expected: Readonly<Record<string, [fund: bigint, rail: bigint]>> = {
    'fund contribution': [100n, 0n],
    'provisional credit to the wallet, backed by the fund': [-100n, 0n],
    'provisional credit to a bank account': [0n, -100n],
    'provisional credit reversed, cash of the fund freed': [100n, 0n],
    'payout submitted': [0n, -100n],
    'payout failed': [0n, 100n],
    'payout returned': [0n, 100n],
    'payout sent again': [0n, -100n],
    'rail fee': [0n, -100n],
    'rail topped up': [-100n, 100n],
    'rail topped up from the fund': [-100n, 100n],
    'rail topped up from operating cash': [0n, 100n],
    'payout settled in another currency': [0n, 100n],
  };

  it.each(RULES)('changes as it should: %s', (title, event) => {
    const [fund, rails] = expected[title] ?? [0n, 0n];
    expect(effect(event)).toEqual({ fund, rail: rails });
  });
});
