import { CHART_OF_ACCOUNTS, isInUse } from './chart-of-accounts';
import { journalOf } from './posting-rules';
import { CONTEXT, RULES } from './testing/sample-events';

describe('the accounts in use', () => {
  const booked = new Set(
    RULES.flatMap(([, event]) =>
      journalOf(event, CONTEXT)!.transfers.flatMap(({ debit, credit }) => [debit, credit]),
    ),
  );

  it.each(CHART_OF_ACCOUNTS)('are those on which an event books: $code $nameEn', ({ code }) => {
    expect(isInUse(code)).toBe(booked.has(code));
  });

  it('are in the chart: nothing is in use that is not', () => {
    expect(isInUse('1011')).toBe(false);
  });
});
