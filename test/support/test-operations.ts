import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { INestApplicationContext, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';

import { Clock, HOUSE_LANE, newId } from '@app/kernel';
import { PayoutsModule, RailDirectory, SimulatedRailAdapter } from '@app/payouts';
import { PlatformModule, UnitOfWork, UserEntity } from '@app/platform';
import type { Actor, Config, Reads, Role, Tx } from '@app/platform';
import { checkBooks } from '@app/reports';
import { ReviewModule } from '@app/review';

import { railSecrets } from '../../apps/cli/src/rail-secrets';
import { startSimulatedRail } from '../../apps/cli/src/simulated-rail/start-simulated-rail';
import type { SimulatedRail } from '../../apps/cli/src/simulated-rail/start-simulated-rail';
import { InterceptedRail } from './intercepted-rail';
import { TestClock } from './test-clock';
import { createTestDatabase } from './test-database';
import type { TestDatabase } from './test-database';

/** The staff of the tests: two reviewers, two approvers and an agent. */
export type Staff = 'wang' | 'qian' | 'zhao' | 'li' | 'sun';
const STAFF: readonly (readonly [Staff, Role])[] = [
  ['wang', 'reviewer'],
  ['qian', 'reviewer'],
  ['zhao', 'approver'],
  ['li', 'approver'],
  ['sun', 'agent'],
];

/** What a test waits at most for a rail that does not answer. */
const RAIL_TIMEOUT_MS = 400;

/**
 * The operations of claims, review and payouts over a database and a simulated rail of their own.
 * There is no HTTP and no worker: a job stays in its queue until the test does its work.
 */
export class TestOperations {
  private constructor(
    readonly app: INestApplicationContext,
    readonly database: TestDatabase,
    readonly clock: TestClock,
    /** The rail itself: its book says what was really paid. */
    readonly rail: SimulatedRail,
    /** The service's way to the rail. */
    readonly way: InterceptedRail,
    readonly staff: Readonly<Record<Staff, Actor>>,
    /** The secret that the rail signs its notices with. */
    readonly webhookSecret: string,
    private readonly stateDir: string,
  ) {}

  static async start(): Promise<TestOperations> {
    const database = await createTestDatabase();
    const stateDir = await mkdtemp(join(tmpdir(), 'ganpei-operations-'));
    const { secret, webhookSecret } = railSecrets(stateDir);
    const rail = await startSimulatedRail({ bookFile: join(stateDir, 'rail.jsonl'), secret });
    const simulated = { url: rail.url, secret, webhookSecret };
    const way = new InterceptedRail(
      new SimulatedRailAdapter({
        ...simulated,
        webhookSecrets: [webhookSecret],
        timeoutMs: RAIL_TIMEOUT_MS,
      }),
    );
    const clock = new TestClock();
    const login = { url: database.adminUrl, role: 'ganpei_app' } as const;
    const config: Config = { ...CONFIG, stateDir, rails: { simulated } };
    const app = await Test.createTestingModule({
      imports: [PlatformModule.forRoot(config, login, clock), ReviewModule, PayoutsModule],
    })
      .overrideProvider(RailDirectory)
      .useValue(new RailDirectory([way]))
      .compile();
    await app.init();
    const staff = await addStaff(app);
    return new TestOperations(
      app,
      database,
      clock,
      rail,
      way,
      staff,
      webhookSecret,
      stateDir,
    );
  }

  get<Part>(part: Type<Part>): Part {
    return this.app.get(part, { strict: false });
  }

  get reads(): Reads {
    return this.get(UnitOfWork).reads;
  }

  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return this.get(UnitOfWork).transaction(work);
  }

  /** The jobs that wait in a queue, as their data. */
  async jobs(queue: string): Promise<Record<string, string>[]> {
    const rows = await this.reads.query<{ data: Record<string, string> }[]>(
      'SELECT data FROM bullmq.jobs WHERE queue = $1 ORDER BY id',
      [queue],
    );
    return rows.map(({ data }) => data);
  }

  /** What breaks an invariant of the books; nothing when all hold. */
  async broken(): Promise<string[]> {
    const checks = await checkBooks(this.reads);
    return checks.flatMap(({ id, violations }) =>
      violations.map(({ what, detail }) => `${id}: ${what} ${detail}`),
    );
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.rail.close();
    await this.database.drop();
    await rm(this.stateDir, { recursive: true, force: true });
  }
}

async function addStaff(app: INestApplicationContext): Promise<Record<Staff, Actor>> {
  const createdAt = app.get(Clock).now();
  const actors = STAFF.map(([name, role]): [Staff, Actor] => [
    name,
    { id: newId('usr', HOUSE_LANE), role, name, partyId: null },
  ]);
  await app.get(UnitOfWork).transaction((tx) =>
    tx.insert(
      UserEntity,
      actors.map(([username, { id, role, name }]) => ({
        id,
        username,
        passwordHash: 'nobody signs in here',
        name,
        role: role as Role,
        partyId: null,
        demo: false,
        disabledAt: null,
        createdAt,
      })),
    ),
  );
  return Object.fromEntries(actors) as Record<Staff, Actor>;
}

const CONFIG = {
  host: '127.0.0.1',
  port: 0,
  databaseUrl: null,
  databaseOwnerUrl: null,
  postgresBinDir: null,
  demo: false,
  supportPhone: '400-000-0000',
  sweepIntervalMs: 1_000,
} as const;
