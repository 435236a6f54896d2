import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { Client } from 'pg';

import { JobsModule, PlatformModule, UnitOfWork, jsonLogger, sessionOptions } from '@app/platform';
import type { Actor, Config, JobDefinition, Role, Tx } from '@app/platform';

import { TestClock } from './test-clock';
import { createTestDatabase } from './test-database';
import type { TestDatabase } from './test-database';

/** Tests call the sweep themselves. */
const NEVER_MS = 600_000;

/** What of an installation outlives its processes. */
export interface Installation {
  readonly database: TestDatabase;
  readonly stateDir: string;
}

export interface LibsUnderTest {
  /** One that is there already, and stays; otherwise a new one, which goes with the libs. */
  readonly installation?: Installation;
  readonly config?: Partial<Config>;
  readonly imports?: readonly (Type | DynamicModule)[];
  readonly providers?: readonly Provider[];
  readonly demo?: boolean;
  /** Kinds of job that are worked on; their processors are among `providers`. */
  readonly jobs?: readonly JobDefinition[];
}

/** Some libs over a database and a state folder of their own: no HTTP, no rail. */
export class TestLibs {
  private readonly clients: Client[] = [];

  private constructor(
    readonly module: TestingModule,
    readonly database: TestDatabase,
    readonly stateDir: string,
    readonly clock: TestClock,
    private readonly isOwn: boolean,
  ) {}

  static async start(wish: LibsUnderTest = {}): Promise<TestLibs> {
    const installation = wish.installation ?? (await newInstallation());
    const { database, stateDir } = installation;
    const clock = new TestClock();
    try {
      const module = await startModule(wish, { database, stateDir, clock });
      return new TestLibs(module, database, stateDir, clock, wish.installation === undefined);
    } catch (error) {
      if (wish.installation === undefined) await removeInstallation(installation);
      throw error;
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.clients.splice(0).map((client) => client.end()));
    await this.module.close();
    if (this.isOwn) await removeInstallation(this);
  }

  get<Instance>(type: abstract new (...parameters: never[]) => Instance): Instance {
    return this.module.get<Instance>(type);
  }

  get unitOfWork(): UnitOfWork {
    return this.get(UnitOfWork);
  }

  async inTransaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return this.unitOfWork.transaction(work);
  }

  /** A connection past all our code, with the rights of a role; null is the server's superuser. */
  async connectAs(role: 'ganpei_app' | 'ganpei_owner' | null): Promise<Client> {
    const options = role === null ? '-c search_path=ganpei,bullmq' : sessionOptions({ role });
    const client = new Client({ connectionString: this.database.adminUrl, options });
    await client.connect();
    this.clients.push(client);
    return client;
  }
}

export async function newInstallation(): Promise<Installation> {
  const stateDir = await mkdtemp(join(tmpdir(), 'ganpei-libs-'));
  return { database: await createTestDatabase(), stateDir };
}

export async function removeInstallation({ database, stateDir }: Installation): Promise<void> {
  await database.drop();
  await rm(stateDir, { recursive: true, force: true });
}

async function startModule(
  { imports = [], providers = [], demo = false, jobs, config = {} }: LibsUnderTest,
  { database, stateDir, clock }: Pick<TestLibs, 'database' | 'stateDir' | 'clock'>,
): Promise<TestingModule> {
  const login = { url: database.adminUrl, role: 'ganpei_app' } as const;
  const { queue = null } = config;
  const worker =
    jobs === undefined
      ? []
      : [JobsModule.forRoot({ login, jobs, queue, sweepIntervalMs: NEVER_MS })];
  const module = await Test.createTestingModule({
    imports: [
      PlatformModule.forRoot({ ...configOf(stateDir, demo), ...config }, login, clock),
      ...worker,
      ...imports,
    ],
    providers: [...providers],
  })
    .setLogger(jsonLogger(['fatal']))
    .compile();
  try {
    return await module.init();
  } catch (error) {
    await module.close();
    throw error;
  }
}

/** Somebody with a role; operations below HTTP do not look them up. */
export function anActor(role: Role, id = 'usr_0000000000000000000000000'): Actor {
  const partyId = role === 'claimant' ? 'u_1001' : null;
  return { id, role, name: role, partyId, personId: id };
}

function configOf(stateDir: string, demo: boolean): Config {
  return {
    host: '127.0.0.1',
    port: 0,
    stateDir,
    databaseUrl: null,
    databaseOwnerUrl: null,
    postgresBinDir: null,
    demo,
    supportPhone: '400-000-0000',
    supportHours: [{ opensAtMinute: 540, closesAtMinute: 1_080 }],
    guarantorName: 'Ganpei 敢赔',
    sweepIntervalMs: NEVER_MS,
    queue: null,
    rails: { wallet: null, wechat: null, alipay: null, bank: null, simulated: null },
    ledger: {
      origin: null,
      checkpointDir: join(stateDir, 'ledger-checkpoints'),
      checkpointWebhook: null,
    },
    programs: { packsDir: null, calendarsFile: null, offered: ['cn-wallet-theft-guarantee'] },
    files: { s3: null, scanner: null },
    mail: { domain: 'claims.example.com', smtpUrl: null, sms: null, im: null },
    mailIn: { listen: null, tls: null },
    publicUrl: 'https://claims.example.com',
    trustedProxies: [],
    metricsToken: null,
  };
}
