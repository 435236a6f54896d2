import type { AccountingEvent, EventContext } from './accounting-event';
import { CHART_OF_ACCOUNTS } from './chart-of-accounts';
import { journalOf } from './posting-rules';
import { CONTEXT, HOUSE, RULES, cny, money, rail } from './testing/sample-events';

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
    expect(missing(event, CONTEXT)).toEqual([]);
  });

  it.each(ofTheHouse)('do not need a pack where there is no claim: %s', (_title, event) => {
    expect(missing(event, HOUSE)).toEqual([]);
  });

  it.each(ofClaims)('need a claim where balances are kept per claim: %s', (_title, event) => {
    expect(() => journalOf(event, HOUSE)).toThrow(
      expect.objectContaining({ code: 'accounting.dimension_missing' }) as Error,
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
    const { pack, fund } = CONTEXT;
    const event = { code: 'E16', money, rail } as const;
    expect(dimensionsOf(event, CONTEXT)).toEqual([{ pack, fund, rail }]);
    expect(dimensionsOf(event, { ...CONTEXT, incident: 'inc_1' })).toEqual([
      { pack, fund, rail, incident: 'inc_1' },
    ]);
    expect(dimensionsOf({ code: 'E22', source: 'fund', money, rail }, HOUSE)).toEqual([
      { fund, rail },
    ]);
  });

  it('name each institution on its own part of a recovery, and on no other', () => {
    const { pack, fund } = CONTEXT;
    const parts = [
      { of: 'house', money: cny(1) },
      { of: 'institution', money: cny(2), counterparty: 'one' },
      { of: 'institution', money: cny(3), counterparty: 'other' },
    ] as const;
    expect(dimensionsOf({ code: 'E27', receipt: money, parts }, CONTEXT)).toEqual([
      { pack, fund },
      { pack, fund, counterparty: 'one' },
      { pack, fund, counterparty: 'other' },
    ]);
  });
});
