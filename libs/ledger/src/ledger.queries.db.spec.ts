import { AccountingModule } from '@app/accounting';
import { HOUSE_LANE, newId } from '@app/kernel';
import { Money } from '@app/money';

import { TestLibs } from '../../../test/support/test-libs';
import type { JournalDraft } from './domain/journal';
import { LedgerQueries } from './ledger.queries';
import type { JournalWithTransfers } from './ledger.queries';
import { PostJournals } from './operations/post-journals';

describe('LedgerQueries', () => {
  let libs: TestLibs;
  let ledger: LedgerQueries;
  const claimId = newId('clm', 9);

  const post = async (wish: Partial<JournalDraft>, amountMinor: bigint): Promise<string> => {
    const draft: JournalDraft = {
      lane: 9,
      kind: 'E05',
      claimId,
      occurredAt: new Date('2026-03-01T00:00:00Z'),
      actor: 'system',
      idempotencyKey: newId('dec', 9),
      memo: '',
      transfers: [{ debit: '5010', credit: '2010', money: Money.of(amountMinor, 'CNY') }],
      ...wish,
    };
    const [posted] = await libs.inTransaction((tx) => libs.get(PostJournals).run(tx, [draft]));
    return posted!.id;
  };
  const ids = (found: readonly JournalWithTransfers[]): string[] =>
    found.map(({ journal }) => journal.id);

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
    ledger = libs.get(LedgerQueries);
  });
  afterAll(async () => {
    await libs.stop();
  });

  it('lists the journals of a claim in the order of booking, each with its own lines', async () => {
    const first = await post({}, 1n);
    const second = await post({}, 2n);
    await post({ claimId: newId('clm', 9) }, 4n);
    const found = await ledger.journalsOfClaim(libs.unitOfWork.reads, claimId);
    expect(ids(found)).toEqual([first, second]);
    expect(found.map(({ transfers }) => transfers.map(({ amountMinor }) => amountMinor))).toEqual([
      [1n],
      [2n],
    ]);
    expect(await ledger.turnoverOfClaim(libs.unitOfWork.reads, claimId)).toEqual([
      { code: '2010', currency: 'CNY', debitMinor: 0n, creditMinor: 3n },
      { code: '5010', currency: 'CNY', debitMinor: 3n, creditMinor: 0n },
    ]);
  });

  it('lists the journals of all lanes, newest first, page by page', async () => {
    const older = await post({ lane: 3, claimId: null }, 1n);
    const newer = await post({ lane: HOUSE_LANE, claimId: null }, 1n);
    const newest = await post({ lane: 60, claimId: null }, 1n);
    const { reads } = libs.unitOfWork;
    const page = await ledger.newestJournals(reads, 2);
    expect(ids(page)).toEqual([newest, newer]);
    expect(page.map(({ transfers }) => transfers.length)).toEqual([1, 1]);
    expect(ids(await ledger.newestJournals(reads, 1, newer))).toEqual([older]);
  });
});
