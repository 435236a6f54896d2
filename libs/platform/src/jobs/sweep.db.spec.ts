import { Injectable } from '@nestjs/common';

import { PostgresJobs } from '../../../../test/support/queue-under-test';
import { TestLibs } from '../../../../test/support/test-libs';
import type { Reads } from '../database/tx';
import { defineJob } from './define-job';
import { JobProcessor, ProcessesJob } from './job-processor';
import { Sweep } from './sweep';
import { SweepFailures } from './sweep-failures';

type Work = Readonly<{ id: string }>;
/** What each kind of work finds due; a test says so. */
const due = new Map<string, (reads: Reads) => Promise<Work[]>>();

const kind = (queue: string) =>
  defineJob<Work>({
    queue,
    attemptsMax: 1,
    backoffMs: 100,
    concurrencyMax: 1,
    timeoutMs: 1_000,
    workIdOf: ({ id }) => id,
    findDue: async (reads) => (await due.get(queue)?.(reads)) ?? [],
  });

const firstJob = kind('first-work');
const secondJob = kind('second-work');

abstract class Waits extends JobProcessor<Work> {
  /** Its jobs are looked at as they lie in the queue. */
  protected run(): Promise<void> {
    return new Promise(() => undefined);
  }
}

@Injectable()
@ProcessesJob(firstJob)
class FirstProcessor extends Waits {
  protected readonly definition = firstJob;
}

@Injectable()
@ProcessesJob(secondJob)
class SecondProcessor extends Waits {
  protected readonly definition = secondJob;
}

const works =
  (...ids: string[]) =>
  (): Promise<Work[]> =>
    Promise.resolve(ids.map((id) => ({ id })));

describe('the sweep', () => {
  let libs: TestLibs;
  let queue: PostgresJobs;

  beforeAll(async () => {
    libs = await TestLibs.start({
      jobs: [firstJob, secondJob],
      providers: [FirstProcessor, SecondProcessor],
    });
    for (const processor of [FirstProcessor, SecondProcessor])
      await libs.get<JobProcessor<Work>>(processor).worker.pause();
    queue = new PostgresJobs(await libs.connectAs(null));
  });
  beforeEach(async () => {
    due.clear();
    await queue.empty();
    await (await libs.connectAs(null)).query('TRUNCATE sweep_failures');
  });
  afterAll(async () => {
    await libs.stop();
  });

  const sweep = async (): Promise<number> => libs.get(Sweep).run();
  const failures = async (): Promise<string[]> => {
    const all = await libs.get(SweepFailures).all(libs.unitOfWork.reads);
    return all.map(
      ({ queue: name, failures: count, failingSince }) =>
        `${name} ${String(count)} ${failingSince === null ? 'over' : 'failing'}`,
    );
  };

  it('goes on behind a kind of work whose query fails, and counts that', async () => {
    due.set('first-work', (reads) => reads.query('SELECT id FROM a_table_that_was_dropped'));
    due.set('second-work', works('b-1', 'b-2'));
    expect(await sweep()).toBe(2);
    expect(await queue.jobs()).toHaveLength(2);
    expect(await failures()).toEqual(['first-work 1 failing']);
  });

  it.each([
    ['whose id the queue refuses', 'a:2'],
    ['that the database cannot keep', 'a-\u0000'],
  ])('gives all other work a job when there is some %s', async (_which, bad) => {
    due.set('first-work', works('a-1', bad, 'a-3'));
    due.set('second-work', works('b-1'));
    expect(await sweep()).toBe(3);
    expect(await queue.jobs()).toHaveLength(3);
    expect(await failures()).toEqual(['first-work 1 failing']);
  });

  it('says since when a kind of work fails, and no more once a round goes well', async () => {
    due.set('first-work', () => Promise.reject(new Error('no such column')));
    await sweep();
    const [before] = await libs.get(SweepFailures).all(libs.unitOfWork.reads);
    await sweep();
    const [after] = await libs.get(SweepFailures).all(libs.unitOfWork.reads);
    expect(after).toMatchObject({ failures: 2n, failingSince: before!.failingSince });
    due.clear();
    await sweep();
    expect(await failures()).toEqual(['first-work 2 over']);
  });

  it('passes over a kind of work that another process is sweeping, and sweeps the rest', async () => {
    due.set('first-work', works('a-1'));
    due.set('second-work', works('b-1'));
    const other = await libs.connectAs(null);
    await other.query(`SELECT pg_advisory_lock(7204002, hashtext('first-work'))`);
    expect(await sweep()).toBe(1);
    await other.query('SELECT pg_advisory_unlock_all()');
    expect(await sweep()).toBe(2);
  });

  it('holds a kind of work for ten silent seconds at most, and only while it sweeps', async () => {
    const allowed = async (reads: Reads): Promise<unknown> =>
      reads.query('SHOW idle_in_transaction_session_timeout');
    const seen: unknown[] = [];
    due.set('first-work', async (reads) => {
      seen.push(await allowed(reads));
      return [];
    });
    await sweep();
    seen.push(await allowed(libs.unitOfWork.reads));
    expect(seen).toEqual(
      ['10s', '1min'].map((time) => [{ idle_in_transaction_session_timeout: time }]),
    );
  });

  it('starts no other kind of work once the process stops', async () => {
    const own = await TestLibs.start({
      jobs: [firstJob, secondJob],
      providers: [FirstProcessor, SecondProcessor],
    });
    const begun: string[] = [];
    let letGo: () => void = () => undefined;
    const wall = new Promise<void>((resolve) => (letGo = resolve));
    const entered = new Promise<void>((resolve) => {
      due.set('first-work', async () => {
        resolve();
        await wall;
        return [];
      });
    });
    due.set('second-work', () => {
      begun.push('second-work');
      return Promise.resolve([]);
    });
    const round = own.get(Sweep).run();
    await entered;
    await own.get(Sweep).beforeApplicationShutdown();
    letGo();
    await round;
    await own.stop();
    expect(begun).toEqual([]);
  });
});
