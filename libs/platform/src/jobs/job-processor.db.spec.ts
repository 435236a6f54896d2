import { Injectable } from '@nestjs/common';
import type { Provider } from '@nestjs/common';

import { queueKinds } from '../../../../test/support/queue-under-test';
import { TestLibs } from '../../../../test/support/test-libs';
import {
  BACKOFF_MS,
  BrokenProcessor,
  TIMEOUT_MS,
  TestProcessor,
  TestWork,
  testJob,
} from '../../../../test/support/test-work';
import { ProcessesJob } from './job-processor';
import { Sweep } from './sweep';

@Injectable()
@ProcessesJob(testJob)
class SecondProcessor extends BrokenProcessor {}

const breakDown = (): Promise<void> => Promise.reject(new Error('The rail is on fire.'));

describe.each(queueKinds())('a kind of background work, with its jobs in %s,', (kind) => {
  let work: TestWork;

  beforeAll(async () => {
    work = await TestWork.start(kind);
  });
  beforeEach(async () => {
    await work.queue.empty();
    const admin = await work.libs.connectAs(null);
    await admin.query('TRUNCATE operations CASCADE');
  });
  afterAll(async () => {
    await work.stop();
  });

  const sweep = async (): Promise<number> => work.libs.get(Sweep).run();

  it('is done once its transaction is committed, and leaves no job behind', async () => {
    const id = await work.add();
    await work.ring([id]);
    await work.untilDone(id);
    await work.until(async () => (await work.queue.jobs()).length === 0);
    expect(work.startsOf(id)).toBe(1);
  });

  it('is tried again after longer and longer pauses when it throws', async () => {
    const id = await work.add((attempt) => (attempt < 3 ? breakDown() : Promise.resolve()));
    await work.ring([id]);
    await work.untilDone(id);
    const [first, second, third] = work.processor.startedAtMs.get(id)!;
    expect(second! - first!).toBeGreaterThanOrEqual(BACKOFF_MS - 5);
    expect(third! - second!).toBeGreaterThanOrEqual(2 * BACKOFF_MS - 5);
  });

  it('is given up after its last attempt, and kept for people to look at', async () => {
    const id = await work.add(breakDown);
    await work.ring([id]);
    await work.untilFailed();
    expect(await work.queue.jobs()).toEqual([
      { state: 'failed', failedReason: 'The rail is on fire.' },
    ]);
    expect([work.startsOf(id), await work.stateOf(id)]).toEqual([3, 'queued']);
  });

  it('can be asked for again after its job failed', async () => {
    const id = await work.add((attempt) => (attempt <= 3 ? breakDown() : Promise.resolve()));
    await work.ring([id]);
    await work.untilFailed();
    await work.ring([id]);
    await work.untilDone(id);
    expect(work.startsOf(id)).toBe(4);
  });

  it('can be asked for again after its job completed', async () => {
    const id = await work.add();
    await work.ring([id]);
    await work.untilDone(id);
    await work.ring([id]);
    await work.until(() => Promise.resolve(work.startsOf(id) === 2));
    expect(await work.stateOf(id)).toBe('succeeded');
  });

  it('is cut off when it takes too long, and tried again', async () => {
    const id = await work.add((attempt) =>
      attempt === 1 ? new Promise(() => undefined) : Promise.resolve(),
    );
    await work.ring([id]);
    await work.untilDone(id);
    const [first, second] = work.processor.startedAtMs.get(id)!;
    expect(second! - first!).toBeGreaterThanOrEqual(TIMEOUT_MS + BACKOFF_MS - 5);
  });

  describe('whose jobs are lost', () => {
    it('is found and done, all of it', async () => {
      const ids = await work.addMany(40);
      await work.ring(ids, { delayMs: 3_600_000 });
      await work.until(async () => (await work.queue.jobs()).length === 40);
      await work.queue.empty();
      expect(await sweep()).toBe(40);
      await work.untilDone(...ids);
      expect(await sweep()).toBe(0);
    });

    it('is found also when another kind of work cannot be looked for', async () => {
      const id = await work.add();
      await sweep();
      await work.untilDone(id);
      expect(work.startsOf(id)).toBe(1);
    });

    it('gets one more job, however often the sweep comes by while it waits', async () => {
      let letGo: () => void = () => undefined;
      const wall = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      const ids = await work.addMany(5, () => wall);
      for (let round = 0; round < 4; round += 1) await sweep();
      await work.until(async () => (await work.queue.jobs()).length >= 5);
      expect(await work.queue.jobs()).toHaveLength(5);
      letGo();
      await work.untilDone(...ids);
    });

    it('is swept again after a swept job failed for good', async () => {
      const id = await work.add((attempt) => (attempt <= 3 ? breakDown() : Promise.resolve()));
      await sweep();
      await work.until(
        async () => work.startsOf(id) === 3 && (await work.queue.jobs()).length === 0,
      );
      await sweep();
      await work.untilDone(id);
      expect(work.startsOf(id)).toBe(4);
    });

    it('is left to the process that sweeps already', async () => {
      await work.add(breakDown);
      const other = await work.libs.connectAs(null);
      await other.query(`SELECT pg_advisory_lock(7204002, hashtext('test-work'))`);
      const found = await sweep();
      await other.query('SELECT pg_advisory_unlock_all()');
      expect(found).toBe(0);
    });
  });
});

describe('a worker that starts', () => {
  it.each<[string, Provider[], string]>([
    ['without a processor', [], '"test-work" has 0 processors instead of one'],
    [
      'with two processors',
      [TestProcessor, SecondProcessor],
      '"test-work" has 2 processors instead of one',
    ],
    [
      'with a processor that nobody lists',
      [TestProcessor, BrokenProcessor],
      '"broken-work" is processed but not in the list of jobs',
    ],
  ])('%s for a kind of work is stopped', async (_what, providers, problem) => {
    await expect(TestLibs.start({ jobs: [testJob], providers })).rejects.toThrow(
      `The worker cannot start: ${problem}`,
    );
  });
});
