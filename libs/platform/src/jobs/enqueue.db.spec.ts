import type { Client } from 'pg';

import { TestLibs } from '../../../../test/support/test-libs';
import { defineJob } from './define-job';
import { enqueue } from './enqueue';

const callBackJob = defineJob<{ claimId: string }>({
  queue: 'call-back',
  attemptsMax: 7,
  backoffMs: 250,
  concurrencyMax: 1,
  timeoutMs: 1_000,
  workIdOf: ({ claimId }) => claimId,
  findDue: () => Promise.resolve([]),
});

interface JobRow {
  readonly id: string;
  readonly state: string;
  readonly data: unknown;
  readonly opts: Readonly<Record<string, unknown>>;
  readonly max_attempts: number;
  readonly wait_ms: string | null;
}

describe('enqueue', () => {
  let libs: TestLibs;
  let onlooker: Client;

  beforeAll(async () => {
    libs = await TestLibs.start();
    onlooker = await libs.connectAs(null);
  });
  beforeEach(async () => {
    await onlooker.query('TRUNCATE bullmq.job CASCADE');
  });
  afterAll(async () => {
    await libs.stop();
  });

  const jobs = async (): Promise<JobRow[]> => {
    const { rows } = await onlooker.query<JobRow>(
      `SELECT id, state, data, opts, max_attempts, process_at_ms - added_at_ms AS wait_ms
         FROM bullmq.job WHERE queue = 'call-back' ORDER BY seq`,
    );
    return rows;
  };

  it('adds a job that carries its work and its limits', async () => {
    await libs.inTransaction((tx) => enqueue(tx, callBackJob, { claimId: 'clm_1' }));
    expect(await jobs()).toEqual([
      {
        id: expect.stringMatching(/^clm_1\.[0-9a-f]{10}$/) as string,
        state: 'waiting',
        data: { claimId: 'clm_1' },
        opts: expect.objectContaining({
          backoff: { type: 'exponential', delay: 250 },
          removeOnComplete: true,
          removeOnFail: { age: 604_800 },
        }) as object,
        max_attempts: 7,
        wait_ms: null,
      },
    ]);
  });

  it('shows the job to nobody before the transaction is over', async () => {
    await libs.inTransaction(async (tx) => {
      await enqueue(tx, callBackJob, { claimId: 'clm_1' });
      expect(await jobs()).toEqual([]);
    });
    expect(await jobs()).toHaveLength(1);
  });

  it('leaves no job of a transaction that fails', async () => {
    const work = libs.inTransaction(async (tx) => {
      await enqueue(tx, callBackJob, { claimId: 'clm_1' });
      throw new Error('The claim was not filed.');
    });
    await expect(work).rejects.toThrow('not filed');
    expect(await jobs()).toEqual([]);
  });

  it('leaves the transaction usable, and its connection in the pool', async () => {
    const rounds = Array.from({ length: 50 }, (_, index) =>
      libs.inTransaction(async (tx) => {
        await enqueue(tx, callBackJob, { claimId: `clm_${String(index)}` });
        return tx.query<{ one: number }[]>('SELECT 1 AS one');
      }),
    );
    expect(new Set((await Promise.all(rounds)).map(([row]) => row?.one))).toEqual(new Set([1]));
    expect(await jobs()).toHaveLength(50);
  });

  it('adds a job each time, because a job that comes twice does no harm', async () => {
    await libs.inTransaction(async (tx) => {
      await enqueue(tx, callBackJob, { claimId: 'clm_1' });
      await enqueue(tx, callBackJob, { claimId: 'clm_1' });
    });
    expect(await jobs()).toHaveLength(2);
  });

  it('adds a named dispatch of the same work once', async () => {
    for (let round = 0; round < 3; round += 1) {
      await libs.inTransaction((tx) =>
        enqueue(tx, callBackJob, { claimId: 'clm_1' }, { dispatch: 'sweep' }),
      );
    }
    await libs.inTransaction((tx) =>
      enqueue(tx, callBackJob, { claimId: 'clm_2' }, { dispatch: 'sweep' }),
    );
    const added = await jobs();
    expect(added.map(({ id }) => id)).toEqual(['clm_1.sweep', 'clm_2.sweep']);
    expect(added[0]!.opts).toMatchObject({ removeOnFail: true });
  });

  it('holds a job back as long as it was told', async () => {
    await libs.inTransaction((tx) =>
      enqueue(tx, callBackJob, { claimId: 'clm_1' }, { delayMs: 90_000 }),
    );
    expect(await jobs()).toMatchObject([{ state: 'delayed', wait_ms: '90000' }]);
  });
});
