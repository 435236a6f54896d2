import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import fc from 'fast-check';

import { AccountingModule } from '@app/accounting';
import { newId } from '@app/kernel';
import { AMOUNT_MINOR_MAX, Money } from '@app/money';

import { TestLibs } from '../../../test/support/test-libs';
import { AccountQueries } from './account.queries';
import type { JournalDraft } from './domain/journal';
import type { AccountTurnover, Basis } from './domain/turnover';
import { LedgerQueries } from './ledger.queries';
import { PostJournals } from './operations/post-journals';
import { SealJournals } from './operations/seal-journals';
import type { LinePlace, RegisterEntry } from './persistence/read-register';

const ORIGIN = 'ledger.example/test';
const SIGNERS = [{ name: ORIGIN, privateKey: generateKeyPairSync('ed25519').privateKey }];
const ACCOUNTS = ['1010', '2010', '2030', '5010'];
/** The last one is ahead of any booking: clocks differ, and who books says when it happened. */
const DAYS = [
  '2026-02-28T23:59:59.999Z',
  '2026-03-01T00:00:00.000Z',
  '2026-03-01T12:00:00.000Z',
  '2199-03-01T12:00:00.000Z',
];

type Step = { readonly seal: number } | { readonly journals: readonly JournalDraft[] };

const line = fc
  .tuple(
    fc.shuffledSubarray(ACCOUNTS, { minLength: 2, maxLength: 2 }),
    fc.integer({ min: 1, max: 99 }),
  )
  .chain(([[debit, credit], minor]) =>
    fc.constantFrom('CNY', 'JPY').map((currency) => ({
      debit: debit!,
      credit: credit!,
      money: Money.of(BigInt(minor), currency),
    })),
  );
const journal = fc.record({
  transfers: fc.array(line, { minLength: 1, maxLength: 3 }),
  occurredAt: fc.constantFrom(...DAYS).map((time) => new Date(time)),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ seal: fc.integer({ min: 1, max: 5 }) }),
  fc.record({
    journals: fc.array(
      journal.map((wish): JournalDraft => ({
        lane: 9,
        kind: 'E05',
        claimId: null,
        actor: 'system',
        idempotencyKey: newId('dec', 9),
        memo: '',
        ...wish,
      })),
      { minLength: 1, maxLength: 4 },
    ),
  }),
);

