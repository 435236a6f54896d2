import { setTimeout as sleep } from 'node:timers/promises';

import type { Client } from 'pg';

import { TestWork } from '../../../../test/support/test-work';

const LISTENERS = `
  SELECT pid FROM pg_stat_activity
   WHERE datname = current_database() AND query LIKE 'LISTEN bullmq_jobs%'`;
const DELAY_MS = 700;
const HELD_BACK_MS = 3_600_000;
/** By then a worker has heard of what was added, and sleeps. */
const SETTLED_MS = 500;

describe('the workers of a process whose jobs are in PostgreSQL', () => {
  let work: TestWork;
  let admin: Client;

  beforeAll(async () => {
    work = await TestWork.start('PostgreSQL');
    admin = await work.libs.connectAs(null);
  });
  beforeEach(async () => {
    await work.queue.empty();
    await admin.query('TRUNCATE operations CASCADE');
  });
  afterAll(async () => {
    await work.stop();
  });

  async function listeners(): Promise<number[]> {
    return (await admin.query<{ pid: number }>(LISTENERS)).rows.map(({ pid }) => pid);
  }

  const breakDown = (): Promise<void> => Promise.reject(new Error('The rail is on fire.'));

  it('all listen on one connection', async () => {
    await work.until(async () => (await listeners()).length > 0);
    const id = await work.add();
    await work.ring([id]);
    await work.untilDone(id);
    expect(await listeners()).toHaveLength(1);
  });

  it('hear of jobs again after that connection was cut', async () => {
    await work.until(async () => (await listeners()).length > 0);
    const [first] = await listeners();
    await admin.query('SELECT pg_terminate_backend($1)', [first]);
    await work.until(async () => {
      const [next] = await listeners();
      return next !== undefined && next !== first;
    });
    const ids = await work.addMany(3);
    await work.ring(ids);
    await work.untilDone(...ids);
    expect(await listeners()).toHaveLength(1);
  });

  it('wake up by themselves for a job that was held back', async () => {
    const id = await work.add();
    const rungAtMs = performance.now();
    await work.ring([id], { delayMs: DELAY_MS });
    await work.untilDone(id);
    const [startedAtMs] = work.processor.startedAtMs.get(id)!;
    expect(startedAtMs! - rungAtMs).toBeGreaterThanOrEqual(DELAY_MS - 5);
  });

  it('look for jobs by themselves: one whose call nobody heard does not wait for the next call', async () => {
    const [later, unheard] = await work.addMany(2);
    // A job that is held back for long is what a worker would sleep until.
    await work.ring([later!], { delayMs: HELD_BACK_MS });
    await work.ring([unheard!], { delayMs: HELD_BACK_MS });
    await sleep(SETTLED_MS);
    await admin.query(
      `UPDATE bullmq.job SET state = 'waiting', process_at_ms = NULL WHERE data->>'operationId' = $1`,
      [unheard],
    );
    await work.untilDone(unheard!);
    expect(await work.stateOf(later!)).toBe('queued');
  });

  it('leave no events of their jobs behind, and ring for none', async () => {
    const heard: string[] = [];
    admin.on('notification', ({ channel }) => heard.push(channel));
    await admin.query('LISTEN bullmq_events');
    const [atOnce, later] = await work.addMany(2);
    const again = await work.add((attempt) => (attempt < 2 ? breakDown() : Promise.resolve()));
    const never = await work.add(breakDown);
    await work.ring([atOnce!, again, never]);
    await work.ring([later!], { delayMs: 100 });
    await work.untilDone(atOnce!, later!, again);
    await work.untilFailed();
    // Notices come with the next answer.
    const { rows } = await admin.query('SELECT FROM bullmq.event');
    await admin.query('UNLISTEN bullmq_events');
    expect([heard, rows]).toEqual([[], []]);
  });
});
