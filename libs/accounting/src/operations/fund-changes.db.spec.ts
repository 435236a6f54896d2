import { FundDesk } from '../../../../test/support/fund-desk';
import { earnContributionJob } from '../accounting.jobs';
import { BilledContributionEntity } from '../persistence/billed-contribution.entity';
import { EarnedContributionEntity } from '../persistence/earned-contribution.entity';

const money = { currency: 'CNY', amountMinor: '1000' };
const BILL = { kind: 'contribution.bill', payer: 'run-11', money, months: 3 } as const;
const ESTIMATE = { money, lossMonth: '2026-11' };

/** The month of a time, so many months from it. */
function monthOf(time: Date, months: number): string {
  const first = Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + months, 1);
  return new Date(first).toISOString().slice(0, 7);
}

describe('what merchants are billed', () => {
  let desk: FundDesk;
  beforeEach(async () => {
    desk = await FundDesk.start();
  });
  afterEach(() => desk.stop());

  const due = (): Promise<Record<string, string>[]> =>
    earnContributionJob.findDue(desk.reads, desk.libs.clock.now(), 10);
  const bill = async (monthsAgo: number): Promise<BilledContributionEntity> => {
    const fromMonth = monthOf(desk.libs.clock.now(), -monthsAgo);
    await desk.inForce({ ...BILL, fromMonth });
    const [billed] = await desk.reads.find(BilledContributionEntity);
    return billed!;
  };
  const earned = async (): Promise<[string, bigint][]> => {
    const rows = await desk.reads.find(EarnedContributionEntity, { order: { month: 'ASC' } });
    return rows.map(({ month, amountMinor }) => [month, amountMinor]);
  };

  it('is received in advance, and earned month by month, each of them once', async () => {
    const { id, fromMonth } = await bill(0);
    expect(await desk.balances()).toMatchObject({ '1010': 1_000n, '2080': -1_000n });
    desk.libs.clock.moveOn(65 * 86_400_000);
    const over = (await due()).length;
    expect(over).toBe(1);
    await Promise.all([desk.earn(id), desk.earn(id), desk.earn(id)]);
    await desk.earn(id);
    expect(await due()).toEqual([]);
    const parts = await earned();
    expect(parts.length).toBeGreaterThanOrEqual(2);
    expect(parts[0]).toEqual([fromMonth, 333n]);
    desk.libs.clock.moveOn(60 * 86_400_000);
    await desk.earn(id);
    expect((await earned()).map(([, minor]) => minor)).toEqual([333n, 333n, 334n]);
    expect(await due()).toEqual([]);
    expect(await desk.balances()).toMatchObject({ '2080': 0n, '4010': -1_000n });
  });

  it('is earned at once for months that are over already, by the end of each', async () => {
    const { id, fromMonth } = await bill(2);
    expect(await due()).toEqual([{ billedId: id }]);
    await desk.earn(id);
    const parts = await earned();
    expect(parts.slice(0, 2).map(([month]) => month)).toContain(fromMonth);
    const rows = await desk.reads.query<{ at: Date }[]>(
      `SELECT occurred_at AS at FROM ledger_journals WHERE idempotency_key = $1`,
      [`${id}/${fromMonth}/E02/earned`],
    );
    expect(rows[0]!.at.toISOString().slice(0, 10)).toBe(
      `${monthOf(new Date(`${fromMonth}-01T00:00:00Z`), 1)}-01`,
    );
  });

  it('is refused by the database without the two people', async () => {
    const app = await desk.libs.connectAs('ganpei_app');
    const insert = `INSERT INTO billed_contributions
        (id, change_id, payer, currency, amount_minor, from_month, months, billed_at)
      VALUES ('fnd_x', $1, 'run-11', 'CNY', 1000, '2026-11', 3, now())`;
    const id = await desk.controls.propose(desk.operator, { ...BILL, fromMonth: '2026-11' });
    for (const changeId of ['chg_none', id]) {
      expect(await desk.controls.attempt(app, insert, [changeId])).toBe(
        'billed_contributions_approved',
      );
    }
  });
});

describe('losses that nobody has reported', () => {
  let desk: FundDesk;
  beforeEach(async () => {
    desk = await FundDesk.start();
  });
  afterEach(() => desk.stop());

  it('are set aside at once when two people agree, and once', async () => {
    const id = await desk.controls.propose(desk.operator, { kind: 'estimate.raise', ...ESTIMATE });
    await desk.controls.judge(desk.approver, id);
    await desk.controls.apply(id);
    expect(await desk.controls.statusOf(id)).toBe('in_force');
    expect(await desk.balances()).toEqual({ '2020': -1_000n, '5020': 1_000n });
  });

  it('are released a day later, so that others can object', async () => {
    await desk.inForce({ kind: 'estimate.raise', ...ESTIMATE });
    const id = await desk.controls.propose(desk.operator, {
      ...{ kind: 'estimate.release', lossMonth: '2026-11' },
      money: { ...money, amountMinor: '400' },
    });
    await desk.controls.judge(desk.approver, id);
    expect(await desk.balances()).toMatchObject({ '2020': -1_000n });
    await desk.controls.comeIntoForce(id);
    expect(await desk.balances()).toMatchObject({ '2020': -600n, '5020': 600n });
  });

  it('are never released beyond what is set aside, also when both were agreed in one day', async () => {
    const release = { kind: 'estimate.release', ...ESTIMATE } as const;
    await expect(desk.controls.propose(desk.operator, release)).rejects.toMatchObject({
      code: 'fund.more_than_estimated',
    });
    await desk.inForce({ kind: 'estimate.raise', ...ESTIMATE });
    const ids = [
      await desk.controls.propose(desk.operator, release),
      await desk.controls.propose(desk.operator, release),
    ];
    for (const id of ids) await desk.controls.judge(desk.approver, id);
    for (const id of ids) await desk.controls.comeIntoForce(id);
    const statuses = await Promise.all(ids.map((id) => desk.controls.statusOf(id)));
    expect(statuses).toEqual(['in_force', 'failed']);
    expect(await desk.balances()).toMatchObject({ '2020': 0n });
  });
});
