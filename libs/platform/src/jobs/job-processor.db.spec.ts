import { setTimeout as sleep } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';
import type { Provider } from '@nestjs/common';
import type { Client } from 'pg';
import { In } from 'typeorm';

import { HOUSE_LANE, newId } from '@app/kernel';

import { TestLibs } from '../../../../test/support/test-libs';
import { UnitOfWork } from '../database/unit-of-work';
import { OperationEntity } from '../long-operations/operation.entity';
import { defineJob } from './define-job';
import { enqueue } from './enqueue';
import { JobProcessor, ProcessesJob } from './job-processor';
import { Sweep } from './sweep';

type Work = Readonly<{ operationId: string }>;

const BACKOFF_MS = 100;
const TIMEOUT_MS = 1_500;

/** Work of this spec: an operation that is queued until its job has been done. */
const testJob = defineJob<Work>({
  queue: 'test-work',
  attemptsMax: 3,
  backoffMs: BACKOFF_MS,
  concurrencyMax: 2,
  timeoutMs: TIMEOUT_MS,
  workIdOf: ({ operationId }) => operationId,
  async findDue(reads, _now, limit) {
    const queued = await reads.find(OperationEntity, { where: { status: 'queued' }, take: limit });
    return queued.map(({ id }) => ({ operationId: id }));
  },
});

const brokenJob = defineJob<Work>({
  ...testJob,
  queue: 'broken-work',
  findDue: () => Promise.reject(new Error('no such column')),
});

@Injectable()
@ProcessesJob(testJob)
class TestProcessor extends JobProcessor<Work> {
  protected readonly definition = testJob;
  /** What happens before the work is done, by attempt. */
  readonly trouble = new Map<string, ((attempt: number) => Promise<void>) | undefined>();
  readonly startedAtMs = new Map<string, number[]>();

  constructor(private readonly unitOfWork: UnitOfWork) {
    super();
  }

  protected async run({ operationId }: Work): Promise<void> {
    const starts = [...(this.startedAtMs.get(operationId) ?? []), performance.now()];
    this.startedAtMs.set(operationId, starts);
    await this.trouble.get(operationId)?.(starts.length);
    await this.unitOfWork.transaction(async (tx) => {
      await tx.update(OperationEntity, { id: operationId }, { status: 'succeeded' });
    });
  }
}

@Injectable()
@ProcessesJob(brokenJob)
class BrokenProcessor extends JobProcessor<Work> {
  protected readonly definition = brokenJob;

  protected run(): Promise<void> {
    return Promise.resolve();
  }
}

@Injectable()
@ProcessesJob(testJob)
class SecondProcessor extends BrokenProcessor {}

