import type { Client } from 'pg';

import { AccountingModule } from '@app/accounting';
import { newId } from '@app/kernel';
import { Money } from '@app/money';

import { TestLibs } from '../../../../test/support/test-libs';
import type { JournalDraft } from '../domain/journal';
import type { PostedJournal } from './post-journals';
import { PostStandAlone } from './post-stand-alone';

const aDraft = (wish: Partial<JournalDraft> = {}): JournalDraft => ({
  lane: 5,
  kind: 'E05',
  claimId: null,
  occurredAt: new Date('2026-03-01T00:00:00Z'),
  actor: 'system',
  idempotencyKey: newId('dec', wish.lane ?? 5),
  memo: 'Case reserve set',
  transfers: [{ debit: '5010', credit: '2010', money: Money.of(100n, 'CNY') }],
  ...wish,
});
const drafts = (length: number, wish: Partial<JournalDraft> = {}): JournalDraft[] =>
  Array.from({ length }, () => aDraft(wish));
const UNKNOWN = [{ debit: '5011', credit: '2010', money: Money.of(1n, 'CNY') }];
function refusalOf(error: unknown): string {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return constraint ?? code ?? 'failed';
}

/** What everybody who posts holds shared. */
const BOOKS_LOCK = 7_204_003;

describe('PostStandAlone', () => {
  let libs: TestLibs;
  let admin: Client;

  beforeEach(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
    admin = await libs.connectAs(null);
  });
  afterEach(async () => {
    await libs.stop();
  });

  const post = (draft: JournalDraft): Promise<PostedJournal> => libs.get(PostStandAlone).run(draft);
  const postAll = (some: readonly JournalDraft[]): Promise<PostedJournal[]> =>
    Promise.all(some.map(post));
  /** How each caller fared: `posted`, `replayed`, or the code or constraint of the refusal. */
  const endsOf = async (some: readonly JournalDraft[]): Promise<string[]> =>
    Promise.all(
      some.map((draft) =>
        post(draft).then(({ replayed }) => (replayed ? 'replayed' : 'posted'), refusalOf),
      ),
    );
  /** How many journals each statement posted, in order: the queue has a row for each. */
  const statements = async (): Promise<number[]> => {
    const { rows } = await admin.query<{ journals: number }>(
      'SELECT cardinality(journal_ids) AS journals FROM ledger_unsealed ORDER BY id',
    );
    return rows.map(({ journals }) => journals);
  };
  const until = async (isSo: () => Promise<boolean>): Promise<void> => {
    while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  /** Waits until a statement of ours is held up by the lock that the test has. */
  const untilHeldUp = (): Promise<void> =>
    until(async () => {
      const { rowCount } = await admin.query(
        `SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = ${BOOKS_LOCK} AND NOT granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      return (rowCount ?? 0) > 0;
    });

  it('posts one journal and returns when it is committed', async () => {
    const draft = aDraft();
    const posted = await post(draft);
    expect(posted).toEqual({
      id: expect.stringMatching(/^jnl_/) as string,
      idempotencyKey: draft.idempotencyKey,
      replayed: false,
    });
    const { rows } = await admin.query('SELECT id FROM ledger_journals');
    expect(rows).toEqual([{ id: posted.id }]);
    expect(await post(draft)).toEqual({ ...posted, replayed: true });
  });

  it('posts for 256 callers of one moment with one commit, to each his own', async () => {
    const wanted = drafts(256);
    const posted = await postAll(wanted);
    expect(posted.map(({ idempotencyKey }) => idempotencyKey)).toEqual(
      wanted.map(({ idempotencyKey }) => idempotencyKey),
    );
    expect(new Set(posted.map(({ id }) => id)).size).toBe(256);
    expect(await statements()).toEqual([256]);
  });

  it('posts for 256 callers of many lanes with one commit per lane', async () => {
    const posted = await postAll(
      Array.from({ length: 256 }, (_, index) => aDraft({ lane: index % 64 })),
    );
    expect(new Set(posted.map(({ id }) => id)).size).toBe(256);
    expect(await statements()).toEqual(Array.from({ length: 64 }, () => 4));
  });

  it('sends at most 500 journals at once', async () => {
    await postAll(drafts(1_200));
    expect(await statements()).toEqual([500, 500, 200]);
  });

  it('gathers who comes while a statement is under way, and holds no other lane up', async () => {
    await admin.query(`SELECT pg_advisory_lock(${BOOKS_LOCK})`);
    const first = post(aDraft());
    await untilHeldUp();
    const others = Array.from({ length: 40 }, async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, index));
      return post(aDraft());
    });
    const elsewhere = post(aDraft({ lane: 6 }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await admin.query(`SELECT pg_advisory_unlock(${BOOKS_LOCK})`);
    await Promise.all([first, elsewhere, ...others]);
    expect((await statements()).sort((one, other) => one - other)).toEqual([1, 1, 40]);
  });

  it('comes along with those who post again because of the last answer', async () => {
    const loop = async (): Promise<void> => {
      for (let round = 0; round < 5; round += 1) await post(aDraft());
    };
    await Promise.all(Array.from({ length: 30 }, loop));
    expect(await statements()).toEqual([30, 30, 30, 30, 30]);
  });

  it('makes one journal of one key that ten callers name with the same content', async () => {
    const draft = aDraft();
    const posted = await postAll([...drafts(5), ...Array.from({ length: 10 }, () => draft)]);
    expect(new Set(posted.slice(5).map(({ id }) => id)).size).toBe(1);
    expect(posted.filter(({ replayed }) => replayed)).toHaveLength(9);
    expect(await statements()).toEqual([6]);
  });

  it('refuses those alone who name a key of others with other content', async () => {
    const draft = aDraft();
    const other = { ...draft, memo: 'other' };
    const ends = await endsOf([...drafts(3), draft, other, draft, other, ...drafts(3)]);
    expect(ends).toEqual([
      ...['posted', 'posted', 'posted'],
      ...['posted', 'ledger.key_conflict', 'replayed', 'ledger.key_conflict'],
      ...['posted', 'posted', 'posted'],
    ]);
    expect(await statements()).toEqual([7]);
  });

  it.each([
    ['an account that is not in the chart', { transfers: UNKNOWN }, 'ledger_transfers_accounts'],
    ['a reversal of nothing', { reversesId: 'jnl_none' }, 'ledger_journals_reverses'],
    ['a text that cannot be stored', { memo: 'nul \0' }, '22021'],
    ['no line', { transfers: [] }, 'ledger.not_postable'],
  ])('refuses one among a hundred alone: %s', async (_what, wish, refusal) => {
    for (const place of [0, 37, 99]) {
      const wanted = drafts(100);
      wanted[place] = aDraft(wish);
      const ends = await endsOf(wanted);
      expect(ends[place]).toBe(refusal);
      expect(ends.filter((end) => end === 'posted')).toHaveLength(99);
    }
  });

  it('refuses three among a hundred alone, each for its own reason', async () => {
    const wanted = drafts(100);
    wanted[3] = aDraft({ transfers: UNKNOWN });
    wanted[4] = aDraft({ reversesId: 'jnl_none' });
    wanted[80] = aDraft({ transfers: UNKNOWN });
    const ends = await endsOf(wanted);
    expect([ends[3], ends[4], ends[80]]).toEqual([
      'ledger_transfers_accounts',
      'ledger_journals_reverses',
      'ledger_transfers_accounts',
    ]);
    expect(ends.filter((end) => end === 'posted')).toHaveLength(97);
  });

  it('tells all when the connection is lost, and posts each once when they try again', async () => {
    const wanted = drafts(20);
    await admin.query(`SELECT pg_advisory_lock(${BOOKS_LOCK})`);
    const lost = endsOf(wanted);
    await untilHeldUp();
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE objid = ${BOOKS_LOCK} AND NOT granted`,
    );
    expect(new Set(await lost)).toEqual(new Set(['57P01']));
    await admin.query(`SELECT pg_advisory_unlock(${BOOKS_LOCK})`);
    const [first, ...others] = wanted as [JournalDraft, ...JournalDraft[]];
    await until(async () => (await endsOf([first]))[0] === 'replayed');
    expect(await endsOf([...others, ...wanted])).toEqual([
      ...others.map(() => 'posted'),
      ...wanted.map(() => 'replayed'),
    ]);
  });

  it('finishes what has begun when the process stops, and takes nothing more', async () => {
    const standAlone = libs.get(PostStandAlone);
    await admin.query(`SELECT pg_advisory_lock(${BOOKS_LOCK})`);
    const first = post(aDraft());
    await untilHeldUp();
    const waiting = postAll(drafts(10));
    let isClosed = false;
    const closing = standAlone.beforeApplicationShutdown().then(() => {
      isClosed = true;
    });
    await expect(post(aDraft())).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'ledger.shutting_down',
    });
    expect(isClosed).toBe(false);
    await admin.query(`SELECT pg_advisory_unlock(${BOOKS_LOCK})`);
    await closing;
    expect(await statements()).toEqual([1, 10]);
    await Promise.all([first, waiting]);
  });

  it('is told by the process that it stops', async () => {
    const standAlone = libs.get(PostStandAlone);
    const posted = postAll(drafts(10));
    await libs.module.close();
    expect(await posted).toHaveLength(10);
    await expect(standAlone.run(aDraft())).rejects.toMatchObject({ code: 'ledger.shutting_down' });
  });
});
