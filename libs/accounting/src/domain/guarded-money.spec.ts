import type { AccountingEvent } from './accounting-event';
import { GUARDS } from './chart-of-accounts';
import { takenFrom } from './guarded-money';
import { journalOf } from './posting-rules';
import { CONTEXT, RULES, cny, money, rail, usd } from './testing/sample-events';

const [FUND, RAIL] = GUARDS;

describe('what journals take out of guarded accounts', () => {
  const journals = (...events: AccountingEvent[]) =>
    events.map((event) => journalOf(event, CONTEXT)!);

  it('is what leaves them less what comes, of all journals together', () => {
    const topUp = { code: 'E22', source: 'fund', money, rail } as const;
    const paidIn = { code: 'E01', money: cny(30) } as const;
    expect(takenFrom(FUND!, 'CNY', journals(topUp, paidIn))).toEqual(cny(70));
    expect(takenFrom(RAIL!, 'CNY', journals(topUp, paidIn))).toEqual(cny(-100));
  });

  it('is nothing for what moves between accounts under the same guard', () => {
    expect(takenFrom(RAIL!, 'CNY', journals({ code: 'E16', money, rail }))).toEqual(cny(0));
  });

  it('is told by currency', () => {
    const exchange = { variant: 'settled', owed: money, paid: usd(14), rail } as const;
    const booked = journals({ code: 'E35', ...exchange });
    expect(takenFrom(RAIL!, 'CNY', booked)).toEqual(cny(-100));
    expect(takenFrom(RAIL!, 'USD', booked)).toEqual(usd(14));
  });

  /**
   * Whoever adds an event to these has to say which it is: README, "Guards". What the house decides
   * asks first, and waits or is refused; a fact brings the allotment along and is booked.
   */
  it('is decided by us in E11, E15, E20 and E22, and a fact in E21 and E35', () => {
    const taking = RULES.filter(([, event]) =>
      GUARDS.some((guard) =>
        ['CNY', 'USD'].some((currency) => takenFrom(guard, currency, journals(event)).isPositive()),
      ),
    );
    expect([...new Set(taking.map(([, { code }]) => code))].join(' ')).toBe(
      'E11 E15 E20 E21 E22 E35',
    );
  });
});
