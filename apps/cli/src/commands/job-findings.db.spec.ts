import { JobCanaryEntity, SweepFailureEntity } from '@app/platform';

import { TestLibs } from '../../../../test/support/test-libs';
import { jobFindings } from './job-findings';

const NOW = new Date('2026-11-27T08:00:00Z');
const ago = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1_000);

describe('the doctor, of jobs,', () => {
  let libs: TestLibs;

  beforeAll(async () => {
    libs = await TestLibs.start();
  });
  beforeEach(async () => {
    await (await libs.connectAs(null)).query('TRUNCATE job_canaries, sweep_failures');
  });
  afterAll(async () => {
    await libs.stop();
  });

  const found = async (): Promise<string[]> => {
    const findings = await jobFindings(libs.unitOfWork.reads, 'postgres', NOW);
    return findings.map(({ isGood, text }) => `${isGood ? 'good' : 'bad'}: ${text}`);
  };
  const canary = (part: Partial<JobCanaryEntity>): Promise<unknown> =>
    libs.inTransaction((tx) =>
      tx.insert(JobCanaryEntity, {
        ...{ place: 'postgres', begunAt: ago(9_000), enqueuedAt: ago(20), doneAt: ago(20) },
        ...part,
      }),
    );
  const failure = (part: Partial<SweepFailureEntity>): Promise<unknown> =>
    libs.inTransaction((tx) =>
      tx.insert(SweepFailureEntity, {
        ...{ queue: 'open-payouts', failures: 40n, failingSince: ago(400), failedAt: ago(5) },
        ...part,
      }),
    );

  it('says nothing where no worker ever was', async () => {
    expect(await found()).toEqual([]);
  });

  it.each<[string, Partial<JobCanaryEntity>, RegExp]>([
    ['are done', {}, /^good: Jobs are enqueued and done$/],
    ['are not done any more', { doneAt: ago(200) }, /^bad: .*none was done since 2026-11-27T07:56/],
    ['were never done', { doneAt: null }, /^bad: .*none was done since 2026-11-27T05:30/],
    ['are nobody’s', { enqueuedAt: ago(200), doneAt: ago(500) }, /^good: No worker has been here/],
  ])('says whether they %s', async (_what, part, text) => {
    await canary(part);
    expect(await found()).toEqual([expect.stringMatching(text)]);
  });

  it('names the kinds of which no lost job is given anew', async () => {
    await failure({});
    await failure({ queue: 'advance-payout', failingSince: null });
    await failure({ queue: 'read-mail', failingSince: ago(20) });
    expect(await found()).toEqual([
      expect.stringMatching(/^bad: Lost jobs "open-payouts" have not been given anew since/),
    ]);
  });
});
