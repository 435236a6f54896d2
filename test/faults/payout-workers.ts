import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Client } from 'pg';

import { laneOfSeed } from '@app/kernel';
import type { Lane } from '@app/kernel';
import { PayoutEntity } from '@app/payouts';
import type { Actor, Config } from '@app/platform';

import { startSimulatedRail } from '../../apps/cli/src/simulated-rail/start-simulated-rail';
import type { SimulatedRail } from '../../apps/cli/src/simulated-rail/start-simulated-rail';
import { aClaimant, payingCase, payoutNow } from '../support/cases';
import { hearPostgres } from '../support/hear-postgres';
import { TcpProxy } from '../support/tcp-proxy';
import type { SetTrap } from '../support/tcp-proxy';
import { TestOperations } from '../support/test-operations';
import { WorkerProcess } from './worker-process';

const RUN_GANPEI = require.resolve('./run-ganpei.cjs');
const POLL_MS = 50;
/** A worker compiles itself first, on a machine that may be busy. */
const SPRING_MS = 180_000;

/**
 * Payouts whose workers are processes of their own. What lies between these and their database or
 * their rail goes through a proxy; the rail itself and its book are the test's.
 */
export class PayoutWorkers {
  private readonly workers: WorkerProcess[] = [];
  private readonly lanes = new Set<Lane>();
  private aheadMs = 0;

  private constructor(
    readonly ops: TestOperations,
    /** Its book says what was really paid. */
    public rail: SimulatedRail,
    /** Between the workers and PostgreSQL; what is heard there are statements. */
    readonly toDatabase: TcpProxy,
    /** Between the workers and the rail. */
    readonly toRail: TcpProxy,
    /** Sees what others have open. */
    private readonly onlooker: Client,
    private readonly programs: Config['programs'] | null,
  ) {}

  /** With the programmes that are wished for, or those of an installation that says nothing. */
  static async start(wish: Partial<Pick<Config, 'programs'>> = {}): Promise<PayoutWorkers> {
    const ops = await TestOperations.start({ config: wish });
    const rail = await startRail(ops, {});
    const { hostname: host, port } = new URL(ops.libs.database.adminUrl);
    return new PayoutWorkers(
      ops,
      rail,
      await TcpProxy.start({ host, port: Number(port) }, hearPostgres),
      await TcpProxy.start({ host: '127.0.0.1', port: Number(new URL(rail.url).port) }),
      await ops.libs.connectAs(null),
      wish.programs ?? null,
    );
  }

  work(): WorkerProcess {
    const worker = WorkerProcess.start(this.environment(this.toDatabase.port), this.aheadMs);
    this.workers.push(worker);
    return worker;
  }

  /** So much time passes for us, for the rail, which loses its faults, and for workers to come. */
  async passTime(ms: number): Promise<void> {
    this.aheadMs += ms;
    const port = Number(new URL(this.rail.url).port);
    await this.rail.close();
    this.rail = await startRail(this.ops, { port, clockSkewMs: this.aheadMs });
    this.ops.clock.moveOn(ms);
  }

  /** An order of 150.00 that waits for a worker, in a lane that it shares with no other. */
  async aPayout(): Promise<PayoutEntity> {
    const [payout] = await payingCase(this.ops, {
      claimant: this.aClaimant(),
      amounts: [15_000n],
    });
    if (payout === undefined) throw new Error('The claim was not approved.');
    return payout;
  }

  /** Somebody whose lane is shared with no other: nobody waits for what they have locked. */
  aClaimant(): Actor {
    let claimant = aClaimant();
    while (this.lanes.has(laneOfSeed(claimant.partyId ?? ''))) claimant = aClaimant();
    this.lanes.add(laneOfSeed(claimant.partyId ?? ''));
    return claimant;
  }

  /** How often an order was sent, whether it arrived or not. */
  sendsOf({ id }: PayoutEntity): number {
    return this.toRail.conversations.filter((said) => isOrder(said, id)).length;
  }

  /** Resolves when all of them are caught; says which are not when it takes too long. */
  async caught(traps: ReadonlyMap<string, SetTrap>): Promise<void> {
    await this.until(
      () => Promise.resolve([...traps].flatMap(([what, { isSprung }]) => (isSprung ? [] : [what]))),
      (missing) => missing.length === 0,
      SPRING_MS,
    );
  }

  /** The payout once it is so. */
  async becomes(
    payout: PayoutEntity,
    isThere: (now: PayoutEntity) => boolean,
    timeoutMs: number,
  ): Promise<PayoutEntity> {
    return this.until(() => payoutNow(this.ops, payout), isThere, timeoutMs);
  }

  /** Resolves when PostgreSQL has noticed that workers are gone, and undone what they had begun. */
  async undone(): Promise<void> {
    await this.until(
      () => this.openTransactions(),
      (open) => open.length === 0,
      SPRING_MS,
    );
  }

  /**
   * Stops a worker between two transactions: what one holds in the middle of its sweep, no other
   * worker sweeps until PostgreSQL gives that transaction up.
   */
  async freeze(worker: WorkerProcess): Promise<void> {
    for (;;) {
      worker.freeze();
      await sleep(POLL_MS);
      if ((await this.openTransactions()).length === 0) return;
      worker.thaw();
      await sleep(POLL_MS);
    }
  }

