import { setTimeout as sleep } from 'node:timers/promises';

import { RedisJobs } from '../../../../../test/support/queue-under-test';
import { describeWithRedis } from '../../../../../test/support/redis-server';
import { TestWork } from '../../../../../test/support/test-work';
import { Sweep } from '../sweep';

const SWEEP_MS = 200;

/** Work that takes this long, so that some is at work when something happens. */
const slowly = (ms: number) => async (): Promise<void> => {
  await sleep(ms);
};

const failed = expect.objectContaining({ state: 'failed' }) as object;

describeWithRedis()('work whose jobs are on Redis', () => {
  let queue: RedisJobs;
  let work: TestWork;
  let sweeping: NodeJS.Timeout;

  const start = async (): Promise<void> => {
    work = await TestWork.over(queue);
    sweeping = setInterval(() => void work.libs.get(Sweep).run(), SWEEP_MS);
  };
  const stop = async (): Promise<void> => {
    clearInterval(sweeping);
    await work.libs.stop();
  };

  beforeEach(async () => {
    queue = await RedisJobs.start('test-work');
  });
  afterEach(async () => {
    await queue.dispose();
  });

  it('is all done when the queue is emptied while it waits and while it is done', async () => {
    await start();
    const ids = await work.addMany(60, slowly(20));
    await work.ring(ids);
    await work.until(() => Promise.resolve(ids.some((id) => work.startsOf(id) > 0)));
    await queue.empty();
    await work.untilDone(...ids);
    expect(await queue.jobs()).not.toContainEqual(failed);
    await stop();
  });

  it('is all done when Redis is killed under it and comes back empty', async () => {
    await start();
    const ids = await work.addMany(30, slowly(20));
    await work.ring(ids);
    await work.until(() => Promise.resolve(ids.some((id) => work.startsOf(id) > 0)));
    await queue.server.kill();
    const later = await work.addMany(10);
    await work.ring(later);
    await sleep(1_500);
    await queue.server.start();
    await work.untilDone(...ids, ...later);
    expect(await queue.jobs()).not.toContainEqual(failed);
    await stop();
  });

  it('goes on at once for a worker that was idle when Redis was killed', async () => {
    await start();
    const [before] = await work.addMany(1);
    await work.ring([before!]);
    await work.untilDone(before!);
    clearInterval(sweeping);
    await queue.server.kill();
    // Longer than a worker waits for a job: it is turned away again and again meanwhile.
    await sleep(7_000);
    await queue.server.start();
    const backAt = performance.now();
    const [after] = await work.addMany(1);
    await work.until(async () => {
      await work.ring([after!]);
      await sleep(100);
      return (await work.stateOf(after!)) === 'succeeded';
    });
    expect(performance.now() - backAt).toBeLessThan(5_000);
    await stop();
  });

  it('is done when Redis comes that was away at the start', async () => {
    await queue.server.kill();
    await start();
    const ids = await work.addMany(5);
    await work.ring(ids);
    await sleep(500);
    expect(ids.map((id) => work.startsOf(id))).toEqual([0, 0, 0, 0, 0]);
    await queue.server.start();
    await work.untilDone(...ids);
    await stop();
  });

  it('finishes before the process stops, though Redis has gone meanwhile', async () => {
    await start();
    let ended = false;
    const [id] = await work.addMany(1, async () => {
      await sleep(1_000);
      ended = true;
    });
    await work.ring([id!]);
    await work.until(() => Promise.resolve(work.startsOf(id!) === 1));
    await queue.server.kill();
    await sleep(100);
    await stop();
    expect(ended).toBe(true);
  });

  it.each([
    ['freezes with nothing at work', 0],
    ['freezes with work at work', 1_000],
  ])('keeps no process from stopping when Redis %s', async (_when, takesMs) => {
    await start();
    let ended = 0;
    const [first, second] = await work.addMany(2, async () => {
      await sleep(takesMs);
      ended += 1;
    });
    await work.ring([first!]);
    await work.untilDone(first!);
    if (takesMs > 0) {
      await work.ring([second!]);
      await work.until(() => Promise.resolve(work.startsOf(second!) === 1));
    }
    queue.server.signal('SIGSTOP');
    await stop();
    expect(ended).toBe(work.startsOf(first!) + work.startsOf(second!));
  });

  it('keeps no process from stopping when Redis freezes while it stops', async () => {
    await start();
    const [id] = await work.addMany(1, slowly(1_000));
    await work.ring([id!]);
    await work.until(() => Promise.resolve(work.startsOf(id!) === 1));
    const stopped = stop();
    await sleep(300);
    queue.server.signal('SIGSTOP');
    await stopped;
    expect(work.startsOf(id!)).toBe(1);
  });

  it('keeps no process from stopping that never met Redis', async () => {
    await queue.server.kill();
    await start();
    const startedAt = performance.now();
    await stop();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});
