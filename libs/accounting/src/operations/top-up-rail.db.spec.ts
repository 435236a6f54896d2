import { AuditTrail } from '@app/audit';
import { HOUSE_LANE, newId } from '@app/kernel';
import { AccountQueries } from '@app/ledger';
import { Money } from '@app/money';

import { TestLibs, anActor } from '../../../../test/support/test-libs';
import { AccountingModule } from '../accounting.module';
import type { CashSource } from '../domain/accounting-event';
import { FundGuarantee } from './fund-guarantee';
import { ReverseContribution } from './reverse-contribution';
import { TopUpRail } from './top-up-rail';

const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');

describe('TopUpRail', () => {
  let libs: TestLibs;
  const actor = anActor('operator');

  beforeEach(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
  });
  afterEach(async () => {
    await libs.stop();
  });

  const contribute = (amountMinor: bigint): Promise<unknown> =>
    libs.inTransaction((tx) =>
      libs.get(FundGuarantee).run(tx, { actor, money: cny(amountMinor), toRail: null }),
    );
  const topUp = (
    amountMinor: bigint,
    source: CashSource = 'fund',
  ): Promise<{ id: string; journalIds: string[] }> =>
    libs.inTransaction((tx) =>
      libs.get(TopUpRail).run(tx, {
        ...{ actor, rail: 'wallet', money: cny(amountMinor), source, changeId: null },
      }),
    );
  const balances = async (): Promise<Record<string, bigint>> => {
    const turnover = await libs.get(AccountQueries).turnover(libs.unitOfWork.reads);
    return Object.fromEntries(
      turnover.map(({ code, debitMinor, creditMinor }) => [code, debitMinor - creditMinor]),
    );
  };
  /** Sets the floor past the two people who would. */
  const setFloor = async (minor: bigint): Promise<void> => {
    const owner = await libs.connectAs(null);
    await owner.query('SET session_replication_role = replica');
    await owner.query(
      `INSERT INTO limit_values (name, version, value, set_at, change_id)
       VALUES ('fundFloorMinor', 1, $1, now(), $2)`,
      [minor.toString(), newId('chg', HOUSE_LANE)],
    );
  };

  it.each([
    ['fund', { '1020': 600n, '1030': 400n, '3010': -1_000n }],
    ['operating_cash', { '1010': -400n, '1020': 1_000n, '1030': 400n, '3010': -1_000n }],
  ] as const)('books what goes on to a rail from %s', async (source, expected) => {
    await contribute(1_000n);
    await topUp(400n, source);
    expect(await balances()).toEqual(expected);
  });

  it('takes no more out of the fund than is in it', async () => {
    await contribute(1_000n);
    await expect(topUp(1_001n)).rejects.toMatchObject({ constraint: 'ledger_guards_floor' });
    await topUp(1_000n);
    expect(await balances()).toMatchObject({ '1020': 0n, '1030': 1_000n });
  });

  it('leaves in the fund what two people have set, and takes the rest', async () => {
    await contribute(1_000n);
    await setFloor(300n);
    await expect(topUp(701n)).rejects.toMatchObject({
      code: 'fund.below_floor',
      details: { there: cny(1_000n).toJson(), floor: cny(300n).toJson() },
    });
    await topUp(700n);
    await topUp(500n, 'operating_cash');
    expect(await balances()).toMatchObject({ '1020': 300n, '1030': 1_200n });
  });

  it('keeps the floor when several come at once', async () => {
    await contribute(1_000n);
    await setFloor(300n);
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => topUp(200n)));
    const done = answers.filter(({ status }) => status === 'fulfilled');
    expect(done).toHaveLength(3);
    expect(await balances()).toMatchObject({ '1020': 400n, '1030': 600n });
  });

  it('is taken back as a contribution is, while the rail has it', async () => {
    await contribute(1_000n);
    const { id } = await topUp(400n);
    await libs.inTransaction((tx) =>
      libs.get(ReverseContribution).run(tx, { actor, id, reason: 'Never sent.' }),
    );
    expect(await balances()).toMatchObject({ '1020': 1_000n, '1030': 0n });
  });

  it('writes down who sent what from where', async () => {
    const { id } = await topUp(400n, 'operating_cash');
    const records = await libs.get(AuditTrail).of(libs.unitOfWork.reads, HOUSE_LANE, id);
    expect(records).toMatchObject([
      {
        ...{ action: 'fund.rail_topped_up', actorId: actor.id },
        facts: { rail: 'wallet', source: 'operating_cash', money: cny(400n).toJson() },
      },
    ]);
  });
});
