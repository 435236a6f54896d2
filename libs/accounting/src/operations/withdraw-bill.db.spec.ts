import { endOf } from '../../../../test/support/duels';
import { FundDesk } from '../../../../test/support/fund-desk';
import { earnContributionJob } from '../accounting.jobs';
import { BilledContributionEntity } from '../persistence/billed-contribution.entity';

const money = { currency: 'CNY', amountMinor: '1000' };
const BILL = { kind: 'contribution.bill', payer: 'run-11', money, months: 3 } as const;
const MONTH_MS = 31 * 86_400_000;

describe('a bill that is never paid', () => {
  let desk: FundDesk;
  beforeEach(async () => {
    desk = await FundDesk.start();
  });
  afterEach(() => desk.stop());

  const due = (): Promise<Record<string, string>[]> =>
    earnContributionJob.findDue(desk.reads, desk.libs.clock.now(), 10);
  /** The change by which it was billed, from this month on, and the bill. */
  const bill = async (): Promise<{ billedBy: string; id: string }> => {
    const fromMonth = desk.libs.clock.now().toISOString().slice(0, 7);
    const billedBy = await desk.inForce({ ...BILL, fromMonth });
    const { id } = await desk.reads.findOneByOrFail(BilledContributionEntity, {
      changeId: billedBy,
    });
    return { billedBy, id };
  };
  const withdraw = (billedBy: string): Promise<string> =>
    desk.inForce({ kind: 'contribution.unbill', billedBy });

  it('is taken off the books by two people, with what its months have earned', async () => {
    const { billedBy, id } = await bill();
    desk.libs.clock.moveOn(MONTH_MS);
    await desk.earn(id);
    expect(await desk.balances()).toMatchObject({ '1010': 1_000n, '4010': -333n });
    const changeId = await withdraw(billedBy);
    expect(await desk.controls.statusOf(changeId)).toBe('in_force');
    expect(await desk.balances()).toEqual({ '1010': 0n, '2080': 0n, '4010': 0n });
  });

  it('earns nothing more, and nobody looks at it any more', async () => {
    const { billedBy, id } = await bill();
    await withdraw(billedBy);
    desk.libs.clock.moveOn(4 * MONTH_MS);
    expect(await due()).toEqual([]);
    await desk.earn(id);
    expect(await desk.balances()).toEqual({ '1010': 0n, '2080': 0n });
  });

  it('waits a day, so that others can object', async () => {
    const { billedBy } = await bill();
    const content = { kind: 'contribution.unbill', billedBy } as const;
    const id = await desk.controls.propose(desk.operator, content);
    await desk.controls.judge(desk.approver, id);
    expect(await desk.balances()).toMatchObject({ '1010': 1_000n });
    await desk.controls.comeIntoForce(id);
    expect(await desk.balances()).toMatchObject({ '1010': 0n });
  });

  it('is withdrawn once, and only where something was billed', async () => {
    const { billedBy } = await bill();
    const propose = (by: string): Promise<string> =>
      endOf(desk.controls.propose(desk.operator, { kind: 'contribution.unbill', billedBy: by }));
    expect(await propose('chg_none')).toBe('fund.bill_unknown');
    const twice = { kind: 'contribution.unbill', billedBy } as const;
    const ids = [
      await desk.controls.propose(desk.operator, twice),
      await desk.controls.propose(desk.operator, twice),
    ];
    for (const id of ids) await desk.controls.judge(desk.approver, id);
    for (const id of ids) await desk.controls.comeIntoForce(id);
    const statuses = await Promise.all(ids.map((id) => desk.controls.statusOf(id)));
    expect(statuses.sort()).toEqual(['failed', 'in_force']);
    expect(await propose(billedBy)).toBe('fund.bill_withdrawn');
    expect(await desk.balances()).toEqual({ '1010': 0n, '2080': 0n });
  });

  it('is refused by the database without the two people', async () => {
    const { id } = await bill();
    const app = await desk.libs.connectAs('ganpei_app');
    const insert = `INSERT INTO withdrawn_contributions VALUES ('${id}', $1, now())`;
    expect(await desk.controls.attempt(app, insert, ['chg_none'])).toBe(
      'withdrawn_contributions_approved',
    );
  });
});
