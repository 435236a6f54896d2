import 'reflect-metadata';

import { setTimeout as sleep } from 'node:timers/promises';

import { startEmbeddedPostgres } from '@app/platform';
import { Pool } from 'pg';

import { KillableService } from '../faults/killable-service';
import { hasRedis } from '../support/redis-server';
import { fundClaims, playClaim, reportPayments } from './claims/claim-story';
import { HttpClient } from './claims/http-client';
import { seedApprovedClaims } from './payouts/approved-seed';
import { QueueOnPostgres, QueueOnRedis } from './payouts/bench-queue';
import type { BenchQueue } from './payouts/bench-queue';
import { BenchRail } from './payouts/bench-rail';
import { payoutReport } from './payouts/payout-report';
import type { PayoutRun } from './payouts/payout-report';
import { COUNTING_SERVER, countStatements } from './payouts/statement-counts';
import { processorMsOf, processorTime, processorTimeEach } from './processor-time';
import { keep } from './report';

/** `PAYOUTS=2000 npm run bench:payouts` asks for another number. */
const PAYOUTS = Number(process.env.PAYOUTS ?? 500);
/**
 * Brings money to all lanes, too: the first payout of each asks for it. Each connection plans a
 * statement anew for the first five times, so that it takes hundreds until a service is warm.
 */
const WARM_UP = 200;
/** What they say and add is counted, after those whose time is taken. */
const COUNTED = 100;
const LOOK_MS = 250;
/** Claimants are told of it after a moment, which is of its cost, too. */
const TAIL_MS = 4_000;
const PATIENCE_MS = 600_000;
/** As operators have it: fault tests look for lost work more often. */
const SWEEP_INTERVAL_MS = '5000';

/** What the measurement works with: a running service, its jobs, and its database past it. */
interface Bench {
  readonly service: KillableService;
  readonly queue: BenchQueue;
  readonly client: HttpClient;
  readonly pool: Pool;
}

/**
 * Approved claims through the simulated rail until every payout is settled and booked: real worker,
 * real rail, real database, on the processors of one machine. First with the jobs in PostgreSQL,
 * then on Redis, where its program is.
 */
export async function main(): Promise<void> {
  const runs = [await runWith(new QueueOnPostgres())];
  if (hasRedis()) runs.push(await runWith(await QueueOnRedis.start()));
  const text = payoutReport(runs);
  process.stdout.write(`${text}\nKept in ${keep('payouts', text)}\n`);
}

async function runWith(queue: BenchQueue): Promise<PayoutRun> {
  const rail = await BenchRail.start();
  const service = await KillableService.prepare({
    ...{ ...queue.environment, ...rail.environment },
    SWEEP_INTERVAL_MS,
  });
  const client = new HttpClient(service.url);
  try {
    // The service finds it running, with what counts.
    const { stateDir } = service;
    const { adminUrl, database } = await startEmbeddedPostgres({
      stateDir,
      settings: COUNTING_SERVER,
    });
    service.start('up');
    await service.untilReady();
    rail.notify(service.url);
    const url = Object.assign(new URL(adminUrl), { pathname: `/${database}` });
    const options = '-c search_path=ganpei,bullmq';
    const pool = new Pool({ connectionString: url.toString(), options, max: 2 });
    return await measureAll({ service, queue, client, pool }).finally(() => pool.end());
  } finally {
    client.close();
    await service.dispose();
    await rail.dispose();
    await queue.dispose();
  }
}

async function measureAll(bench: Bench): Promise<PayoutRun> {
  const { pool, queue } = bench;
  const paidClaimId = await onePaidClaim(bench);
  await payAll(bench, await seedApprovedClaims(pool, paidClaimId, WARM_UP));
  const found = await measure(bench, paidClaimId, PAYOUTS);
  const claimIds = await seedApprovedClaims(pool, paidClaimId, COUNTED);
  await queue.startCounting(pool);
  const said = await countStatements(pool, () => payAll(bench, claimIds));
  const jobs = await queue.counted(pool);
  return { ...found, queue: queue.name, counted: COUNTED, said, jobs };
}

/** Takes one claim all the way through HTTP, with money on the rail for all that follow. */
async function onePaidClaim({ client, pool }: Bench): Promise<string> {
  const people = {
    bank: await client.signIn('ops@demo.ganpei'),
    agent: await client.signIn('sun@demo.ganpei'),
    reviewer: await client.signIn('wang@demo.ganpei'),
    approver: await client.signIn('zhao@demo.ganpei'),
  };
  await fundClaims(client, people, PAYOUTS + WARM_UP + COUNTED + 1);
  const [disputed] = await reportPayments(client, people.bank, 1, 'template');
  if (disputed === undefined) throw new Error('No payment was reported.');
  await playClaim(client, people, disputed);
  return untilThere(async () => {
    const { rows } = await pool.query<{ id: string }>(
      `SELECT id FROM claims WHERE claimant_party_id = $1 AND status = 'paid'`,
      [disputed.partyId],
    );
    return rows[0]?.id ?? null;
  });
}

async function measure(
  bench: Bench,
  paidClaimId: string,
  payouts: number,
): Promise<Omit<PayoutRun, 'queue' | 'counted' | 'said' | 'jobs'>> {
  const { service, queue, pool } = bench;
  const claimIds = await seedApprovedClaims(pool, paidClaimId, payouts);
  const redisMs = (): number => (queue.pid === null ? 0 : processorMsOf(queue.pid));
  const before = { cost: processorTime(service), redisMs: redisMs() };
  await payAll(bench, claimIds);
  const each = processorTimeEach(before.cost, processorTime(service), payouts);
  const cost = each === null ? null : { ...each, redisMs: (redisMs() - before.redisMs) / payouts };
  return { payouts, ...(await timesOf(pool, claimIds)), cost };
}

/** Rings for approved claims, and waits until all are paid and their claimants are told. */
async function payAll({ queue, pool }: Bench, claimIds: readonly string[]): Promise<void> {
  await queue.ring(pool, claimIds);
  const unpaid = async (): Promise<object | null> => {
    const { rows } = await pool.query<object>(
      `SELECT id, status, next_step FROM claims WHERE id = ANY ($1) AND status <> 'paid' LIMIT 1`,
      [claimIds],
    );
    return rows[0] ?? null;
  };
  await untilThere(async () => ((await unpaid()) === null ? true : null)).catch(async () => {
    throw new Error(`Not paid in time: ${JSON.stringify(await unpaid())}`);
  });
  await sleep(TAIL_MS);
}

/** From when the first order was opened until the last one was known to be settled. */
async function timesOf(
  pool: Pool,
  claimIds: readonly string[],
): Promise<Pick<PayoutRun, 'perS' | 'p50Ms' | 'p99Ms'>> {
  const { rows } = await pool.query<{ s: number; p50: number; p99: number }>(
    `SELECT extract(epoch FROM max(updated_at) - min(created_at))::float AS s,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY took) AS p50,
            percentile_cont(0.99) WITHIN GROUP (ORDER BY took) AS p99
       FROM (SELECT *, (extract(epoch FROM updated_at - created_at) * 1000)::float AS took
               FROM payouts WHERE claim_id = ANY ($1)) paid`,
    [claimIds],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('There are no payouts.');
  return { perS: claimIds.length / row.s, p50Ms: row.p50, p99Ms: row.p99 };
}

async function untilThere<Value>(look: () => Promise<Value | null>): Promise<Value> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > deadline) throw new Error('Not paid in time.');
    await sleep(LOOK_MS);
  }
}
