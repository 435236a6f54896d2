import fc from 'fast-check';

import { AccountingModule } from '@app/accounting';
import { Money } from '@app/money';

import { aDraft } from '../../../../test/support/log-process';
import { TestLibs } from '../../../../test/support/test-libs';
import { AccountQueries } from '../account.queries';
import type { JournalDraft } from '../domain/journal';
import { PostJournals } from './post-journals';

describe('every history of bookings', () => {
  const CODES = ['1010', '1020', '2010', '2030', '3010', '5010'];
  const CURRENCIES = ['CNY', 'JPY', 'KWD'];
  let libs: TestLibs;

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
  });
  afterAll(async () => {
    await libs.stop();
  });

  const line = fc
    .record({
      accounts: fc.shuffledSubarray(CODES, { minLength: 2, maxLength: 2 }),
      currency: fc.constantFrom(...CURRENCIES),
      amountMinor: fc.bigInt(1n, 10n ** 15n),
    })
    .map(({ accounts: [debit, credit], currency, amountMinor }) => ({
      debit: debit!,
      credit: credit!,
      money: Money.of(amountMinor, currency),
    }));
  const journal = fc.array(line, { minLength: 1, maxLength: 4 });
  /** Batches of journals; a number below the count of earlier journals posts that one again. */
  const history = fc.array(
    fc.array(fc.oneof({ weight: 4, arbitrary: journal }, fc.nat({ max: 30 })), { maxLength: 6 }),
    { maxLength: 6 },
  );

  const totals = new Map<string, { debit: bigint; credit: bigint }>();

  const add = (code: string, side: 'debit' | 'credit', money: Money): void => {
    const key = `${code} ${money.currency}`;
    const total = totals.get(key) ?? { debit: 0n, credit: 0n };
    totals.set(key, { ...total, [side]: total[side] + money.amountMinor });
  };

  it('leaves debits equal to credits, and balances equal to the sum of the lines', async () => {
    const past: JournalDraft[] = [];
    const draftOf = (step: JournalDraft['transfers'] | number): JournalDraft => {
      if (typeof step === 'number' && past.length > 0) return past[step % past.length]!;
      const fresh = typeof step === 'number' ? aDraft() : aDraft({ transfers: step });
      past.push(fresh);
      for (const { debit, credit, money } of fresh.transfers) {
        add(debit, 'debit', money);
        add(credit, 'credit', money);
      }
      return fresh;
    };
    const checkHistory = async (
      batches: (JournalDraft['transfers'] | number)[][],
    ): Promise<void> => {
      for (const batch of batches) {
        const drafts = batch.map(draftOf);
        await libs.inTransaction((tx) => libs.get(PostJournals).run(tx, drafts));
      }
      const turnover = await libs.get(AccountQueries).turnover(libs.unitOfWork.reads);
      const found = turnover.map(({ code, currency, debitMinor, creditMinor }) => [
        `${code} ${currency}`,
        { debit: debitMinor, credit: creditMinor },
      ]);
      expect(new Map(found as [string, { debit: bigint; credit: bigint }][])).toEqual(totals);
      for (const wanted of CURRENCIES) {
        const own = turnover.filter(({ currency }) => currency === wanted);
        const sum = (side: 'debitMinor' | 'creditMinor'): bigint =>
          own.reduce((total, account) => total + account[side], 0n);
        expect(sum('debitMinor')).toBe(sum('creditMinor'));
      }
    };
    await fc.assert(fc.asyncProperty(history, checkHistory), { numRuns: 25 });
    expect(past.length).toBeGreaterThan(25);
  });
});
