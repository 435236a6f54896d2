import type { EventEmitter } from 'node:events';

import fc from 'fast-check';

import { AccountingModule } from '@app/accounting';
import { Money } from '@app/money';
import { connectionOf } from '@app/platform';

import { Barrier } from '../../../../test/support/barrier';
import { TestLibs } from '../../../../test/support/test-libs';
import type { JournalDraft } from '../domain/journal';
import { LINE, writeJournal } from '../persistence/testing/raw-journals';
import { AccountQueries } from '../account.queries';
import { LedgerQueries } from '../ledger.queries';
import { PostJournals } from './post-journals';
import type { PostedJournal } from './post-journals';

interface Rows {
  readonly journals: number;
  readonly transfers: number;
  readonly unsealed: number;
}

let keys = 0;

function aDraft(wish: Partial<JournalDraft> = {}): JournalDraft {
  keys += 1;
  return {
    lane: 5,
    kind: 'E05',
    claimId: null,
    occurredAt: new Date('2026-03-01T00:00:00Z'),
    actor: 'system',
    idempotencyKey: `cause-${String(keys).padStart(6, '0')}/E05`,
    memo: 'Case reserve set',
    transfers: [{ debit: '5010', credit: '2010', money: Money.of(100n, 'CNY') }],
    ...wish,
  };
}

const aLine = (amountMinor: bigint): JournalDraft['transfers'] => [
  { debit: '5010', credit: '2010', money: Money.of(amountMinor, 'CNY') },
];

/** One statement that posts a journal in each of three lanes. */
const acrossLanes = (name: string): string => `
  WITH journals AS (
    INSERT INTO ledger_journals (lane, id, kind, occurred_at, effective_at, lines, actor,
                                 idempotency_key, memo)
    SELECT lane, '${name}-' || lane, 'E05', now(), now(), 1, 'test', '${name}', ''
      FROM generate_series(20, 22) AS lane)
  INSERT INTO ledger_transfers
    SELECT lane, '${name}-' || lane, 0, 1, '5010', '2010', 'CNY', 1, '{}'
      FROM generate_series(20, 22) AS lane`;

/** The lines of `aDraft` with debit and credit exchanged. */
const MIRRORED: JournalDraft['transfers'] = [
  { debit: '2010', credit: '5010', money: Money.of(100n, 'CNY') },
];

