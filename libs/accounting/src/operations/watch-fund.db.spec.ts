import { FundDesk, RAIL, cny } from '../../../../test/support/fund-desk';
import { tendFundJob } from '../accounting.jobs';
import { FundReportQueries } from '../fund-report.queries';
import { FundNoticeEntity } from '../persistence/fund-notice.entity';

const DAY_MS = 86_400_000;

describe('WatchFund', () => {
  let desk: FundDesk;
  beforeEach(async () => {
    desk = await FundDesk.start();
  });
  afterEach(() => desk.stop());

  const alarms = async (): Promise<readonly string[]> => {
    const [watched] = await desk.libs.get(FundReportQueries).watched(desk.reads);
    return watched?.alarms ?? [];
  };

  it('raises an alarm once, and once more says that it is over', async () => {
    await desk.contribute(1_000n);
    await desk.limit('fundLowMinor', 1_001);
    await desk.watch();
    await desk.watch();
    expect(await desk.kinds()).toEqual(['fund.low']);
    expect(await alarms()).toEqual(['low']);
    expect((await desk.events())[0]!.facts).toEqual({
      ...{ fundMinor: '1000', floorMinor: '0', lowMinor: '1001', shortMinor: '0' },
    });
    await desk.contribute(1n);
    await desk.watch();
    await desk.watch();
    expect(await desk.kinds()).toEqual(['fund.low', 'fund.low_over']);
    expect(await alarms()).toEqual([]);
  });

  it('raises it once when several look at once', async () => {
    await desk.contribute(1_000n);
    await desk.book([{ code: 'E05', money: cny(1_001n) }]);
    await Promise.all(Array.from({ length: 4 }, () => desk.watch()));
    expect(await desk.kinds()).toEqual(['fund.uncovered']);
  });

  it('tells each operator, and nobody else', async () => {
    const other = await desk.controls.hired('operator');
    await desk.contribute(1_000n);
    await desk.book([{ code: 'E05', money: cny(1_001n) }]);
    await desk.watch();
    const told = await desk.reads.find(FundNoticeEntity);
    const ids = told.map(({ userId }) => userId).sort();
    expect(ids).toEqual([desk.operator.id, other.id].sort());
  });

  it('is low while the floor keeps what a rail lacks', async () => {
    await desk.contribute(1_000n);
    await desk.limit('fundFloorMinor', 950);
    await desk.rule(100, 400);
    await desk.fill();
    await desk.watch();
    expect(await desk.kinds()).toEqual(['fund.top_up_ordered', 'fund.low']);
    await desk.contribute(1_000n);
    await desk.fill();
    await desk.watch();
    expect((await desk.kinds()).slice(2)).toEqual(['fund.top_up_ordered', 'fund.low_over']);
  });

  it('sees how long the money lasts, counted anew each hour', async () => {
    await desk.contribute(1_000n);
    await desk.rule(100, 700);
    await desk.fill();
    await desk.book([
      { code: 'E05', money: cny(700n) },
      { code: 'E09', money: cny(700n) },
      { code: 'E15', money: cny(700n), rail: RAIL.rail },
      { code: 'E16', money: cny(700n), rail: RAIL.rail },
    ]);
    await desk.watch();
    // 300 at 700 a month: 12 days, and 14 are wanted.
    expect(await desk.kinds()).toEqual(['fund.top_up_ordered', 'fund.runway_short']);
    expect((await desk.events())[1]!.facts).toEqual({ runwayDays: '12', runwayDaysMin: '14' });
    desk.libs.clock.moveOn(31 * DAY_MS);
    await desk.watch();
    expect((await desk.kinds()).slice(2)).toEqual(['fund.runway_short_over']);
  });

  it('watches nothing where nobody has contributed', async () => {
    await desk.book([{ code: 'E05', money: cny(1_001n) }]);
    await desk.watch();
    expect(await desk.kinds()).toEqual([]);
    expect(await desk.libs.get(FundReportQueries).watched(desk.reads)).toEqual([]);
  });

  it('is due for a currency that nobody has looked at for a while', async () => {
    const due = () => tendFundJob.findDue(desk.reads, desk.libs.clock.now(), 10);
    expect(await due()).toEqual([]);
    await desk.contribute(1_000n);
    expect(await due()).toEqual([{ currency: 'CNY' }]);
    await desk.watch();
    expect(await due()).toEqual([]);
    desk.libs.clock.moveOn(16_000);
    expect(await due()).toEqual([{ currency: 'CNY' }]);
  });
});
