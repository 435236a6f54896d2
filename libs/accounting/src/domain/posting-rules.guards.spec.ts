import type { AccountingEvent } from './accounting-event';
import { GUARDS } from './chart-of-accounts';
import { journalOf } from './posting-rules';
import { CONTEXT, RULES } from './testing/sample-events';

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
    'difference with a rail written off': [0n, -100n],
    'rail topped up from the fund': [-100n, 100n],
    'rail topped up from operating cash': [0n, 100n],
    'payout settled in another currency': [0n, 100n],
  };

  it.each(RULES)('changes as it should: %s', (title, event) => {
    const [fund, rails] = expected[title] ?? [0n, 0n];
    expect(effect(event)).toEqual({ fund, rail: rails });
  });
});
