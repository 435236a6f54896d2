import { AuditTrail } from '@app/audit';
import { HOUSE_LANE } from '@app/kernel';
import { LedgerQueries } from '@app/ledger';
import { Money } from '@app/money';

import { TestLibs, anActor } from '../../../../test/support/test-libs';
import { AccountingModule } from '../accounting.module';
import { FundGuarantee } from './fund-guarantee';
import type { Contribution } from './fund-guarantee';

const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');

describe('FundGuarantee', () => {
  let libs: TestLibs;
  const actor = anActor('operator');

  beforeEach(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
  });
  afterEach(async () => {
    await libs.stop();
  });

  const contribute = async (
    contribution: Omit<Contribution, 'actor'>,
  ): Promise<{ id: string; journalIds: string[] }> =>
    libs.inTransaction((tx) => libs.get(FundGuarantee).run(tx, { actor, ...contribution }));

  const balances = async (): Promise<Record<string, bigint>> => {
    const turnover = await libs.get(LedgerQueries).turnover(libs.unitOfWork.reads);
    return Object.fromEntries(
      turnover.map(({ code, debitMinor, creditMinor }) => [code, debitMinor - creditMinor]),
    );
  };

  it('books a contribution into the restricted fund', async () => {
    const { journalIds } = await contribute({ money: cny(1_000n), toRail: null });
    expect(journalIds).toHaveLength(1);
    expect(await balances()).toEqual({ '1020': 1_000n, '3010': -1_000n });
  });

  it('books what goes on to a rail, and which rail it is', async () => {
    const toRail = { rail: 'simulated', money: cny(400n) };
    const { journalIds } = await contribute({ money: cny(1_000n), toRail });
    expect(await balances()).toEqual({ '1020': 600n, '1030': 400n, '3010': -1_000n });
    const [topUp, paidIn] = await libs.get(LedgerQueries).newestJournals(libs.unitOfWork.reads, 10);
    expect([paidIn!.journal.id, topUp!.journal.id]).toEqual(journalIds);
    expect(topUp!.transfers[0]!.dimensions).toEqual({ rail: 'simulated' });
    expect(topUp!.journal).toMatchObject({ lane: HOUSE_LANE, claimId: null, actor: actor.id });
  });

  it('books two contributions of the same amount as two', async () => {
    await contribute({ money: cny(1_000n), toRail: null });
    await contribute({ money: cny(1_000n), toRail: null });
    expect(await balances()).toMatchObject({ '1020': 2_000n });
  });

  it('writes down who contributed what', async () => {
    const toRail = { rail: 'simulated', money: cny(400n) };
    const { id } = await contribute({ money: cny(1_000n), toRail });
    const records = await libs.get(AuditTrail).of(libs.unitOfWork.reads, HOUSE_LANE, id);
    expect(records).toMatchObject([
      {
        action: 'fund.contributed',
        actorId: actor.id,
        actorRole: 'operator',
        facts: { money: cny(1_000n).toJson(), toRail: cny(400n).toJson() },
      },
    ]);
  });
});
