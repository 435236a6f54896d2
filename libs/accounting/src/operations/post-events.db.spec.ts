import { newId } from '@app/kernel';
import { LedgerQueries, PostJournals } from '@app/ledger';
import type { PostedJournal } from '@app/ledger';
import { Money } from '@app/money';

import { TestLibs } from '../../../../test/support/test-libs';
import { AccountingModule } from '../accounting.module';
import type { AccountingEvent, EventContext } from '../domain/accounting-event';
import { reversalOf } from '../domain/reversal';
import { PostEvents } from './post-events';

const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');

describe('PostEvents', () => {
  let libs: TestLibs;
  const claimId = newId('clm', 11);
  const filing: AccountingEvent[] = [
    { code: 'E04', money: cny(500n) },
    { code: 'E05', money: cny(300n) },
  ];

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
  });
  afterAll(async () => {
    await libs.stop();
  });

  const FILED: EventContext = {
    lane: 11,
    claimId,
    actor: 'usr_1',
    occurredAt: new Date('2026-03-01T08:00:00Z'),
    causeId: claimId,
    pack: 'cn-wallet-theft-guarantee@0.1.0',
    fund: 'guarantee',
  };
  const post = async (...events: AccountingEvent[]): Promise<PostedJournal[]> =>
    libs.inTransaction((tx) => libs.get(PostEvents).run(tx, events, FILED));

  it('books the events of one cause once, however often they are posted as they were', async () => {
    const first = await post(...filing);
    expect(first.map(({ idempotencyKey }) => idempotencyKey)).toEqual([
      `${claimId}/E04`,
      `${claimId}/E05`,
    ]);
    const again = await post(...filing);
    expect(again).toEqual(first.map((journal) => ({ ...journal, replayed: true })));
    const found = await libs.get(LedgerQueries).journalsOfClaim(libs.unitOfWork.reads, claimId);
    expect(found.map(({ journal }) => journal.kind)).toEqual(['E04', 'E05']);
  });

  it('refuses another amount for the same event of the same cause', async () => {
    await expect(post({ code: 'E05', money: cny(301n) })).rejects.toMatchObject({
      code: 'ledger.key_conflict',
    });
  });

  it('refuses the same event of the same cause at another time', async () => {
    const context = { ...FILED, occurredAt: new Date('2026-03-01T08:00:01Z') };
    await expect(
      libs.inTransaction((tx) => libs.get(PostEvents).run(tx, filing, context)),
    ).rejects.toMatchObject({ code: 'ledger.key_conflict' });
  });

  it('books nothing for an event that moves nothing', async () => {
    expect(await post({ code: 'E07', from: cny(300n), to: cny(300n) })).toEqual([]);
    expect(await post()).toEqual([]);
  });

  it('books two variants of an event of one cause as two', async () => {
    const posted = await post(
      { code: 'E33', variant: 'goodwill', money: cny(10n) },
      { code: 'E33', variant: 'lateness', money: cny(10n) },
    );
    expect(posted.map(({ idempotencyKey, replayed }) => [idempotencyKey, replayed])).toEqual([
      [`${claimId}/E33/goodwill`, false],
      [`${claimId}/E33/lateness`, false],
    ]);
  });

  it('books what can be reversed once, and then leaves nothing', async () => {
    const disputed = newId('clm', 11);
    const context = { ...FILED, claimId: disputed, causeId: disputed };
    await libs.inTransaction((tx) =>
      libs.get(PostEvents).run(
        tx,
        [
          { code: 'E05', money: cny(300n) },
          { code: 'E11', into: 'wallet', source: 'fund', money: cny(200n) },
        ],
        context,
      ),
    );
    const found = await libs.get(LedgerQueries).journalsOfClaim(libs.unitOfWork.reads, disputed);
    const reverse = async (reason: string): Promise<PostedJournal[]> => {
      const correction = { actor: 'usr_2', occurredAt: FILED.occurredAt, reason };
      const drafts = found.map((journal) => reversalOf(journal, correction));
      return libs.inTransaction((tx) => libs.get(PostJournals).run(tx, drafts));
    };
    const first = await reverse('wrong claim');
    expect(await reverse('wrong claim')).toEqual(
      first.map((journal) => ({ ...journal, replayed: true })),
    );
    await expect(reverse('another reason')).rejects.toMatchObject({ code: 'ledger.key_conflict' });
    const turnover = await libs.get(LedgerQueries).turnoverOfClaim(libs.unitOfWork.reads, disputed);
    expect(turnover.map(({ code }) => code)).toEqual([
      '1020',
      '1040',
      '1150',
      '2010',
      '2100',
      '5010',
    ]);
    expect(turnover.filter(({ debitMinor, creditMinor }) => debitMinor !== creditMinor)).toEqual(
      [],
    );
  });
});
