import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { Client } from 'pg';

import { PlatformModule, UnitOfWork, jsonLogger, sessionOptions } from '@app/platform';
import type { Actor, Config, Role, Tx } from '@app/platform';

import { TestClock } from './test-clock';
import { createTestDatabase } from './test-database';
import type { TestDatabase } from './test-database';

export interface LibsUnderTest {
  readonly imports?: readonly (Type | DynamicModule)[];
  readonly providers?: readonly Provider[];
  readonly demo?: boolean;
  /** A database and a state folder that outlive this one, to play a restart. */
  readonly kept?: Pick<TestLibs, 'database' | 'stateDir'>;
}

/** Some libs over a database and a state folder of their own: no HTTP, no rail. */
export class TestLibs {
  private readonly clients: Client[] = [];

  private constructor(
    readonly module: TestingModule,
    readonly database: TestDatabase,
    readonly stateDir: string,
    readonly clock: TestClock,
  ) {}

  static async start({ imports = [], providers = [], ...wish }: LibsUnderTest): Promise<TestLibs> {
    const database = wish.kept?.database ?? (await createTestDatabase());
    const stateDir = wish.kept?.stateDir ?? (await mkdtemp(join(tmpdir(), 'ganpei-libs-')));
    const clock = new TestClock();
    const login = { url: database.adminUrl, role: 'ganpei_app' } as const;
    const platform = PlatformModule.forRoot(configOf(stateDir, wish.demo ?? false), login, clock);
    const module = await Test.createTestingModule({
      imports: [platform, ...imports],
      providers: [...providers],
    })
      .setLogger(jsonLogger(['fatal']))
      .compile();
    await module.init();
    return new TestLibs(module, database, stateDir, clock);
  }

  /** Stops the libs and leaves database and folder to the next `start({ kept })`. */
  async close(): Promise<void> {
    await Promise.all(this.clients.splice(0).map((client) => client.end()));
    await this.module.close();
  }

  async stop(): Promise<void> {
    await this.close();
    await this.database.drop();
    await rm(this.stateDir, { recursive: true, force: true });
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
    const options = role === null ? '-c search_path=ganpei,bullmq' : sessionOptions(role);
    const client = new Client({ connectionString: this.database.adminUrl, options });
    await client.connect();
    this.clients.push(client);
    return client;
  }
}

/** Somebody with a role; operations below HTTP do not look them up. */
export function anActor(role: Role, id = 'usr_0000000000000000000000000'): Actor {
  return { id, role, name: role, partyId: role === 'claimant' ? 'u_1001' : null };
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
    sweepIntervalMs: 600_000,
    rails: { simulated: null },
  };
}
