import { setTimeout as sleep } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';
import { Not, In } from 'typeorm';

import { HOUSE_LANE, newId } from '@app/kernel';
import {
  JobProcessor,
  OperationEntity,
  ProcessesJob,
  UnitOfWork,
  defineJob,
  enqueue,
} from '@app/platform';
import type { EnqueueOptions } from '@app/platform';

import { PostgresJobs, RedisJobs } from './queue-under-test';
import type { QueueKind, QueueUnderTest } from './queue-under-test';
import { TestLibs } from './test-libs';

type Work = Readonly<{ operationId: string }>;
/** What happens before a piece of work is done, by attempt. */
export type Trouble = (attempt: number) => Promise<void>;

export const BACKOFF_MS = 100;
export const TIMEOUT_MS = 1_500;
const PATIENCE_MS = 60_000;
const QUEUE = 'test-work';

/** Work of tests: an operation that is queued until its job has been done. */
export const testJob = defineJob<Work>({
  queue: QUEUE,
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

export const brokenJob = defineJob<Work>({
  ...testJob,
  queue: 'broken-work',
  findDue: () => Promise.reject(new Error('no such column')),
});

@Injectable()
@ProcessesJob(testJob)
export class TestProcessor extends JobProcessor<Work> {
  protected readonly definition = testJob;
  readonly trouble = new Map<string, Trouble | undefined>();
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
export class BrokenProcessor extends JobProcessor<Work> {
  protected readonly definition = brokenJob;

  protected run(): Promise<void> {
    return Promise.resolve();
  }
}

/** Workers over a queue of their own, and work for them. */
export class TestWork {
  private constructor(
    readonly libs: TestLibs,
    readonly queue: QueueUnderTest,
  ) {}

  static async start(kind: QueueKind): Promise<TestWork> {
    if (kind === 'Redis') return TestWork.over(await RedisJobs.start(QUEUE));
    const libs = await startLibs(null);
    return new TestWork(libs, new PostgresJobs(await libs.connectAs(null)));
  }

  /** Over a Redis that may be away. */
  static async over(queue: RedisJobs): Promise<TestWork> {
    try {
      return new TestWork(await startLibs(queue.config), queue);
    } catch (error) {
      await queue.dispose();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.libs.stop();
    await this.queue.dispose();
  }

  get processor(): TestProcessor {
    return this.libs.get(TestProcessor);
  }

  /** Work that has no job yet. */
  async add(trouble?: Trouble): Promise<string> {
    const id = newId('opn', HOUSE_LANE);
    this.processor.trouble.set(id, trouble);
    const now = this.libs.clock.now();
    await this.libs.inTransaction((tx) =>
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
  }

  async addMany(count: number, trouble?: Trouble): Promise<string[]> {
    return Promise.all(Array.from({ length: count }, () => this.add(trouble)));
  }

  /** Gives work its jobs, in one transaction. */
  async ring(operationIds: readonly string[], options: EnqueueOptions = {}): Promise<void> {
    await this.libs.inTransaction(async (tx) => {
      for (const operationId of operationIds) await enqueue(tx, testJob, { operationId }, options);
    });
  }

  startsOf(id: string): number {
    return this.processor.startedAtMs.get(id)?.length ?? 0;
  }

  async stateOf(id: string): Promise<string> {
    const { reads } = this.libs.unitOfWork;
    return (await reads.findOneByOrFail(OperationEntity, { id })).status;
  }

  async until(isTrue: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    while (!(await isTrue())) {
      if (performance.now() > deadline) throw new Error('It never came true.');
      await sleep(10);
    }
  }

  async untilDone(...ids: string[]): Promise<void> {
    const { reads } = this.libs.unitOfWork;
    await this.until(async () => {
      const left = { id: In(ids), status: Not('succeeded' as const) };
      return (await reads.countBy(OperationEntity, left)) === 0;
    });
  }

  async untilFailed(): Promise<void> {
    await this.until(async () => (await this.queue.jobs()).some(({ state }) => state === 'failed'));
  }
}

async function startLibs(queue: QueueUnderTest['config']): Promise<TestLibs> {
  return TestLibs.start({
    config: { queue },
    jobs: [brokenJob, testJob],
    providers: [TestProcessor, BrokenProcessor],
  });
}