  /** Where the books break an invariant or differ from the book that the rail itself keeps. */
  async broken(): Promise<string[]> {
    const payouts = await this.ops.reads.find(PayoutEntity);
    const book = this.rail.book();
    const strange = book.transfers.filter(
      ({ reference }) => !payouts.some(({ id }) => id === reference),
    );
    const different = payouts.flatMap(({ id, status, amountMinor }) => {
      const paid = book.paidOf(id).map(({ money }) => money.amountMinor);
      const owed = status === 'settled' ? [amountMinor.toString()] : [];
      const agree = String(paid) === String(owed) || (isOpen(status) && paid.length < 2);
      return agree ? [] : [`${id} is ${status}, and its rail paid [${paid.join(', ')}]`];
    });
    const unknown = strange.map(({ reference }) => `the rail paid ${reference}, which is none`);
    return [...(await this.ops.broken()), ...different, ...unknown];
  }

  /** What `ganpei doctor --books` finds wrong, and what verifying the exported ledger does. */
  async found(): Promise<string[]> {
    const out = join(this.ops.libs.stateDir, 'exported-ledger');
    const [doctor, exported] = await Promise.all([
      this.ganpei('doctor', '--books'),
      this.ganpei('ledger', 'export', '--out', out),
    ]);
    const verified = await this.ganpei('verify', out);
    return [
      ...doctor.text.split('\n').filter((line) => line.startsWith('✗')),
      ...[doctor, exported, verified].flatMap(({ code, text }) => (code === 0 ? [] : [text])),
    ];
  }

  async until<Seen>(
    look: () => Promise<Seen>,
    isThere: (seen: Seen) => boolean,
    timeoutMs: number,
  ): Promise<Seen> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const seen = await look();
      if (isThere(seen)) return seen;
      if (Date.now() > deadline) {
        const complaints = this.workers.map((worker) => worker.complaints).join('');
        throw new Error(`Never came true; last seen: ${shown(seen)}\n${complaints}`);
      }
      await sleep(POLL_MS);
    }
  }

  /** Kills all workers. */
  async dismiss(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.kill()));
  }

  async stop(): Promise<void> {
    await this.dismiss();
    await Promise.all([this.toDatabase.close(), this.toRail.close()]);
    await this.rail.close();
    await this.ops.stop();
  }

  private async openTransactions(): Promise<object[]> {
    const { rows } = await this.onlooker.query<object>(
      `SELECT pid, query FROM pg_stat_activity
         WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
    );
    return rows;
  }

  private environment(databasePort?: number): Record<string, string> {
    const url = new URL(this.ops.libs.database.adminUrl);
    if (databasePort !== undefined) {
      url.hostname = '127.0.0.1';
      url.port = String(databasePort);
    }
    const { secret, webhookSecret } = this.ops.secrets;
    return {
      DATABASE_URL: url.toString(),
      STATE_DIR: this.ops.libs.stateDir,
      DEMO: 'true',
      SWEEP_INTERVAL_MS: '500',
      RAIL_SIMULATED_URL: `http://127.0.0.1:${String(this.toRail.port)}`,
      RAIL_SIMULATED_SECRET: secret,
      RAIL_SIMULATED_WEBHOOK_SECRET: webhookSecret,
      ...environmentOf(this.programs),
    };
  }

  private ganpei(...words: string[]): Promise<{ code: number; text: string }> {
    return new Promise((resolve) => {
      const { PATH = '', HOME = '', TMPDIR = '' } = process.env;
      const env = { PATH, HOME, TMPDIR, ...this.environment() };
      const child = execFile(
        process.execPath,
        [RUN_GANPEI, ...words],
        { env },
        (_, stdout, stderr) => {
          resolve({ code: child.exitCode ?? -1, text: `${stdout}${stderr}` });
        },
      );
    });
  }
}

function startRail(
  { libs: { stateDir }, secrets: { secret } }: TestOperations,
  wish: { readonly port?: number; readonly clockSkewMs?: number },
): Promise<SimulatedRail> {
  return startSimulatedRail({ bookFile: join(stateDir, 'rail-of-workers.jsonl'), secret, ...wish });
}

function environmentOf(programs: Config['programs'] | null): Record<string, string> {
  if (programs === null) return {};
  const { packsDir, calendarsFile, offered } = programs;
  return {
    ...(packsDir === null ? {} : { GANPEI_PACKS_DIR: packsDir }),
    ...(calendarsFile === null ? {} : { GANPEI_CALENDARS_FILE: calendarsFile }),
    GANPEI_PROGRAMS: offered.join(','),
  };
}

/** Whether this was said to a rail in order to send the payout. */
export function isOrder(said: string, payoutId: string): boolean {
  return said.startsWith('POST /transfers ') && said.includes(payoutId);
}

/** Whether all of this was said in this order within the newest transaction of a connection. */
export function saidInOrder(...parts: readonly string[]): (said: string) => boolean {
  return (said) => {
    let at = said.lastIndexOf('START TRANSACTION');
    for (const part of parts) {
      if (at < 0) return false;
      at = said.indexOf(part, at);
    }
    return at >= 0;
  };
}

function isOpen(status: PayoutEntity['status']): boolean {
  return ['submitted', 'pending', 'unknown', 'action_required'].includes(status);
}

function shown(seen: unknown): string {
  return JSON.stringify(seen, (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}
