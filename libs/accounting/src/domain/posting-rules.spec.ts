import { DomainError } from '@app/kernel';

import type { AccountingEvent } from './accounting-event';
import { journalOf } from './posting-rules';
import { CONTEXT, RULES, cny, money, rail, usd } from './testing/sample-events';

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
          dimensions: { pack: 'cn-wallet-theft-guarantee@0.1.0', fund: 'guarantee' },
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
      'E02 2, E09 2, E11 2, E21 2, E22 2, E24 2, E25 3, E29 2, E30 2, E32 2, E33 2, E34 2, E35 3',
    );
    const all = [...memos.values()].flatMap((words) => [...words]);
    expect(all).toEqual([...new Set(all)]);
  });

  it.each(['fund', 'operating_cash'] as const)(
    'says where the money came from that topped up a rail: %s',
    (source) => {
      const { memo } = journal({ code: 'E22', source, money, rail });
      expect(memo).toBe(
        `Rail balance topped up from ${source === 'fund' ? 'the fund' : 'operating cash'}`,
      );
    },
  );
});
