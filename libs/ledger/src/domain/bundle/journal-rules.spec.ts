import { AMOUNT_MINOR_MAX } from '@app/money';

import { canonicalJournal } from '../canonical-journal';
import type { CanonicalJournal, CanonicalTransfer } from '../canonical-journal';
import { aJournal, aLine } from '../testing/sample-journals';
import type { Chart, ChartAccount } from './chart';
import { parseJournalLine } from './journal-line';
import { JournalRules } from './journal-rules';

const account = (code: string, rest: Partial<ChartAccount> = {}): ChartAccount => ({
  code,
  nameEn: code,
  nameZh: code,
  type: 'asset',
  normalSide: 'debit',
  currency: null,
  dimensions: [],
  closing: null,
  ...rest,
});
const closing = (closedAt: string): NonNullable<ChartAccount['closing']> => ({
  closedAt,
  closedBy: 'zhao',
  reason: 'over',
});

const CHART: Chart = {
  accounts: [
    account('5010'),
    account('2010'),
    account('20"10'),
    account('1031', { currency: 'JPY' }),
    account('1999', { closing: closing('2026-04-01T00:00:00.000000Z') }),
  ],
  periodClosings: [
    { closedUntil: '2026-02-01T00:00:00.000000Z', ...closing('2026-02-05T08:00:00.000000Z') },
    { closedUntil: '2026-03-01T00:00:00.000000Z', ...closing('2026-03-05T08:00:00.000000Z') },
  ],
};

const LINE = aLine();
const GOOD = aJournal({
  occurredAt: '2026-03-20T00:00:00.000Z',
  effectiveAt: '2026-03-20T00:00:00.000000Z',
  postedAt: '2026-03-20T08:00:00.123456Z',
});

const rules = new JournalRules(CHART);

function faultOf(wish: Partial<CanonicalJournal>): string | null {
  const journal = parseJournalLine(canonicalJournal({ ...GOOD, ...wish }));
  return rules.faultOf(journal!)?.en ?? null;
}

const withLine = (wish: Partial<CanonicalTransfer>): Partial<CanonicalJournal> => ({
  transfers: [LINE, aLine(wish)],
});

describe('a journal', () => {
  it.each<[string, Partial<CanonicalJournal>]>([
    ['as the ledger posts it', {}],
    ['with the largest amount', withLine({ amountMinor: AMOUNT_MINOR_MAX.toString() })],
    ['in the one currency of an account', withLine({ debit: '1031', currency: 'JPY' })],
    ['on an account whose code needs quoting', withLine({ debit: '20"10' })],
    [
      'on an account that closed later',
      { ...withLine({ debit: '1999' }), postedAt: '2026-03-31T23:00:00.000000Z' },
    ],
    [
      'on an account that closed while it was posted',
      { ...withLine({ debit: '1999' }), postedAt: '2026-04-01T00:59:59.000000Z' },
    ],
    [
      'that came late, and counts in the open period',
      { occurredAt: '2026-02-10T00:00:00.000Z', effectiveAt: '2026-03-01T00:00:00.000000Z' },
    ],
    [
      'of an earlier period, posted before that was closed',
      {
        occurredAt: '2026-02-10T00:00:00.000Z',
        effectiveAt: '2026-02-10T00:00:00.000000Z',
        postedAt: '2026-02-11T00:00:00.000000Z',
      },
    ],
    [
      'posted into a period while that was closed',
      {
        occurredAt: '2026-02-10T00:00:00.000Z',
        effectiveAt: '2026-02-10T00:00:00.000000Z',
        postedAt: '2026-03-05T08:59:59.000000Z',
      },
    ],
    [
      'that occurred by one clock after it was posted by another',
      { occurredAt: '2026-03-20T08:00:00.124Z', effectiveAt: '2026-03-20T08:00:00.124000Z' },
    ],
    [
      'of before the first closing, posted before any',
      {
        occurredAt: '2026-01-10T00:00:00.123456Z',
        effectiveAt: '2026-01-10T00:00:00.123456Z',
        postedAt: '2026-01-11T00:00:00.000000Z',
      },
    ],
  ])('is good: one %s', (_, wish) => {
    expect(faultOf(wish)).toBeNull();
  });

  it.each<[string, Partial<CanonicalJournal>, string]>([
    ['of another lane than its id', { lane: 6 }, 'its id is not of lane 6'],
    [
      'of too many lines',
      { transfers: Array.from({ length: 1_001 }, () => LINE) },
      'it has 1001 lines',
    ],
    [
      'of too large an amount',
      withLine({ amountMinor: (AMOUNT_MINOR_MAX + 1n).toString() }),
      'the amount 9223372036854775808 is larger than any that can be booked',
    ],
    [
      'from an account to itself',
      withLine({ debit: '2010' }),
      'a line goes from account 2010 to itself',
    ],
    ['on an unknown account', withLine({ debit: '5011' }), 'account 5011 is not in the chart'],
    [
      'in another currency than the account',
      withLine({ credit: '1031' }),
      'account 1031 is kept in JPY, not in CNY',
    ],
    [
      'on a closed account',
      { ...withLine({ credit: '1999' }), postedAt: '2026-04-01T01:00:00.000001Z' },
      'account 1999 was closed before it was posted',
    ],
    [
      'that takes effect before it occurred',
      { effectiveAt: '2026-03-19T00:00:00.000000Z' },
      'it takes effect at 2026-03-19T00:00:00.000000Z, which is neither when it occurred nor the end of a closed period',
    ],
    [
      'that takes effect at a time that was chosen',
      { effectiveAt: '2026-03-21T00:00:00.000000Z' },
      'it takes effect at 2026-03-21T00:00:00.000000Z, which is neither when it occurred nor the end of a closed period',
    ],
    [
      'that takes effect at the end of a period before it occurred',
      { effectiveAt: '2026-03-01T00:00:00.000000Z' },
      'it takes effect at 2026-03-01T00:00:00.000000Z, which is neither when it occurred nor the end of a closed period',
    ],
    [
      'posted into a closed period',
      {
        occurredAt: '2026-02-10T00:00:00.000Z',
        effectiveAt: '2026-02-10T00:00:00.000000Z',
      },
      'it was posted into the period up to 2026-03-01T00:00:00.000000Z, which was closed',
    ],
    [
      'moved to the end of a period that was not the last',
      {
        occurredAt: '2026-01-10T00:00:00.000Z',
        effectiveAt: '2026-02-01T00:00:00.000000Z',
      },
      'it was posted into the period up to 2026-03-01T00:00:00.000000Z, which was closed',
    ],
  ])('is refused: one %s', (_, wish, fault) => {
    expect(faultOf(wish)).toBe(fault);
  });
});
