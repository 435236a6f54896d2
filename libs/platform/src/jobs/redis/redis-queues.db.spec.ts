import type { Job } from 'bullmq';

import { RedisJobs } from '../../../../../test/support/queue-under-test';
import { describeWithRedis } from '../../../../../test/support/redis-server';
import type { RedisUnderTest } from '../../../../../test/support/redis-server';
import { TestLibs } from '../../../../../test/support/test-libs';
import { defineJob } from '../define-job';
import { enqueue } from '../enqueue';
import { REDIS_QUEUES } from '../jobs.tokens';
import type { RedisQueues } from './redis-queues';

/** Nothing may make a transaction take longer than its statements. */
const SOON_MS = 1_000;

const callBackJob = defineJob<{ claimId: string }>({
  queue: 'call-back',
  attemptsMax: 7,
  backoffMs: 250,
  concurrencyMax: 1,
  timeoutMs: 1_000,
  workIdOf: ({ claimId }) => claimId,
  findDue: () => Promise.resolve([]),
});

describeWithRedis()('a transaction whose jobs go to Redis', () => {
  let redis: RedisUnderTest;
  let libs: TestLibs;
  let callBacks: RedisJobs;

  beforeAll(async () => {
    callBacks = await RedisJobs.start('call-back');
    redis = callBacks.server;
    libs = await TestLibs.start({ config: { queue: redis.config } });
  });
  beforeEach(async () => {
    await redis.say('FLUSHALL');
  });
  afterAll(async () => {
    await libs.stop();
    await callBacks.dispose();
  });

  const queues = (): RedisQueues => libs.module.get<RedisQueues>(REDIS_QUEUES);
  const jobs = async (): Promise<Job[]> =>
    callBacks.look((queue) => queue.getJobs(['waiting', 'delayed'], 0, -1, true));
  const until = async (isTrue: () => Promise<boolean> | boolean): Promise<void> => {
    const deadline = performance.now() + 20_000;
    while (!(await isTrue())) {
      if (performance.now() > deadline) throw new Error('It never came true.');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const untilAdded = async (count: number): Promise<Job[]> => {
    await until(async () => (await jobs()).length >= count);
    return jobs();
  };
  const ring = async (claimId: string): Promise<number> => {
    const startedAt = performance.now();
    await libs.inTransaction((tx) => enqueue(tx, callBackJob, { claimId }));
    return performance.now() - startedAt;
  };

  it('adds a job that carries its work and its limits', async () => {
    await ring('clm_1');
    const [job] = await untilAdded(1);
    expect(job).toMatchObject({
      id: expect.stringMatching(/^clm_1\.[0-9a-f]{10}$/) as string,
      name: 'call-back',
      data: { claimId: 'clm_1' },
      opts: {
        attempts: 7,
        backoff: { type: 'exponential', delay: 250 },
        removeOnComplete: true,
        removeOnFail: { age: 604_800 },
      },
    });
  });

  it('shows no job to anybody before it is over', async () => {
    await libs.inTransaction(async (tx) => {
      await enqueue(tx, callBackJob, { claimId: 'clm_1' });
      expect(await redis.say('KEYS', '*')).toEqual([]);
    });
    expect(await untilAdded(1)).toHaveLength(1);
  });

  it('leaves no job when it fails', async () => {
    const work = libs.inTransaction(async (tx) => {
      await enqueue(tx, callBackJob, { claimId: 'clm_1' });
      throw new Error('The claim was not filed.');
    });
    await expect(work).rejects.toThrow('not filed');
    await ring('clm_2');
    expect((await untilAdded(1)).map(({ data }) => data as unknown)).toEqual([
      { claimId: 'clm_2' },
    ]);
  });

  it('leaves no job of what is undone behind a savepoint, and all others', async () => {
    await libs.inTransaction(async (tx) => {
      await enqueue(tx, callBackJob, { claimId: 'clm_1' });
      const undone = libs.unitOfWork.savepoint(tx, async (inner) => {
        await enqueue(inner, callBackJob, { claimId: 'clm_2' });
        throw new Error('no');
      });
      await expect(undone).rejects.toThrow('no');
      await libs.unitOfWork.savepoint(tx, (inner) =>
        enqueue(inner, callBackJob, { claimId: 'clm_3' }),
      );
      await enqueue(tx, callBackJob, { claimId: 'clm_4' });
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await jobs()).toEqual([]);
    });
    const added = (await untilAdded(3)).map(({ data }) => (data as { claimId: string }).claimId);
    expect(added.sort()).toEqual(['clm_1', 'clm_3', 'clm_4']);
  });

  it('adds a named dispatch of the same work once', async () => {
    for (let round = 0; round < 3; round += 1) {
      await libs.inTransaction((tx) =>
        enqueue(tx, callBackJob, { claimId: 'clm_1' }, { dispatch: 'sweep' }),
      );
    }
    await ring('clm_2');
    const added = (await untilAdded(2)).map(({ id }) => id);
    expect(added).toEqual(['clm_1.sweep', expect.stringMatching(/^clm_2\./)]);
  });

  it('holds a job back as long as it was told', async () => {
    await libs.inTransaction((tx) =>
      enqueue(tx, callBackJob, { claimId: 'clm_1' }, { delayMs: 90_000 }),
    );
    const [job] = await untilAdded(1);
    expect(job?.delay).toBe(90_000);
  });

  it('commits at once while Redis is away, and counts the jobs that were missed', async () => {
    const before = queues().missedJobs;
    await redis.kill();
    await until(() => !queues().isThere);
    expect(await ring('clm_1')).toBeLessThan(SOON_MS);
    await until(() => queues().missedJobs === before + 1);
    await redis.start();
    await until(() => queues().isThere);
    await ring('clm_2');
    expect((await untilAdded(1)).map(({ data }) => data as unknown)).toEqual([
      { claimId: 'clm_2' },
    ]);
  });

  it('commits at once while Redis keeps everybody waiting', async () => {
    await ring('clm_0');
    await untilAdded(1);
    const before = queues().missedJobs;
    redis.signal('SIGSTOP');
    for (let round = 0; round < 20; round += 1) expect(await ring('clm_1')).toBeLessThan(SOON_MS);
    await until(() => queues().missedJobs === before + 20);
    // From now on nobody waits for an answer: the next connection has not answered either.
    expect(queues().isThere).toBe(false);
    redis.signal('SIGCONT');
    await until(() => queues().isThere);
    await ring('clm_2');
    await until(async () =>
      (await jobs()).some(({ data }) => (data as { claimId: string }).claimId === 'clm_2'),
    );
  });

  it('commits when Redis takes nothing any more because its memory is full', async () => {
    const before = queues().missedJobs;
    await redis.say('CONFIG', 'SET', 'maxmemory', '1');
    expect(await ring('clm_1')).toBeLessThan(SOON_MS);
    await until(() => queues().missedJobs === before + 1);
    await redis.say('CONFIG', 'SET', 'maxmemory', '0');
    await ring('clm_2');
    expect(await untilAdded(1)).toHaveLength(1);
  });
});
