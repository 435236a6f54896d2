import { AccountingModule, FundGuarantee, PostEvents } from '@app/accounting';
import { HOUSE_LANE, newId } from '@app/kernel';
import { Money } from '@app/money';

import { FundDesk, RAIL } from '../../../../test/support/fund-desk';
import { TestLibs, anActor } from '../../../../test/support/test-libs';
import { coverageFindings } from './coverage-findings';
import type { Finding } from './finding';

const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');

describe('coverageFindings', () => {
  let libs: TestLibs;

  beforeEach(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
  });
  afterEach(async () => {
    await libs.stop();
  });

  const found = (): Promise<Finding[]> => coverageFindings(libs.unitOfWork.reads, { demo: false });
  const contribute = (amountMinor: bigint): Promise<unknown> =>
    libs.inTransaction((tx) =>
      libs.get(FundGuarantee).run(tx, {
        ...{ actor: anActor('operator'), money: cny(amountMinor), toRail: null },
      }),
    );
  const reserve = (amountMinor: bigint): Promise<unknown> =>
    libs.inTransaction((tx) =>
      libs.get(PostEvents).run(tx, [{ code: 'E05', money: cny(amountMinor) }], {
        ...{ lane: 9, claimId: newId('clm', 9), actor: 'system', causeId: newId('dec', 9) },
        ...{ occurredAt: libs.clock.now(), pack: 'a-pack' },
      }),
    );

  it('say nothing of a currency in which nobody has contributed', async () => {
    await reserve(3_000n);
    expect(await found()).toEqual([]);
  });

  it('find a promise that is not covered, until somebody contributes', async () => {
    await contribute(1_000n);
    expect(await found()).toEqual([
      { isGood: true, text: 'Fund CNY: nothing is owed or expected' },
    ]);
    await reserve(3_000n);
    const [short] = await found();
    expect(short).toMatchObject({ isGood: false });
    expect(short?.text).toContain('33.33 %');
    expect(short?.text).toContain('POST /v1/funds/contributions');
    await contribute(2_000n);
    expect(await found()).toEqual([
      { isGood: true, text: 'Fund CNY: 100.00 % of what is owed or expected is there' },
    ]);
  });

  it('find a fund below its floor', async () => {
    await contribute(1_000n);
    const owner = await libs.connectAs(null);
    await owner.query('SET session_replication_role = replica');
    await owner.query(
      `INSERT INTO limit_values (name, version, value, set_at, change_id)
       VALUES ('fundFloorMinor', 1, 1001, now(), $1)`,
      [newId('chg', HOUSE_LANE)],
    );
    expect(await found()).toMatchObject([
      { isGood: true },
      { isGood: false, text: expect.stringContaining('below the floor of 1001') as string },
    ]);
  });
});

describe('coverageFindings, once somebody has looked', () => {
  let desk: FundDesk;
  beforeEach(async () => {
    desk = await FundDesk.start();
  });
  afterEach(() => desk.stop());

  const texts = async (): Promise<string[]> =>
    (await coverageFindings(desk.reads, { demo: false }))
      .filter(({ isGood }) => !isGood)
      .map(({ text }) => text);

  it('find what the floor keeps from a rail', async () => {
    await desk.contribute(1_000n);
    await desk.limit('fundFloorMinor', 950);
    await desk.rule(100, 400);
    await desk.fill();
    await desk.watch();
    expect(await texts()).toEqual([
      expect.stringContaining('its floor of 950 keeps what rails with a rule lack') as string,
    ]);
  });

  it('find money that does not last as long as it shall', async () => {
    await desk.contribute(1_000n);
    await desk.rule(0, 700);
    await desk.fill(700n);
    await desk.book([
      { code: 'E05', money: cny(700n) },
      { code: 'E09', money: cny(700n) },
      { code: 'E15', money: cny(700n), rail: RAIL.rail },
      { code: 'E16', money: cny(700n), rail: RAIL.rail },
    ]);
    await desk.watch();
    expect(await texts()).toEqual([expect.stringContaining('lasts for 12 days') as string]);
  });
});
