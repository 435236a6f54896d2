import { setTimeout as sleep } from 'node:timers/promises';

import fc from 'fast-check';

import { newId } from '@app/kernel';
import type { TurnoverWish } from '@app/ledger';
import { Money } from '@app/money';

import { ReportQueries } from '../../reports/src/reports.queries';
import { TestLibs, anActor } from '../../../test/support/test-libs';
import { AccountingModule } from './accounting.module';
import type { AccountingEvent } from './domain/accounting-event';
import { FundReportQueries } from './fund-report.queries';
import type { FundReport } from './fund-report.queries';
import { FundGuarantee } from './operations/fund-guarantee';
import { PostEvents } from './operations/post-events';

const cny = (amountMinor: bigint): Money => Money.of(amountMinor, 'CNY');
const DAY_MS = 86_400_000;

describe('FundReportQueries', () => {
  let libs: TestLibs;
  const actor = anActor('operator');

  beforeEach(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule], providers: [ReportQueries] });
  });
  afterEach(async () => {
    await libs.stop();
  });

  const book = async (events: readonly AccountingEvent[], daysAgo = 0): Promise<void> => {
    const occurredAt = new Date(libs.clock.now().getTime() - daysAgo * DAY_MS);
    await libs.inTransaction((tx) =>
      libs.get(PostEvents).run(tx, events, {
        ...{ lane: 9, claimId: newId('clm', 9), actor: 'system', causeId: newId('dec', 9) },
        ...{ occurredAt, pack: 'a-pack', fund: 'guarantee' },
      }),
    );
  };
  const report = (wish: TurnoverWish = {}): Promise<FundReport> =>
    libs.get(FundReportQueries).report(libs.unitOfWork.reads, 'CNY', wish);
  const contribute = async (amountMinor: bigint): Promise<void> => {
    const contribution = { actor, money: cny(amountMinor), toRail: null };
    await libs.inTransaction((tx) => libs.get(FundGuarantee).run(tx, contribution));
  };

  /** Reserved 300, of which 200 awarded, 150 sent and 120 settled; 20 of it came back. */
  const aLife = (rail: string): AccountingEvent[] => [
    { code: 'E05', money: cny(300n) },
    { code: 'E09', money: cny(200n) },
    { code: 'E15', rail, money: cny(150n) },
    { code: 'E16', rail, money: cny(120n) },
    { code: 'E19', rail, money: cny(20n) },
  ];
  /** Operating cash on the rails; before anybody contributes, so that no lane lacks anything. */
  const topUp = (rail: string, amountMinor: bigint): Promise<void> =>
    book([{ code: 'E22', source: 'operating_cash', rail, money: cny(amountMinor) }]);

  it('tells what there is, on which rail, and what is owed', async () => {
    await topUp('bank', 50n);
    await topUp('wallet', 400n);
    await book(aLife('wallet'));
    await book([{ code: 'E03', money: cny(40n) }]);
    await contribute(1_000n);
    const { figures, rails, floorMinor } = await report();
    expect(figures).toEqual({
      ...{ fundMinor: 1_000n, onRailsMinor: 350n },
      ...{ reservedMinor: 100n, unreportedMinor: 40n, payableMinor: 50n },
      ...{ inTransitMinor: 30n, heldMinor: 20n, advanceMinor: 0n },
      coverageBp: (1_350n * 10_000n) / 240n,
    });
    expect(rails).toEqual([
      { rail: 'bank', balanceMinor: 50n },
      { rail: 'wallet', balanceMinor: 300n },
    ]);
    expect(floorMinor).toBe(0n);
  });

  it.each(['booked', 'effective'] as const)(
    'ties to the trial balance of the same moment, by what was %s',
    async (basis) => {
      await topUp('wallet', 400n);
      await contribute(1_000n);
      await sleep(5);
      const asOf = libs.clock.now();
      await sleep(5);
      await book([{ code: 'E05', money: cny(7_000n) }]);
      await topUp('bank', 60n);
      const wish = { asOf, basis };
      const { figures, rails } = await report(wish);
      const balances = await libs.get(ReportQueries).trialBalance(libs.unitOfWork.reads, wish);
      const onAccount = (code: string): bigint =>
        balances
          .find(({ currency }) => currency === 'CNY')
          ?.accounts.find((account) => account.code === code)?.balanceMinor ?? 0n;
      expect(figures).toMatchObject({
        ...{ fundMinor: onAccount('1020'), onRailsMinor: onAccount('1030') },
        ...{ reservedMinor: onAccount('2010'), unreportedMinor: onAccount('2020') },
        ...{ payableMinor: onAccount('2030'), inTransitMinor: onAccount('2040') },
        heldMinor: onAccount('2050'),
      });
      expect([figures.fundMinor, figures.reservedMinor]).toEqual([1_000n, 0n]);
      expect(rails).toEqual([{ rail: 'wallet', balanceMinor: onAccount('1030') }]);
      expect((await report()).figures.reservedMinor).toBe(7_000n);
    },
  );

  it('ties to the trial balance at every moment of a random course of events', async () => {
    await topUp('wallet', 1_000_000n);
    const some = fc.bigInt(1n, 500n).map(cny);
    const kinds: ((money: Money) => AccountingEvent[])[] = [
      (money) => [{ code: 'E02', variant: 'billed', money }],
      (money) => [{ code: 'E03', money }],
      (money) => [{ code: 'E05', money }],
      (money) => [
        { code: 'E05', money },
        { code: 'E09', money },
        { code: 'E15', rail: 'wallet', money },
      ],
      (money) => [{ code: 'E19', rail: 'wallet', money }],
      (money) => [{ code: 'E22', source: 'operating_cash', rail: 'bank', money }],
      (money) => [{ code: 'E01', money }],
    ];
    const [steps] = fc.sample(
      fc.array(fc.tuple(fc.constantFrom(...kinds), some), { minLength: 12, maxLength: 12 }),
      { numRuns: 1, seed: 7 },
    );
    const moments: Date[] = [];
    for (const [events, money] of steps!) {
      await book(events(money));
      await sleep(3);
      moments.push(libs.clock.now());
      await sleep(3);
    }
    for (const asOf of moments) {
      const { figures, rails } = await report({ asOf });
      const [balances] = await libs
        .get(ReportQueries)
        .trialBalance(libs.unitOfWork.reads, { asOf });
      const on = (code: string): bigint =>
        balances!.accounts.find((account) => account.code === code)?.balanceMinor ?? 0n;
      expect(figures).toEqual({
        coverageBp: figures.coverageBp,
        ...{ fundMinor: on('1020'), onRailsMinor: on('1030'), reservedMinor: on('2010') },
        ...{ unreportedMinor: on('2020'), payableMinor: on('2030'), inTransitMinor: on('2040') },
        ...{ heldMinor: on('2050'), advanceMinor: on('2080') },
      });
      const onRails = rails.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0n);
      expect(onRails).toBe(on('1030'));
    }
  });

  it('averages what settled less what came back over a month and a quarter', async () => {
    await topUp('wallet', 1_000n);
    await book(aLife('wallet'), 10);
    await book(aLife('wallet'), 60);
    await book(aLife('wallet'), 120);
    // A fee and a payout that failed are no payouts.
    await book([{ code: 'E21', rail: 'wallet', money: cny(100n) }]);
    await book([{ code: 'E17', rail: 'wallet', money: cny(30n) }]);
    const asOf = libs.clock.now();
    const { figures, runways } = await report({ asOf, basis: 'effective' });
    expect(figures.onRailsMinor).toBe(600n);
    expect(runways).toEqual([
      { windowDays: 30, netPaidMinor: 100n, runwayDays: 180n },
      { windowDays: 90, netPaidMinor: 200n, runwayDays: 270n },
    ]);
  });

  it('counts what was credited before a decision, to a bank or out of the fund, less what came back', async () => {
    await topUp('bank', 1_000n);
    await book([{ code: 'E11', into: 'bank', rail: 'bank', money: cny(40n) }]);
    await book([{ code: 'E11', into: 'wallet', source: 'fund', money: cny(30n) }]);
    await book([{ code: 'E13', source: 'fund', money: cny(10n) }]);
    // What the house backs with its own cash is no money of the fund.
    await book([{ code: 'E11', into: 'wallet', source: 'operating_cash', money: cny(500n) }]);
    const { runways } = await report();
    expect(runways.map(({ netPaidMinor }) => netPaidMinor)).toEqual([60n, 60n]);
    const paid = await libs
      .get(FundReportQueries)
      .paidMinor(libs.unitOfWork.reads, 'CNY', libs.clock.now());
    expect(paid).toEqual([60n, 60n]);
  });

  it('has no end of the runway while nothing is paid', async () => {
    await contribute(1_000n);
    expect((await report()).runways.map(({ runwayDays }) => runwayDays)).toEqual([null, null]);
  });

  it('watches over the currencies that somebody has contributed in', async () => {
    const coverage = () => libs.get(FundReportQueries).coverage(libs.unitOfWork.reads);
    await book([{ code: 'E05', money: cny(2_000n) }]);
    expect(await coverage()).toEqual([]);
    await contribute(1_000n);
    expect(await coverage()).toMatchObject([
      { currency: 'CNY', isCovered: false, figures: { coverageBp: 5_000n }, isBelowFloor: false },
    ]);
    await contribute(1_000n);
    expect(await coverage()).toMatchObject([{ isCovered: true }]);
  });

  it('keeps currencies apart, also where another one has rails', async () => {
    await topUp('wallet', 400n);
    const usd = await libs.get(FundReportQueries).report(libs.unitOfWork.reads, 'USD');
    expect(usd).toMatchObject({ figures: { onRailsMinor: 0n, coverageBp: null }, rails: [] });
  });
});
