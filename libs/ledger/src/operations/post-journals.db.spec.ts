import type { EventEmitter } from 'node:events';

import { AccountingModule } from '@app/accounting';
import { Money } from '@app/money';
import { connectionOf } from '@app/platform';

import { aDraft } from '../../../../test/support/log-process';
import { TestLibs } from '../../../../test/support/test-libs';
import type { JournalDraft } from '../domain/journal';
import { LINE, writeJournal } from '../persistence/testing/raw-journals';
import { LedgerQueries } from '../ledger.queries';
import { PostJournals } from './post-journals';
import type { PostedJournal } from './post-journals';

interface Rows {
  readonly journals: number;
  readonly transfers: number;
  readonly unsealed: number;
}

const aLine = (amountMinor: bigint): JournalDraft['transfers'] => [
  { debit: '5010', credit: '2010', money: Money.of(amountMinor, 'CNY') },
];

/** One statement that posts a journal in each of three lanes: the queue takes those of one. */
const ACROSS_LANES = `
  WITH journals AS (
    INSERT INTO ledger_journals (lane, id, kind, occurred_at, effective_at, lines, actor,
                                 idempotency_key, memo)
    SELECT lane, 'across-' || lane, 'E05', now(), now(), 1, 'test', 'across', ''
      FROM generate_series(20, 22) AS lane)
  INSERT INTO ledger_transfers
    SELECT lane, 'across-' || lane, 0, 1, '5010', '2010', 'CNY', 1, '{}'
      FROM generate_series(20, 22) AS lane`;

/** The lines of `aDraft` with debit and credit exchanged. */
const MIRRORED: JournalDraft['transfers'] = [
  { debit: '2010', credit: '5010', money: Money.of(1n, 'CNY') },
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
      await expect(raw.query(ACROSS_LANES)).rejects.toMatchObject({
        constraint: 'ledger_journals_lane',
      });
    }
    const [left] = await libs.unitOfWork.reads.query<{ posted: number; missing: number }[]>(
      `SELECT count(*)::int AS posted, (count(*) FILTER (WHERE u.id IS NULL))::int AS missing
         FROM ledger_journals j FULL JOIN (
           SELECT lane, unnest(journal_ids) AS id FROM ledger_unsealed) u USING (lane, id)`,
    );
    expect(left).toEqual({ posted: (await rows()).journals, missing: 0 });
    expect((await rows()).unsealed).toBe(left!.posted);
  });
});