describe('what went through the accounts', () => {
  let libs: TestLibs;

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
  });
  afterAll(async () => {
    await libs.stop();
  });

  const take = async (one: Step): Promise<void> => {
    await libs.inTransaction(async (tx) => {
      if ('journals' in one) {
        // A draft that fast-check shows again while it shrinks is another booking.
        const drafts = one.journals.map((draft) => ({ ...draft, idempotencyKey: newId('dec', 9) }));
        await libs.get(PostJournals).run(tx, drafts);
      } else {
        const wish = { origin: ORIGIN, signers: SIGNERS, journalsMax: one.seal };
        await libs.get(SealJournals).run(tx, wish);
      }
    });
  };

  /** The same from the lines alone. */
  const summed = async (basis: Basis, asOf: Date | null): Promise<AccountTurnover[]> => {
    const time = basis === 'booked' ? `date_trunc('milliseconds', posted_at)` : 'effective_at';
    const rows = await libs.unitOfWork.reads.query<Record<string, string>[]>(
      `SELECT code, currency, sum(debit)::text AS debit, sum(credit)::text AS credit FROM (
         SELECT debit_account AS code, currency, amount_minor AS debit, 0 AS credit, journal_id FROM ledger_transfers
         UNION ALL SELECT credit_account, currency, 0, amount_minor, journal_id FROM ledger_transfers) AS sides
       JOIN ledger_journals j ON j.id = journal_id WHERE $1::timestamptz IS NULL OR ${time} <= $1
       GROUP BY code, currency ORDER BY code, currency`,
      [asOf],
    );
    return rows.map(({ code, currency, debit, credit }) => ({
      code: code!,
      currency: currency!,
      debitMinor: BigInt(debit!),
      creditMinor: BigInt(credit!),
    }));
  };

  const register = async (
    code: string,
    currency: string,
    limit: number,
  ): Promise<RegisterEntry[]> => {
    const entries: RegisterEntry[] = [];
    for (let after: LinePlace | undefined; ; after = entries.at(-1)) {
      const wish = { code, currency, limit, ...(after === undefined ? {} : { after }) };
      const page = await libs.get(AccountQueries).register(libs.unitOfWork.reads, wish);
      entries.push(...page);
      if (page.length < limit) return entries;
    }
  };

  it('is what the lines say, however they were posted and sealed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        for (const one of steps) await take(one);
        const { reads } = libs.unitOfWork;
        const queries = libs.get(AccountQueries);
        expect(await queries.turnover(reads)).toEqual(await summed('booked', null));
        for (const asOf of [...DAYS.map((time) => new Date(time)), new Date()]) {
          for (const basis of ['booked', 'effective'] as const) {
            expect(await queries.turnover(reads, { asOf, basis })).toEqual(
              await summed(basis, asOf),
            );
          }
        }
        const one = await queries.turnover(reads, { code: '2010' });
        expect(one).toEqual((await summed('booked', null)).filter(({ code }) => code === '2010'));
      }),
      { numRuns: 40 },
    );
  });

  it('is listed line by line with the balance after each, page by page', async () => {
    while (
      (await libs.inTransaction((tx) =>
        libs.get(SealJournals).run(tx, { origin: ORIGIN, signers: SIGNERS }),
      )) !== null
    );
    const { reads } = libs.unitOfWork;
    for (const { code, currency, debitMinor, creditMinor } of await libs
      .get(AccountQueries)
      .turnover(reads)) {
      const entries = await register(code, currency, 3);
      expect(entries).toEqual(await register(code, currency, 1_000));
      expect(entries[0]?.balanceMinor).toBe(debitMinor - creditMinor);
      let balance = 0n;
      for (const entry of [...entries].reverse()) {
        balance += entry.changeMinor;
        expect(entry.balanceMinor).toBe(balance);
      }
    }
  });

  it('counts a journal from the very millisecond of booking that it shows', async () => {
    const { reads } = libs.unitOfWork;
    const sumUpTo = async (asOf: Date): Promise<bigint> => {
      const turnover = await libs.get(AccountQueries).turnover(reads, { asOf, code: '1020' });
      return turnover[0]?.debitMinor ?? 0n;
    };
    for (let round = 1n; round <= 5n; round += 1n) {
      const transfers = [{ debit: '1020', credit: '3010', money: Money.of(1n, 'CNY') }];
      const occurredAt = new Date('2026-03-01T00:00:00Z');
      const draft = { lane: 9, kind: 'E01', claimId: null, actor: 'a', memo: '', occurredAt };
      const idempotencyKey = newId('dec', 9);
      await libs.inTransaction((tx) =>
        libs.get(PostJournals).run(tx, [{ ...draft, idempotencyKey, transfers }]),
      );
      const [newest] = await libs.get(LedgerQueries).newestJournals(reads, 1);
      const { postedAt } = newest!.journal;
      expect(await sumUpTo(postedAt)).toBe(round);
      expect(await sumUpTo(new Date(postedAt.getTime() - 1))).toBe(round - 1n);
      await sleep(2);
    }
  });

  it('is exact where it is more than one amount can say, sealed or not', async () => {
    const { reads } = libs.unitOfWork;
    const queries = libs.get(AccountQueries);
    const transfers = [{ debit: '5020', credit: '2020', money: Money.of(AMOUNT_MINOR_MAX, 'KWD') }];
    const booking = { lane: 9, kind: 'E03', claimId: null, actor: 'a', memo: '', transfers };
    const occurredAt = new Date('2026-03-01T00:00:00Z');
    const journals = [{ ...booking, occurredAt, idempotencyKey: '' }];
    const wish = { code: '2020', asOf: new Date('2199-01-01T00:00:00Z') };
    for (const round of [1n, 2n, 3n]) {
      await take({ journals });
      const sums = { code: '2020', currency: 'KWD', debitMinor: 0n };
      const expected = [{ ...sums, creditMinor: round * AMOUNT_MINOR_MAX }];
      for (const seal of [0, 1_000]) {
        if (seal > 0) await take({ seal });
        expect(await queries.turnover(reads, { code: '2020' })).toEqual(expected);
        expect(await queries.turnover(reads, wish)).toEqual(expected);
        expect(await queries.turnover(reads, { ...wish, basis: 'effective' })).toEqual(expected);
      }
    }
    const lines = await register('2020', 'KWD', 2);
    expect(lines.map(({ balanceMinor }) => balanceMinor)).toEqual(
      [-3n, -2n, -1n].map((round) => round * AMOUNT_MINOR_MAX),
    );
  });
});
