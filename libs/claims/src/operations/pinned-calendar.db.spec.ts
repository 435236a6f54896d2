import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { CalendarVersionQueries, PackLibrary, calendarOf, readLibrary } from '@app/programs';

import { claimNow, reviewedCase } from '../../../../test/support/cases';
import { CLOCK_PACK_ID, offeringClockPack } from '../../../../test/support/clock-pack';
import { TestOperations } from '../../../../test/support/test-operations';
import { ClaimQueries } from '../claims.queries';
import { claimsOfEarlierDays } from '../clocks/clock-checks';
import { clockReport } from '../clocks/clock-report';
import type { ReportedClock } from '../clocks/clock-report';
import type { ClaimEntity } from '../persistence/claim.entity';
import { PauseClock } from './pause-clock';
import { ResumeClock } from './resume-clock';

describe('the days by which a claim was promised something', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start({ config: offeringClockPack() });
  });
  afterEach(() => startWith(null));
  afterAll(async () => {
    await ops.stop();
  });

  /** What the start of a process does with a table of days. */
  const startWith = (calendarsFile: string | null): void => {
    readLibrary({ packsDir: null, calendarsFile, offered: [] });
  };
  const versionOfToday = (): string => calendarOf('CN').version;
  const stoppedForAMoment = async ({ id: claimId }: ClaimEntity): Promise<ClaimEntity> => {
    const input = { claimId, clock: 'decide', reason: 'cmc_check', note: null };
    await ops.transaction((tx) => ops.get(PauseClock).run(tx, ops.staff.wang, input));
    return ops.transaction((tx) => ops.get(ResumeClock).run(tx, ops.staff.wang, input));
  };
  /** The day on which a claim falls due turns out to be a day off. */
  const takeOff = ({ clockDueAt }: ClaimEntity): void => {
    const date = calendarOf('CN').dateOf(clockDueAt!);
    const file = join(ops.libs.stateDir, 'calendars.json');
    const holidays = [{ date, name: 'A day off after all' }];
    writeFileSync(file, JSON.stringify({ calendars: { CN: { holidays } } }));
    startWith(file);
  };
  const decideOf = async (claim: ClaimEntity): Promise<ReportedClock> => {
    const facts = await ops.get(ClaimQueries).clockFacts(ops.reads, claim);
    const pack = await ops.get(PackLibrary).pinned(ops.reads, claim);
    return clockReport(pack, facts, [], ops.clock.now()).find(({ id }) => id === 'decide')!;
  };

  it('stay its days, whatever else moves its clocks', async () => {
    const claim = await reviewedCase(ops);
    const promised = versionOfToday();
    takeOff(claim);
    expect(versionOfToday()).not.toBe(promised);
    expect(await stoppedForAMoment(claim)).toMatchObject({ clockDueAt: claim.clockDueAt });
    const facts = await ops.get(ClaimQueries).clockFacts(ops.reads, claim);
    expect([...new Set(facts.map(({ calendar }) => calendar))]).toEqual([promised, null]);
  });

  it('are not those of a claim that begins later', async () => {
    const claim = await reviewedCase(ops);
    takeOff(claim);
    const later = await reviewedCase(ops);
    expect(later.clockDueAt!.getTime()).toBeGreaterThan(claim.clockDueAt!.getTime());
    expect(await decideOf(later)).toMatchObject({
      calendarVersion: versionOfToday(),
      dueTodayAt: null,
    });
  });

  it('are told beside those of today, on the claim and for the installation', async () => {
    const claim = await reviewedCase(ops);
    const promised = versionOfToday();
    expect(await decideOf(claim)).toMatchObject({ calendarVersion: promised, dueTodayAt: null });
    const earlierDays = async (): Promise<string[]> => {
      const found = await claimsOfEarlierDays(ops.reads, ops.get(PackLibrary));
      return found.map(({ pack, calendarVersion }) => `${pack.packId} ${calendarVersion}`);
    };
    expect(await earlierDays()).not.toContain(`${CLOCK_PACK_ID} ${promised}`);
    takeOff(claim);
    const decide = await decideOf(claim);
    expect(decide.calendarVersion).toBe(promised);
    expect(decide.dueTodayAt!.getTime()).toBeGreaterThan(decide.dueAt!.getTime());
    expect(await earlierDays()).toContain(`${CLOCK_PACK_ID} ${promised}`);
  });

  it('are those of today where nobody has kept them', async () => {
    const claim = await reviewedCase(ops);
    takeOff(claim);
    const today = await ops.get(CalendarVersionQueries).asOf(ops.reads, 'CN', 'CN of long ago');
    expect(today.version).toBe(versionOfToday());
    expect(await claimNow(ops, claim)).toMatchObject({ clockDueAt: claim.clockDueAt });
  });
});
