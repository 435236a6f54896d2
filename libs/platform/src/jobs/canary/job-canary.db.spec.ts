import { Injectable } from '@nestjs/common';

import { RedisJobs, queueKinds } from '../../../../../test/support/queue-under-test';
import { TestLibs } from '../../../../../test/support/test-libs';
import { JobProcessor, ProcessesJob } from '../job-processor';
import { canaryJob } from './canary.jobs';
import { JobCanary } from './job-canary';
import { JobCanaryEntity } from './job-canary.entity';
import type { JobsPlace } from './job-canary.entity';
import { JobCanaryQueries } from './job-canary.queries';

const POLL_MS = 20;
const HALF_A_MINUTE_MS = 30_000;

@Injectable()
@ProcessesJob(canaryJob)
class ReturningProcessor extends JobProcessor<{ place: JobsPlace }> {
  protected readonly definition = canaryJob;

  constructor(private readonly canary: JobCanary) {
    super();
  }

  protected async run({ place }: { place: JobsPlace }): Promise<void> {
    await this.canary.comeBack(place);
  }
}

describe.each(queueKinds())('the canary of jobs that are kept in %s', (kind) => {
  const place: JobsPlace = kind === 'Redis' ? 'redis' : 'postgres';
  let redis: RedisJobs | null = null;
  let libs: TestLibs;

  beforeAll(async () => {
    redis = kind === 'Redis' ? await RedisJobs.start(canaryJob.queue) : null;
    libs = await TestLibs.start({
      config: { queue: redis?.config ?? null },
      jobs: [canaryJob],
      providers: [JobCanary, ReturningProcessor],
    });
  });
  afterAll(async () => {
    await libs.stop();
    await redis?.dispose();
  });

  const reads = () => libs.unitOfWork.reads;
  const row = async (): Promise<JobCanaryEntity> =>
    reads().findOneByOrFail(JobCanaryEntity, { place });
  const untilBack = async (since: Date): Promise<JobCanaryEntity> => {
    for (;;) {
      const canary = await reads().findOneBy(JobCanaryEntity, { place });
      const doneAt = canary?.doneAt ?? null;
      if (canary !== null && doneAt !== null && doneAt >= since) return canary;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  };

  it('is sent when the worker starts, and comes back', async () => {
    await untilBack(new Date(0));
    expect(await libs.get(JobCanaryQueries).standing(reads(), place)).toMatchObject({
      status: 'ok',
    });
  });

  it('is sent again half a minute later and not before, by one worker of several', async () => {
    const first = await untilBack(new Date(0));
    await libs.get(JobCanary).send();
    expect((await row()).enqueuedAt).toEqual(first.enqueuedAt);
    libs.clock.moveOn(HALF_A_MINUTE_MS);
    const sentAt = libs.clock.now();
    await Promise.all(Array.from({ length: 5 }, () => libs.get(JobCanary).send()));
    const second = await untilBack(sentAt);
    expect(second.begunAt).toEqual(first.begunAt);
    expect(second.enqueuedAt.getTime()).toBeGreaterThan(first.enqueuedAt.getTime());
  });

  it('tells by its absence that jobs are enqueued and not done', async () => {
    await libs.get(ReturningProcessor).worker.pause();
    const { doneAt } = await row();
    for (let sent = 0; sent < 7; sent += 1) {
      libs.clock.moveOn(HALF_A_MINUTE_MS);
      await libs.get(JobCanary).send();
    }
    expect((await row()).doneAt).toEqual(doneAt);
    const { status, canaryAgeSeconds } = await libs.get(JobCanaryQueries).standing(reads(), place);
    expect(status).toBe('late');
    expect(canaryAgeSeconds).toBeGreaterThanOrEqual(210);
    await libs.get(ReturningProcessor).worker.resume();
    await untilBack(new Date(libs.clock.now().getTime() - 1_000));
  });
});
