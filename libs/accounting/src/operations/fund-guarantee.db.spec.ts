import { Not } from 'typeorm';

import { AuditTrail } from '@app/audit';
import { HOUSE_LANE, newId } from '@app/kernel';
import { AccountQueries, LedgerGuardEntity, LedgerQueries } from '@app/ledger';
import { Money } from '@app/money';

import { TestLibs, anActor } from '../../../../test/support/test-libs';
import { AccountingModule } from '../accounting.module';
import { FundGuarantee } from './fund-guarantee';
import type { Contribution } from './fund-guarantee';
import { PostEvents } from './post-events';

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
    const turnover = await libs.get(AccountQueries).turnover(libs.unitOfWork.reads);
    return Object.fromEntries(
      turnover.map(({ code, debitMinor, creditMinor }) => [code, debitMinor - creditMinor]),
    );
  };

  it('books a contribution into the restricted fund', async () => {
    const { journalIds } = await contribute({ money: cny(1_000n), toRail: null });
    expect(journalIds).toHaveLength(1);
    expect(await balances()).toEqual({ '1020': 1_000n, '3010': -1_000n });
  });

  it('books what goes on to a rail, and which rail and fund it is', async () => {
    const toRail = { rail: 'simulated', money: cny(400n) };
    const { journalIds } = await contribute({ money: cny(1_000n), toRail });
    expect(await balances()).toEqual({ '1020': 600n, '1030': 400n, '3010': -1_000n });
    const [topUp, paidIn] = await libs.get(LedgerQueries).newestJournals(libs.unitOfWork.reads, 10);
    expect([paidIn!.journal.id, topUp!.journal.id]).toEqual(journalIds);
    expect(topUp!.transfers[0]!.dimensions).toEqual({
      fund: 'guarantee',
      rail: 'simulated',
    });
    expect(paidIn!.transfers[0]!.dimensions).toEqual({ fund: 'guarantee' });
    expect(topUp!.journal).toMatchObject({ lane: HOUSE_LANE, claimId: null, actor: actor.id });
  });

  it('books two contributions of the same amount as two', async () => {
    await contribute({ money: cny(1_000n), toRail: null });
    await contribute({ money: cny(1_000n), toRail: null });
    expect(await balances()).toMatchObject({ '1020': 2_000n });
  });

  /** What the lanes have that have something. */
  const allotments = async (guard: string, currency = 'CNY'): Promise<[number, bigint][]> => {
    const held = { guard, currency, availableMinor: Not(0n) };
    const rows = await libs.unitOfWork.reads.findBy(LedgerGuardEntity, held);
    return rows.map(({ lane, availableMinor }) => [lane, availableMinor]);
  };

  it('guards fund and rails from the first contribution on, in its currency', async () => {
    const toRail = { rail: 'simulated', money: cny(400n) };
    expect(await allotments('fund')).toEqual([]);
    await contribute({ money: cny(1_000n), toRail });
    expect(await allotments('fund')).toEqual([[HOUSE_LANE, 600n]]);
    expect(await allotments('rail')).toEqual([[HOUSE_LANE, 400n]]);
    expect(await allotments('fund', 'USD')).toEqual([]);
    await contribute({ money: cny(1_000n), toRail });
    expect(await allotments('fund')).toEqual([[HOUSE_LANE, 1_200n]]);
    expect(await allotments('rail')).toEqual([[HOUSE_LANE, 800n]]);
  });

  it('lets nothing take more out of the fund than is in it', async () => {
    await contribute({ money: cny(1_000n), toRail: null });
    const topUp = (amountMinor: bigint): Promise<unknown> =>
      libs.inTransaction((tx) =>
        libs
          .get(PostEvents)
          .run(tx, [{ code: 'E22', source: 'fund', rail: 'simulated', money: cny(amountMinor) }], {
            ...{ lane: HOUSE_LANE, claimId: null, actor: 'system', fund: 'guarantee' },
            ...{ occurredAt: libs.clock.now(), causeId: newId('fnd', HOUSE_LANE) },
          }),
      );
    await expect(topUp(1_001n)).rejects.toMatchObject({ constraint: 'ledger_guards_floor' });
    await topUp(1_000n);
    await expect(topUp(1n)).rejects.toMatchObject({ constraint: 'ledger_guards_floor' });
    expect(await balances()).toMatchObject({ '1020': 0n, '1030': 1_000n });
  });

  it('takes a contribution also where more was paid out than came in', async () => {
    const payout = { rail: 'simulated', money: cny(100n) };
    await libs.inTransaction((tx) =>
      libs.get(PostEvents).run(tx, [{ code: 'E15', ...payout }], {
        ...{ lane: 9, claimId: newId('clm', 9), actor: 'system', causeId: newId('pyo', 9) },
        occurredAt: libs.clock.now(),
      }),
    );
    const toRail = { rail: 'simulated', money: cny(60n) };
    await contribute({ money: cny(60n), toRail });
    expect(await allotments('rail')).toEqual([]);
    await contribute({ money: cny(60n), toRail });
    expect(await allotments('rail')).toEqual([]);
    await contribute({ money: cny(60n), toRail });
    expect(await allotments('rail')).toEqual([[HOUSE_LANE, 80n]]);
  });

  it('books both of two first contributions that come at once', async () => {
    const toRail = { rail: 'simulated', money: cny(400n) };
    await Promise.all(Array.from({ length: 6 }, () => contribute({ money: cny(1_000n), toRail })));
    expect(await allotments('fund')).toEqual([[HOUSE_LANE, 3_600n]]);
    expect(await allotments('rail')).toEqual([[HOUSE_LANE, 2_400n]]);
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
