import { setTimeout as sleep } from 'node:timers/promises';

import { AccountingModule } from '@app/accounting';

import { aDraft } from '../../../../test/support/log-process';
import { TestLibs, newInstallation, removeInstallation } from '../../../../test/support/test-libs';
import type { Installation } from '../../../../test/support/test-libs';
import { LogQueries } from '../log.queries';
import { PostJournals } from '../operations/post-journals';
import { SealerModule } from './sealer.module';

describe('the sealer', () => {
  let installation: Installation;
  let libs: TestLibs;

  const start = async (): Promise<TestLibs> =>
    TestLibs.start({ installation, imports: [AccountingModule, SealerModule] });

  beforeEach(async () => {
    installation = await newInstallation();
    libs = await start();
  });
  afterEach(async () => {
    await libs.stop();
    await removeInstallation(installation);
  });

  const post = async (count: number): Promise<void> => {
    const drafts = Array.from({ length: count }, () => aDraft());
    await libs.inTransaction((tx) => libs.get(PostJournals).run(tx, drafts));
  };
  const size = async (): Promise<number> =>
    (await libs.get(LogQueries).latestCheckpoint(libs.unitOfWork.reads))?.size ?? 0;
  const untilSize = async (wanted: number): Promise<number> => {
    const startedAt = performance.now();
    while ((await size()) < wanted) {
      if (performance.now() - startedAt > 60_000) throw new Error(`Only ${String(await size())}.`);
      await sleep(20);
    }
    return performance.now() - startedAt;
  };

  it('seals what is posted, each second', async () => {
    await post(1);
    await untilSize(1);
    await post(1);
    expect(await untilSize(2)).toBeLessThan(5_000);
    expect(await size()).toBe(2);
  });

  it('does not wait for the second to end when a thousand journals wait', async () => {
    await post(1);
    await untilSize(1);
    for (let round = 1; round <= 6; round += 1) {
      await post(1_000);
      await untilSize(1 + 1_000 * round);
    }
    const gaps = await libs.unitOfWork.reads.query<{ ms: number }[]>(
      `SELECT extract(epoch FROM sealed_at - lag(sealed_at) OVER (ORDER BY size))::float * 1000 AS ms
         FROM ledger_checkpoints ORDER BY size OFFSET 1`,
    );
    expect(Math.min(...gaps.map(({ ms }) => ms))).toBeLessThan(950);
  });

  it('goes on after a failure, as soon as its cause is gone', async () => {
    const owner = await libs.connectAs('ganpei_owner');
    await owner.query('REVOKE INSERT ON ledger_leaves FROM ganpei_app');
    await post(5);
    await sleep(1_500);
    expect(await size()).toBe(0);
    await owner.query('GRANT INSERT ON ledger_leaves TO ganpei_app');
    await untilSize(5);
  });

  it('goes on after the database was away', async () => {
    const admin = await libs.connectAs(null);
    for (let round = 1; round <= 5; round += 1) {
      await post(1);
      await admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
      await sleep(100);
    }
    await untilSize(5);
    expect(await size()).toBe(5);
  });

  it('leaves to others what they do, and takes over when they stop', async () => {
    const other = await start();
    await post(3);
    await untilSize(3);
    await other.stop();
    await post(3);
    await untilSize(6);
    const leaves = await libs.unitOfWork.reads.query<unknown[]>('SELECT FROM ledger_leaves');
    expect(leaves).toHaveLength(6);
  });

  it('stops in between, and finds all again when it is started', async () => {
    await post(900);
    await libs.stop();
    libs = await start();
    await untilSize(900);
    expect(await size()).toBe(900);
  });

  it('gives the log its name and key before anything is posted', async () => {
    const origin = async (): Promise<string | null> =>
      libs.get(LogQueries).origin(libs.unitOfWork.reads);
    for (let waitedMs = 0; (await origin()) === null && waitedMs < 10_000; waitedMs += 20) {
      await sleep(20);
    }
    expect(await origin()).toMatch(/^ganpei\.invalid/);
    expect(await size()).toBe(0);
  });
});