describe('PostJournals', () => {
  let libs: TestLibs;

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
  });
  afterAll(async () => {
    await libs.stop();
  });

  const post = async (...drafts: JournalDraft[]): Promise<PostedJournal[]> =>
    libs.inTransaction((tx) => libs.get(PostJournals).run(tx, drafts));

  const rows = async (): Promise<Rows> => {
    const [counts] = await libs.unitOfWork.reads.query<Rows[]>(
      `SELECT (SELECT count(*)::int FROM ledger_journals) AS journals,
              (SELECT count(*)::int FROM ledger_transfers) AS transfers,
              (SELECT coalesce(sum(cardinality(journal_ids)), 0)::int FROM ledger_unsealed) AS unsealed`,
    );
    return counts!;
  };

  it('posts a journal as it was drafted, and queues it for sealing', async () => {
    const lines: JournalDraft['transfers'] = [
      { debit: '5010', credit: '2010', money: Money.of(7n, 'CNY'), dimensions: { pack: 'p@1' } },
      { debit: '9100', credit: '9101', money: Money.of(2n ** 63n - 1n, 'JPY') },
    ];
    const reversed = await post(aDraft({ transfers: lines }));
    const draft = aDraft({
      claimId: 'clm_1',
      reversesId: reversed[0]!.id,
      transfers: lines.map((line) => ({ ...line, debit: line.credit, credit: line.debit })),
    });
    const [posted] = await post(draft);
    expect(posted).toEqual({
      id: expect.stringMatching(/^jnl_/) as string,
      idempotencyKey: draft.idempotencyKey,
      replayed: false,
    });
    const [found] = await libs.get(LedgerQueries).newestJournals(libs.unitOfWork.reads, 1);
    expect(found!.journal).toMatchObject({
      lane: 5,
      id: posted!.id,
      kind: 'E05',
      claimId: 'clm_1',
      occurredAt: draft.occurredAt,
      effectiveAt: draft.occurredAt,
      postedAt: expect.any(Date) as Date,
      lines: 2,
      actor: 'system',
      reversesId: reversed[0]!.id,
      memo: 'Case reserve set',
    });
    expect(found!.transfers).toMatchObject([
      { line: 0, debitAccount: '2010', creditAccount: '5010', currency: 'CNY', amountMinor: 7n },
      { line: 1, currency: 'JPY', amountMinor: 2n ** 63n - 1n, dimensions: {} },
    ]);
    expect(found!.transfers[0]!.dimensions).toEqual({ pack: 'p@1' });
    const unsealed = await libs.unitOfWork.reads.query(
      'SELECT lane, journal_ids AS ids FROM ledger_unsealed WHERE $1 = ANY (journal_ids)',
      [posted!.id],
    );
    expect(unsealed).toEqual([{ lane: 5, ids: [posted!.id] }]);
  });

  it.each([1, 1_000])('posts %i journal(s) in one round trip', async (count) => {
    const drafts = Array.from({ length: count }, () => aDraft());
    const before = await rows();
    const { posted, trips } = await libs.inTransaction(async (tx) => {
      const { connection } = (await connectionOf(tx)) as unknown as { connection: EventEmitter };
      let answers = 0;
      const onAnswer = (): number => (answers += 1);
      connection.on('readyForQuery', onAnswer);
      const ids = await libs.get(PostJournals).run(tx, drafts);
      connection.off('readyForQuery', onAnswer);
      return { posted: ids, trips: answers };
    });
    expect(trips).toBe(1);
    expect(new Set(posted.map(({ id }) => id)).size).toBe(count);
    expect(await rows()).toEqual({
      journals: before.journals + count,
      transfers: before.transfers + count,
      unsealed: before.unsealed + count,
    });
  });

  it('posts nothing when there is nothing to post', async () => {
    expect(await post()).toEqual([]);
  });

  it('takes at most 1,000 journals, all of one lane, because a lane is one parameter', async () => {
    const tooMany = Array.from({ length: 1_001 }, () => aDraft());
    await expect(post(...tooMany)).rejects.toThrow('at most 1000 journals, all of one lane');
    await expect(post(aDraft(), aDraft({ lane: 6 }))).rejects.toThrow('all of one lane');
  });

  it('returns the first journals when the same are posted again', async () => {
    const drafts = [aDraft(), aDraft()];
    const first = await post(...drafts);
    const fresh = aDraft();
    const again = await post(drafts[1]!, fresh, drafts[0]!);
    expect(again).toEqual([
      { ...first[1], replayed: true },
      { id: expect.any(String) as string, idempotencyKey: fresh.idempotencyKey, replayed: false },
      { ...first[0], replayed: true },
    ]);
  });

  it('refuses a key that stands in the ledger with other content, and names it', async () => {
    const draft = aDraft();
    await post(draft);
    const before = await rows();
    await expect(post(aDraft(), { ...draft, transfers: aLine(101n) })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'ledger.key_conflict',
      details: { idempotencyKey: draft.idempotencyKey },
    });
    expect(await rows()).toEqual(before);
  });

  it('keeps the keys of two lanes apart', async () => {
    const draft = aDraft();
    const [one] = await post(draft);
    const [other] = await post({ ...draft, lane: 6, transfers: aLine(101n) });
    expect(other).toMatchObject({ replayed: false });
    expect(other!.id).not.toBe(one!.id);
  });

  it('makes one journal of the same key twice in one call', async () => {
    const draft = aDraft();
    const [one, other] = await post(draft, { ...draft });
    expect([one!.replayed, other!.replayed].sort()).toEqual([false, true]);
    expect(other!.id).toBe(one!.id);
  });

  it('refuses the same key twice in one call with different content, and posts neither', async () => {
    const draft = aDraft();
    const before = await rows();
    await expect(post(draft, { ...draft, transfers: aLine(101n) })).rejects.toMatchObject({
      code: 'ledger.key_conflict',
      details: { idempotencyKey: draft.idempotencyKey },
    });
    expect(await rows()).toEqual(before);
  });

  it('locks no account, so that a hot one holds nobody up', async () => {
    const admin = await libs.connectAs(null);
    const locked = await libs.inTransaction(async (tx) => {
      await libs.get(PostJournals).run(tx, [aDraft()]);
      const { rowCount } = await admin.query(
        `SELECT FROM ledger_accounts WHERE code IN ('5010', '2010') FOR UPDATE NOWAIT`,
      );
      return rowCount;
    });
    expect(locked).toBe(2);
  });

  it('refuses an account that is not in the chart', async () => {
    const transfers = [{ debit: '5011', credit: '2010', money: Money.of(1n, 'CNY') }];
    await expect(post(aDraft(), aDraft({ transfers }))).rejects.toMatchObject({
      constraint: 'ledger_transfers_accounts',
    });
  });

  it.each([
    ['nothing', () => Promise.resolve('jnl_none'), 'ledger_journals_reverses'],
    [
      'a journal of another lane',
      async () => (await post(aDraft({ lane: 6 })))[0]!.id,
      'ledger_journals_reverses',
    ],
    [
      'what is reversed already',
      async () => {
        const [original] = await post(aDraft());
        await post(aDraft({ reversesId: original!.id, transfers: MIRRORED }));
        return original!.id;
      },
      'ledger_journals_reverses_key',
    ],
    [
      'another amount',
      async () => (await post(aDraft({ transfers: aLine(99n) })))[0]!.id,
      'ledger_journals_mirror',
    ],
  ])(
    'refuses a reversal of %s, and what was to be posted with it',
    async (_what, of, constraint) => {
      const reversesId = await of();
      const before = await rows();
      const reversal = aDraft({ reversesId, transfers: MIRRORED });
      await expect(post(aDraft(), reversal)).rejects.toMatchObject({ constraint });
      expect(await rows()).toEqual(before);
    },
  );

  it('says on a connection of its own which journals stand beside a conflict', async () => {
    const taken = aDraft();
    await post(taken);
    const drafts = [aDraft(), { ...taken, memo: 'other' }, taken, aDraft()];
    const client = await libs.connectAs('ganpei_app');
    const outcomes = await libs.get(PostJournals).outcomesOn(client, drafts);
    expect(outcomes).toMatchObject([
      { idempotencyKey: drafts[0]!.idempotencyKey, replayed: false },
      { code: 'ledger.key_conflict', details: { idempotencyKey: taken.idempotencyKey } },
      { idempotencyKey: taken.idempotencyKey, replayed: true },
      { idempotencyKey: drafts[3]!.idempotencyKey, replayed: false },
    ]);
    expect(await post(drafts[0]!, drafts[3]!)).toMatchObject([
      { replayed: true },
      { replayed: true },
    ]);
  });

  it('leaves nothing of a transaction that fails, not even the key', async () => {
    const draft = aDraft();
    const before = await rows();
    await expect(
      libs.inTransaction(async (tx) => {
        await libs.get(PostJournals).run(tx, [draft]);
        throw new Error('The decision was not to be.');
      }),
    ).rejects.toThrow('not to be');
    expect(await rows()).toEqual(before);
    expect(await post({ ...draft, transfers: aLine(101n) })).toMatchObject([{ replayed: false }]);
  });

  it('queues every journal for sealing, by whatever way it came', async () => {
    const client = await libs.connectAs('ganpei_app');
    const owner = await libs.connectAs('ganpei_owner');
    await libs.get(PostJournals).runOn(client, [aDraft(), aDraft()]);
    await libs.inTransaction(async (tx) => {
      await libs.get(PostJournals).run(tx, [aDraft()]);
      await libs.get(PostJournals).run(tx, [aDraft({ lane: 6 }), aDraft({ lane: 6 })]);
    });
    for (const raw of [client, owner]) {
      await writeJournal(raw, { lines: 1, transfers: [LINE] });
      await writeJournal(raw, { lines: 1, transfers: [LINE] });
      await raw.query(acrossLanes(raw === owner ? 'by-owner' : 'by-app'));
    }
    const [left] = await libs.unitOfWork.reads.query<{ posted: number; missing: number }[]>(
      `SELECT count(*)::int AS posted, (count(*) FILTER (WHERE u.id IS NULL))::int AS missing
         FROM ledger_journals j FULL JOIN (
           SELECT lane, unnest(journal_ids) AS id FROM ledger_unsealed) u USING (lane, id)`,
    );
    expect(left).toEqual({ posted: (await rows()).journals, missing: 0 });
    expect((await rows()).unsealed).toBe(left!.posted);
  });

  it('makes one journal of twenty that are posted with one key at once', async () => {
    const draft = aDraft();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(draft)));
    expect(new Set(answers.map(([journal]) => journal!.id)).size).toBe(1);
    expect(answers.filter(([journal]) => !journal!.replayed)).toHaveLength(1);
  });

  it('does not deadlock when two calls name the same keys in opposite order', async () => {
    let attempts = 0;
    const postAsOne = async (drafts: JournalDraft[], together: Barrier): Promise<void> =>
      libs.inTransaction(async (tx) => {
        attempts += 1;
        await connectionOf(tx);
        await together.arrive();
        await libs.get(PostJournals).run(tx, drafts);
      });
    for (let round = 0; round < 5; round += 1) {
      const drafts = Array.from({ length: 1_000 }, () => aDraft());
      const together = new Barrier(2);
      await Promise.all([postAsOne(drafts, together), postAsOne([...drafts].reverse(), together)]);
    }
    expect(attempts).toBe(10);
  });
});

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
      const fresh = aDraft({ transfers: typeof step === 'number' ? aLine(1n) : step });
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
