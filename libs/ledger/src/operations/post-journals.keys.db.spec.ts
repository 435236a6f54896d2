import { AccountingModule } from '@app/accounting';
import { Money } from '@app/money';
import { connectionOf } from '@app/platform';

import { Barrier } from '../../../../test/support/barrier';
import { aDraft } from '../../../../test/support/log-process';
import { TestLibs } from '../../../../test/support/test-libs';
import type { JournalDraft } from '../domain/journal';
import { PostJournals } from './post-journals';
import type { PostedJournal } from './post-journals';

const aLine = (amountMinor: bigint): JournalDraft['transfers'] => [
  { debit: '5010', credit: '2010', money: Money.of(amountMinor, 'CNY') },
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

  /** How many rows the ledger has: journals, lines, and what waits for its seal. */
  const rows = async (): Promise<number> => {
    const [counts] = await libs.unitOfWork.reads.query<{ rows: number }[]>(
      `SELECT ((SELECT count(*) FROM ledger_journals) + (SELECT count(*) FROM ledger_transfers)
             + (SELECT coalesce(sum(cardinality(journal_ids)), 0) FROM ledger_unsealed))::int AS rows`,
    );
    return counts!.rows;
  };

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
