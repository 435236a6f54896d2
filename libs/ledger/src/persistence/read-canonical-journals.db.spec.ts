import { AccountingModule } from '@app/accounting';
import { Money } from '@app/money';
import { connectionOf } from '@app/platform';

import { TestLibs } from '../../../../test/support/test-libs';
import { canonicalRequest } from '../domain/canonical-journal';
import type { CanonicalJournal } from '../domain/canonical-journal';
import { contentOf } from '../domain/journal';
import type { JournalDraft } from '../domain/journal';
import { PostJournals } from '../operations/post-journals';
import { readCanonicalJournals } from './read-canonical-journals';

const DRAFT: JournalDraft = {
  lane: 5,
  kind: 'E05',
  claimId: 'clm_01m8beenaye00845saj3n53crd',
  occurredAt: new Date('2026-03-01T08:00:00.120Z'),
  actor: 'system',
  idempotencyKey: 'cause, {with} "all" \\ that \'hurts\'/E05',
  memo: '立案准备金 "set"\n\t\\ null',
  transfers: [
    {
      debit: '5010',
      credit: '2010',
      money: Money.of(19_900n, 'CNY'),
      dimensions: { rail: 'simulated', 包: '"1"', pack: 'p@1' },
    },
    { debit: '9100', credit: '9101', money: Money.of(2n ** 63n - 1n, 'JPY') },
  ],
};

describe('a stored journal', () => {
  let libs: TestLibs;

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
  });
  afterAll(async () => {
    await libs.stop();
  });

  const read = (lane: number, ...keys: string[]): Promise<CanonicalJournal[]> =>
    libs.inTransaction(async (tx) => readCanonicalJournals(await connectionOf(tx), lane, keys));

  it('is told as it was posted, with its place and times', async () => {
    const [posted] = await libs.inTransaction((tx) => libs.get(PostJournals).run(tx, [DRAFT]));
    const [journal] = await read(5, DRAFT.idempotencyKey);
    const micros = expect.stringMatching(/^20..-..-..T..:..:..\.\d{6}Z$/) as string;
    expect(journal).toEqual({
      lane: 5,
      id: posted!.id,
      kind: 'E05',
      claimId: DRAFT.claimId,
      occurredAt: '2026-03-01T08:00:00.120Z',
      effectiveAt: '2026-03-01T08:00:00.120000Z',
      postedAt: micros,
      actor: 'system',
      reversesId: null,
      idempotencyKey: DRAFT.idempotencyKey,
      memo: DRAFT.memo,
      transfers: [
        {
          debit: '5010',
          credit: '2010',
          currency: 'CNY',
          amountMinor: '19900',
          dimensions: { rail: 'simulated', 包: '"1"', pack: 'p@1' },
        },
        {
          debit: '9100',
          credit: '9101',
          currency: 'JPY',
          amountMinor: '9223372036854775807',
          dimensions: {},
        },
      ],
    });
    expect(canonicalRequest(journal!)).toBe(contentOf(DRAFT));
  });

  it('has its lines in their order, also from the tenth on', async () => {
    const transfers = Array.from({ length: 12 }, (_, line) => ({
      ...DRAFT.transfers[0]!,
      money: Money.of(BigInt(line) + 1n, 'CNY'),
    }));
    const draft = { ...DRAFT, idempotencyKey: 'twelve lines', transfers };
    await libs.inTransaction((tx) => libs.get(PostJournals).run(tx, [draft]));
    const [journal] = await read(5, 'twelve lines');
    expect(journal!.transfers.map(({ amountMinor }) => Number(amountMinor))).toEqual(
      Array.from({ length: 12 }, (_, line) => line + 1),
    );
  });

  it('is found by its lane and key alone', async () => {
    const other = { ...DRAFT, lane: 6, memo: 'elsewhere' };
    await libs.inTransaction((tx) => libs.get(PostJournals).run(tx, [other]));
    expect(await read(6, DRAFT.idempotencyKey, 'unknown')).toMatchObject([{ memo: 'elsewhere' }]);
    expect(await read(6, 'unknown')).toEqual([]);
    expect(await read(6)).toEqual([]);
  });

  it.each([
    ['2026-03-01 08:00:00+00', '2026-03-01T08:00:00.000000Z'],
    ['2026-03-01 08:00:00.1+00', '2026-03-01T08:00:00.100000Z'],
    ['2026-03-01 08:00:00.12345+00', '2026-03-01T08:00:00.123450Z'],
    ['2026-03-01 08:00:00.000001+00', '2026-03-01T08:00:00.000001Z'],
    ['2026-03-01 08:00:00.123456+08', '2026-03-01T00:00:00.123456Z'],
    ['1970-01-01 00:00:00+00', '1970-01-01T00:00:00.000000Z'],
    ['9999-12-31 23:59:59.999999+00', '9999-12-31T23:59:59.999999Z'],
  ])('that was booked at %s says so in full: %s', async (stored, told) => {
    // Only who switches the triggers off can choose a time of booking.
    const admin = await libs.connectAs(null);
    await admin.query(`
      BEGIN; SET LOCAL session_replication_role = replica;
      INSERT INTO ledger_journals (lane, id, kind, occurred_at, effective_at, posted_at, lines, actor,
                                   idempotency_key, memo)
      VALUES (7, '${told}', 'E05', '2026-03-01', '${stored}', '${stored}', 1, 'test', '${told}', '');
      COMMIT`);
    expect(await read(7, told)).toMatchObject([
      { occurredAt: '2026-03-01T00:00:00.000Z', effectiveAt: told, postedAt: told, transfers: [] },
    ]);
  });
});
