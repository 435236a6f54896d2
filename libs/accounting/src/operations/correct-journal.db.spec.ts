import { AuditTrail } from '@app/audit';
import { HOUSE_LANE, newId } from '@app/kernel';
import { ClosePeriod, LedgerQueries } from '@app/ledger';
import { Money } from '@app/money';

import { TestLibs, anActor } from '../../../../test/support/test-libs';
import { AccountingModule } from '../accounting.module';
import type { AccountingEvent } from '../domain/accounting-event';
import { CorrectJournal } from './correct-journal';
import type { CorrectedJournal, JournalCorrection } from './correct-journal';
import { PostEvents } from './post-events';

const LANE = 11;
const OCCURRED_AT = new Date('2026-03-01T08:00:00Z');
const PACK = 'cn-wallet-theft-guarantee@0.1.0';
const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');
const reserveOf = (amountMinor: bigint): AccountingEvent => ({
  code: 'E05',
  money: cny(amountMinor),
});

describe('CorrectJournal', () => {
  let libs: TestLibs;
  const actor = anActor('operator');

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
  });
  afterAll(async () => {
    await libs.stop();
  });

  /** A reserve of 3.00 that was booked for a claim, and should have been another. */
  const aReserve = async (): Promise<{ claimId: string; journalId: string }> => {
    const claimId = newId('clm', LANE);
    const context = { lane: LANE, claimId, actor: 'usr_1', occurredAt: OCCURRED_AT, pack: PACK };
    const [posted] = await libs.inTransaction((tx) =>
      libs.get(PostEvents).run(tx, [reserveOf(300n)], { ...context, causeId: claimId }),
    );
    return { claimId, journalId: posted!.id };
  };
  const correct = (
    journalId: string,
    wish: Partial<JournalCorrection> = {},
  ): Promise<CorrectedJournal> =>
    libs.inTransaction((tx) =>
      libs.get(CorrectJournal).run(tx, { actor, journalId, reason: ' Misread amount ', ...wish }),
    );
  const bookings = async (claimId: string): Promise<string[]> => {
    const found = await libs.get(LedgerQueries).journalsOfClaim(libs.unitOfWork.reads, claimId);
    return found.flatMap(({ journal, transfers }) =>
      transfers.map(
        (line) =>
          `${journal.kind} ${line.debitAccount}/${line.creditAccount} ${line.amountMinor} ${line.dimensions.pack ?? ''}`,
      ),
    );
  };
  const instead = { events: [reserveOf(330n)], pack: PACK };

  it('reverses what was wrong and books what is right, at the time of the fact', async () => {
    const { claimId, journalId } = await aReserve();
    const { reversalId, insteadIds } = await correct(journalId, { instead });
    expect(await bookings(claimId)).toEqual([
      `E05 5010/2010 300 ${PACK}`,
      `E36 2010/5010 300 ${PACK}`,
      `E05 5010/2010 330 ${PACK}`,
    ]);
    const ledger = libs.get(LedgerQueries);
    const { reads } = libs.unitOfWork;
    expect((await ledger.journal(reads, reversalId))!.journal).toMatchObject({
      reversesId: journalId,
      occurredAt: OCCURRED_AT,
      actor: actor.id,
      memo: 'E05 reversed: Misread amount',
    });
    expect((await ledger.journal(reads, insteadIds[0]!))!.journal).toMatchObject({
      occurredAt: OCCURRED_AT,
      idempotencyKey: `${journalId}/E05`,
      memo: `Case reserve set, instead of ${journalId}: Misread amount`,
    });
  });

  it('books nothing instead of what should not have been booked at all', async () => {
    const { claimId, journalId } = await aReserve();
    expect(await correct(journalId)).toMatchObject({ insteadIds: [] });
    expect(await bookings(claimId)).toHaveLength(2);
  });

  it('changes nothing the second time, and writes it down once', async () => {
    const { claimId, journalId } = await aReserve();
    const corrected = await correct(journalId, { instead });
    expect(await correct(journalId, { instead })).toEqual(corrected);
    expect(await bookings(claimId)).toHaveLength(3);
    const records = await libs.get(AuditTrail).of(libs.unitOfWork.reads, LANE, claimId);
    expect(records).toMatchObject([
      {
        action: 'journal.corrected',
        actorId: actor.id,
        reason: 'Misread amount',
        facts: { journalId, ...corrected },
      },
    ]);
  });

  it('refuses to correct a journal in another way than it was, and names the reversal', async () => {
    const { journalId } = await aReserve();
    const { reversalId } = await correct(journalId);
    await expect(correct(journalId, { reason: 'Second thoughts' })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'ledger.reversed_already',
      details: { reversalId },
    });
  });

  it('lets one of two corrections win that come at once', async () => {
    const { claimId, journalId } = await aReserve();
    const reasons = ['One', 'Other', 'Third', 'Fourth'];
    const ends = await Promise.allSettled(reasons.map((reason) => correct(journalId, { reason })));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await bookings(claimId)).toHaveLength(2);
  });

  it('counts in the open period when the one of the mistake is closed', async () => {
    const { journalId } = await aReserve();
    const closedUntil = new Date('2026-04-01T00:00:00Z');
    await libs.inTransaction((tx) =>
      libs
        .get(ClosePeriod)
        .run(tx, { closedUntil, actor: 'usr_1', reason: 'month end' }, libs.clock.now()),
    );
    const { reversalId, insteadIds } = await correct(journalId, { instead });
    for (const id of [reversalId, ...insteadIds]) {
      const found = await libs.get(LedgerQueries).journal(libs.unitOfWork.reads, id);
      expect(found!.journal).toMatchObject({ occurredAt: OCCURRED_AT, effectiveAt: closedUntil });
    }
  });

  it.each([
    ['there is not', newId('jnl', HOUSE_LANE), 'ledger.journal_unknown'],
    ['nobody could have posted', 'jnl_1', 'ledger.journal_unknown'],
  ])('refuses a journal that %s', async (_what, journalId, code) => {
    await expect(correct(journalId)).rejects.toMatchObject({ kind: 'not_found', code });
  });

  it('refuses to correct without saying why', async () => {
    const { claimId, journalId } = await aReserve();
    await expect(correct(journalId, { reason: ' ' })).rejects.toMatchObject({
      code: 'accounting.reason_missing',
    });
    expect(await bookings(claimId)).toHaveLength(1);
  });
});
