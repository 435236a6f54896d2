import { AccountingModule } from '@app/accounting';
import { newId } from '@app/kernel';
import { Money } from '@app/money';

import { Barrier } from '../../../../test/support/barrier';
import { TestLibs } from '../../../../test/support/test-libs';
import type { JournalDraft } from '../domain/journal';
import { LedgerQueries } from '../ledger.queries';
import { LedgerJournalEntity } from '../persistence/ledger-journal.entity';
import { ClosePeriod } from './close-period';
import { PostJournals } from './post-journals';

const JANUARY = new Date('2026-01-01T00:00:00Z');
const FEBRUARY = new Date('2026-02-01T00:00:00Z');
const MARCH = new Date('2026-03-01T00:00:00Z');
const MS = 1;

const aDraft = (occurredAt: Date, lane = 5): JournalDraft => ({
  lane,
  kind: 'E05',
  claimId: null,
  occurredAt,
  actor: 'system',
  idempotencyKey: newId('dec', lane),
  memo: '',
  transfers: [{ debit: '5010', credit: '2010', money: Money.of(100n, 'CNY') }],
});

describe('ClosePeriod', () => {
  let libs: TestLibs;

  beforeEach(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
  });
  afterEach(async () => {
    await libs.stop();
  });

  const close = async (closedUntil: Date): Promise<void> =>
    libs.inTransaction((tx) =>
      libs
        .get(ClosePeriod)
        .run(tx, { closedUntil, actor: 'usr_1', reason: 'month end' }, libs.clock.now()),
    );
  const post = async (draft: JournalDraft): Promise<LedgerJournalEntity> => {
    const [posted] = await libs.inTransaction((tx) => libs.get(PostJournals).run(tx, [draft]));
    const { reads } = libs.unitOfWork;
    return reads.findOneByOrFail(LedgerJournalEntity, { lane: draft.lane, id: posted!.id });
  };

  it('writes down who closed it, when and why', async () => {
    await close(FEBRUARY);
    const rows = await libs.unitOfWork.reads.query('SELECT * FROM auditor_period_closings');
    expect(rows).toEqual([
      {
        closed_until: FEBRUARY,
        closed_at: expect.any(Date) as Date,
        closed_by: 'usr_1',
        reason: 'month end',
      },
    ]);
  });

  it.each([
    ['the first moment of the closed period', JANUARY, FEBRUARY],
    ['its last moment', new Date(FEBRUARY.getTime() - MS), FEBRUARY],
    ['the first moment of the open period', FEBRUARY, FEBRUARY],
    ['a moment of the open period', MARCH, MARCH],
  ])('lets a fact of %s count in the open period', async (_what, occurredAt, effectiveAt) => {
    await close(JANUARY);
    await close(FEBRUARY);
    expect(await post(aDraft(occurredAt))).toMatchObject({ occurredAt, effectiveAt });
  });

  it('leaves alone what was booked before', async () => {
    const early = await post(aDraft(JANUARY));
    await close(FEBRUARY);
    const [found] = await libs.get(LedgerQueries).newestJournals(libs.unitOfWork.reads, 1);
    expect(found!.journal).toEqual(early);
  });

  it('knows a late fact again when it is posted once more', async () => {
    await close(JANUARY);
    const draft = aDraft(new Date(JANUARY.getTime() - MS));
    const first = await post(draft);
    await close(FEBRUARY);
    expect(await post(draft)).toEqual(first);
  });

  it.each([
    ['is not over', (now: Date) => new Date(now.getTime() + 60_000)],
    ['is closed already', () => FEBRUARY],
    ['ended before the last one', () => JANUARY],
  ])('refuses a period that %s', async (_what, until) => {
    await close(FEBRUARY);
    await expect(close(until(libs.clock.now()))).rejects.toMatchObject({
      kind: 'conflict',
      code: 'ledger.period_not_closable',
    });
  });

  it('goes no further than the clock of the database', async () => {
    libs.clock.moveOn(3_600_000);
    await expect(close(new Date(libs.clock.now().getTime() - 60_000))).rejects.toMatchObject({
      constraint: 'ledger_period_closings_order',
    });
  });

  it('lets one of two win that close the same period at once', async () => {
    const together = new Barrier(2);
    const closeTogether = async (): Promise<void> => {
      await together.arrive();
      await close(FEBRUARY);
    };
    const ends = await Promise.allSettled([closeTogether(), closeTogether()]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is final: what is posted at the same moment counts before it, or after', async () => {
    let late = 0;
    let early = 0;
    for (let round = 0; round < 12; round += 1) {
      const closedUntil = new Date(FEBRUARY.getTime() + round);
      const count = `SELECT count(*)::int AS journals FROM ledger_journals WHERE effective_at < $1`;
      const together = new Barrier(9);
      const postTogether = async (lane: number): Promise<void> => {
        const drafts = Array.from({ length: 20 }, () => aDraft(JANUARY, lane));
        await together.arrive();
        await libs.inTransaction((tx) => libs.get(PostJournals).run(tx, drafts));
      };
      const closeTogether = async (): Promise<unknown> => {
        await together.arrive();
        return libs.inTransaction(async (tx) => {
          const closing = { closedUntil, actor: 'usr_1', reason: 'test' };
          await libs.get(ClosePeriod).run(tx, closing, libs.clock.now());
          // Nobody can post while this is open: what is there now is all that will ever be there.
          return tx.query(count, [closedUntil]);
        });
      };
      const [atClosing] = await Promise.all([
        closeTogether(),
        ...Array.from({ length: 8 }, (_, lane) => postTogether(lane)),
      ]);
      expect(await libs.unitOfWork.reads.query(count, [closedUntil])).toEqual(atClosing);
      const [at] = await libs.unitOfWork.reads.query<[{ journals: number }]>(
        'SELECT count(*)::int AS journals FROM ledger_journals WHERE effective_at = $1',
        [closedUntil],
      );
      late += at.journals;
      early += 160 - at.journals;
    }
    // The race is worth something only if both ways happen.
    expect(late).toBeGreaterThan(0);
    expect(early).toBeGreaterThan(0);
  });
});
