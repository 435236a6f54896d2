import 'reflect-metadata';

import { setTimeout as sleep } from 'node:timers/promises';

import { startEmbeddedPostgres } from '@app/platform';
import { Pool } from 'pg';

import { KillableService } from '../faults/killable-service';
import { fundClaims, playClaim, reportPayments } from './claims/claim-story';
import { HttpClient } from './claims/http-client';
import { seedApprovedClaims } from './payouts/approved-seed';
import { ringForPayouts } from './payouts/ring';
import { processorTime, processorTimeEach } from './processor-time';
import type { ProcessorTime } from './processor-time';
import { keep, machine, table, targetTable, today, whole } from './report';

/** `PAYOUTS=500 npm run bench:payouts` asks for another number. */
const PAYOUTS = Number(process.env.PAYOUTS ?? 2_000);
/** Brings money to all lanes, too: the first payout of each asks for it. */
const WARM_UP = 200;
const WANTED_PER_S = 200;
const LOOK_MS = 250;
const PATIENCE_MS = 600_000;

interface Run {
  readonly payouts: number;
  readonly perS: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cost: ProcessorTime | null;
}

/** What the measurement works with: a running service, and its database past it. */
interface Bench {
  readonly service: KillableService;
  readonly client: HttpClient;
  readonly pool: Pool;
}

/**
 * Approved claims through the simulated rail until every payout is settled and booked: real worker,
 * real rail, real database, on the processors of one machine.
 */
export async function main(): Promise<void> {
  const service = await KillableService.prepare();
  const client = new HttpClient(service.url);
  try {
    service.start('up');
    await service.untilReady();
    // It runs already: this is the way to it, past the service.
    const { adminUrl, database } = await startEmbeddedPostgres({ stateDir: service.stateDir });
    const url = Object.assign(new URL(adminUrl), { pathname: `/${database}` });
    const options = '-c search_path=ganpei,bullmq';
    const pool = new Pool({ connectionString: url.toString(), options, max: 2 });
    const run = await measureAll({ service, client, pool }).finally(() => pool.end());
    const text = report(run);
    process.stdout.write(`${text}\nKept in ${keep('payouts', text)}\n`);
  } finally {
    client.close();
    await service.dispose();
  }
}

async function measureAll(bench: Bench): Promise<Run> {
  const paidClaimId = await onePaidClaim(bench);
  await measure(bench, paidClaimId, WARM_UP);
  return measure(bench, paidClaimId, PAYOUTS);
}

/** Takes one claim all the way through HTTP, with money on the rail for all that follow. */
async function onePaidClaim({ client, pool }: Bench): Promise<string> {
  const people = {
    bank: await client.signIn('ops@demo.ganpei'),
    agent: await client.signIn('sun@demo.ganpei'),
    reviewer: await client.signIn('wang@demo.ganpei'),
    approver: await client.signIn('zhao@demo.ganpei'),
  };
  await fundClaims(client, people.bank, PAYOUTS + WARM_UP + 1);
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

async function measure(bench: Bench, paidClaimId: string, payouts: number): Promise<Run> {
  const { service, pool } = bench;
  const claimIds = await seedApprovedClaims(pool, paidClaimId, payouts);
  const before = processorTime(service);
  await ringForPayouts(pool, claimIds);
  await untilThere(async () => {
    const { rows } = await pool.query(
      `SELECT FROM claims WHERE id = ANY ($1) AND status <> 'paid' LIMIT 1`,
      [claimIds],
    );
    return rows.length === 0 ? true : null;
  });
  const cost = processorTimeEach(before, processorTime(service), payouts);
  return { payouts, ...(await timesOf(pool, claimIds)), cost };
}

/** From when the first order was opened until the last one was known to be settled. */
async function timesOf(
  pool: Pool,
  claimIds: readonly string[],
): Promise<Pick<Run, 'perS' | 'p50Ms' | 'p99Ms'>> {
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

function report({ payouts, perS, p50Ms, p99Ms, cost }: Run): string {
  const head = ['queue', 'payouts', 'per s', 'p50 ms', 'p99 ms', 'Node + PostgreSQL, ms'];
  const used = cost === null ? '–' : `${cost.nodeMs.toFixed(1)} + ${cost.postgresMs.toFixed(1)}`;
  const row = ['PostgreSQL', whole(payouts), perS.toFixed(0), whole(p50Ms), whole(p99Ms), used];
  const target = {
    what: 'payouts per second, approved → settled and booked',
    wanted: `≥ ${String(WANTED_PER_S)}`,
    found: perS.toFixed(0),
    reached: perS >= WANTED_PER_S,
  };
  return [
    `# Payouts, ${today()}`,
    '',
    `${machine()}. Service, worker, database and rail on one machine. Times are from the opening of an order until it is known to be settled; the last column is what a payout took of the processors, with all that its claim does at once because of it.`,
    '',
    ...table(head, [row]),
    '',
    ...targetTable([target]),
    '',
  ].join('\n');
}
