import { newId } from '@app/kernel';
import { LedgerQueries } from '@app/ledger';
import type { PostedJournal } from '@app/ledger';
import { Money } from '@app/money';

import { TestLibs } from '../../../../test/support/test-libs';
import { AccountingModule } from '../accounting.module';
import type { AccountingEvent } from '../domain/accounting-event';
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

  const post = async (...events: AccountingEvent[]): Promise<PostedJournal[]> =>
    libs.inTransaction((tx) =>
      libs.get(PostEvents).run(tx, events, {
        lane: 11,
        claimId,
        actor: 'usr_1',
        occurredAt: new Date('2026-03-01T08:00:00Z'),
        causeId: claimId,
      }),
    );

  it('books the events of one cause, and repeating them changes nothing', async () => {
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

  it('books nothing for an event that moves nothing', async () => {
    expect(await post({ code: 'E07', from: cny(300n), to: cny(300n) })).toEqual([]);
    expect(await post()).toEqual([]);
  });
});