describe('a kind of background work', () => {
  let libs: TestLibs;
  let admin: Client;
  let processor: TestProcessor;

  beforeAll(async () => {
    libs = await TestLibs.start({
      jobs: [brokenJob, testJob],
      providers: [TestProcessor, BrokenProcessor],
    });
    admin = await libs.connectAs(null);
    processor = libs.get(TestProcessor);
  });
  beforeEach(async () => {
    await admin.query('TRUNCATE bullmq.job CASCADE');
    await admin.query('TRUNCATE operations CASCADE');
  });
  afterAll(async () => {
    await libs.stop();
  });

  const anOperation = async (trouble?: (attempt: number) => Promise<void>): Promise<string> => {
    const id = newId('opn', HOUSE_LANE);
    processor.trouble.set(id, trouble);
    const now = libs.clock.now();
    await libs.inTransaction((tx) =>
      tx.insert(OperationEntity, {
        id,
        kind: 'test.work',
        status: 'queued',
        input: {},
        unit: 'rows',
        phase: 'waiting',
        startedBy: 'test',
        createdAt: now,
        updatedAt: now,
      }),
    );
    return id;
  };
  const ring = async (operationId: string): Promise<void> =>
    libs.inTransaction((tx) => enqueue(tx, testJob, { operationId }));

  const stateOf = async (id: string): Promise<string> => {
    const { reads } = libs.unitOfWork;
    return (await reads.findOneByOrFail(OperationEntity, { id })).status;
  };
  const jobs = async (): Promise<{ state: string; failed_reason: string | null }[]> => {
    const { rows } = await admin.query<{ state: string; failed_reason: string | null }>(
      'SELECT state, failed_reason FROM bullmq.job ORDER BY seq',
    );
    return rows;
  };
  const until = async (isTrue: () => Promise<boolean>): Promise<void> => {
    const deadline = performance.now() + 60_000;
    while (!(await isTrue())) {
      if (performance.now() > deadline) throw new Error('It never came true.');
      await sleep(10);
    }
  };
  const untilDone = async (...ids: string[]): Promise<void> =>
    until(async () => {
      const { reads } = libs.unitOfWork;
      const done = await reads.countBy(OperationEntity, { id: In(ids), status: 'succeeded' });
      return done === ids.length;
    });
  const untilFailed = async (): Promise<void> =>
    until(async () => (await jobs()).some(({ state }) => state === 'failed'));
  const startsOf = (id: string): number => processor.startedAtMs.get(id)?.length ?? 0;

  const breakDown = (): Promise<void> => Promise.reject(new Error('The rail is on fire.'));

  it('is done once its transaction is committed, and leaves no job behind', async () => {
    const id = await anOperation();
    await ring(id);
    await untilDone(id);
    await until(async () => (await jobs()).length === 0);
    expect(startsOf(id)).toBe(1);
  });

  it('is tried again after longer and longer pauses when it throws', async () => {
    const id = await anOperation((attempt) => (attempt < 3 ? breakDown() : Promise.resolve()));
    await ring(id);
    await untilDone(id);
    const [first, second, third] = processor.startedAtMs.get(id)!;
    expect(second! - first!).toBeGreaterThanOrEqual(BACKOFF_MS - 5);
    expect(third! - second!).toBeGreaterThanOrEqual(2 * BACKOFF_MS - 5);
  });

  it('is given up after its last attempt, and kept for people to look at', async () => {
    const id = await anOperation(breakDown);
    await ring(id);
    await untilFailed();
    expect(await jobs()).toEqual([{ state: 'failed', failed_reason: 'The rail is on fire.' }]);
    expect([startsOf(id), await stateOf(id)]).toEqual([3, 'queued']);
  });

  it('can be asked for again after its job failed', async () => {
    const id = await anOperation((attempt) => (attempt <= 3 ? breakDown() : Promise.resolve()));
    await ring(id);
    await untilFailed();
    await ring(id);
    await untilDone(id);
    expect(startsOf(id)).toBe(4);
  });

  it('can be asked for again after its job completed', async () => {
    const id = await anOperation();
    await ring(id);
    await untilDone(id);
    await ring(id);
    await until(() => Promise.resolve(startsOf(id) === 2));
    expect(await stateOf(id)).toBe('succeeded');
  });

  it('is cut off when it takes too long, and tried again', async () => {
    const id = await anOperation((attempt) =>
      attempt === 1 ? new Promise(() => undefined) : Promise.resolve(),
    );
    await ring(id);
    await untilDone(id);
    const [first, second] = processor.startedAtMs.get(id)!;
    expect(second! - first!).toBeGreaterThanOrEqual(TIMEOUT_MS + BACKOFF_MS - 5);
  });

  describe('whose jobs are lost', () => {
    it('is found and done, all of it', async () => {
      const ids = await Promise.all(Array.from({ length: 40 }, () => anOperation()));
      await libs.inTransaction(async (tx) => {
        for (const operationId of ids) {
          await enqueue(tx, testJob, { operationId }, { delayMs: 3_600_000 });
        }
      });
      await admin.query('TRUNCATE bullmq.job CASCADE');
      expect(await libs.get(Sweep).run()).toBe(40);
      await untilDone(...ids);
      expect(await libs.get(Sweep).run()).toBe(0);
    });

    it('is found also when another kind of work cannot be looked for', async () => {
      const id = await anOperation();
      await libs.get(Sweep).run();
      await untilDone(id);
      expect(startsOf(id)).toBe(1);
    });

    it('gets one more job, however often the sweep comes by while it waits', async () => {
      let letGo: () => void = () => undefined;
      const wall = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      const ids = await Promise.all(Array.from({ length: 5 }, () => anOperation(() => wall)));
      for (let round = 0; round < 4; round += 1) await libs.get(Sweep).run();
      expect(await jobs()).toHaveLength(5);
      letGo();
      await untilDone(...ids);
    });

    it('is swept again after a swept job failed for good', async () => {
      const id = await anOperation((attempt) => (attempt <= 3 ? breakDown() : Promise.resolve()));
      await libs.get(Sweep).run();
      await until(async () => startsOf(id) === 3 && (await jobs()).length === 0);
      await libs.get(Sweep).run();
      await untilDone(id);
      expect(startsOf(id)).toBe(4);
    });

    it('is left to the process that sweeps already', async () => {
      await anOperation(breakDown);
      await admin.query('SELECT pg_advisory_lock(7204002)');
      const found = await libs.get(Sweep).run();
      await admin.query('SELECT pg_advisory_unlock_all()');
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
