import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type { Response, Test } from 'supertest';
import { In } from 'typeorm';

import { AccessTokens, Accounts, UnitOfWork, UserEntity, jsonLogger } from '@app/platform';
import type { Config, Role } from '@app/platform';

import { startAllInOne } from '../../apps/cli/src/all-in-one';
import type { RunningService } from '../../apps/cli/src/all-in-one';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '../../apps/cli/src/demo/demo-accounts';
import { railSecrets } from '../../apps/cli/src/rail-secrets';
import { startSimulatedRail } from '../../apps/cli/src/simulated-rail/start-simulated-rail';
import type { SimulatedRail } from '../../apps/cli/src/simulated-rail/start-simulated-rail';
import { TEST_BANK } from './bank-steps';
import { TestClock } from './test-clock';
import type { TestDatabase } from './test-database';
import { newInstallation, removeInstallation } from './test-libs';
import type { Installation } from './test-libs';

/** Who signs in as what in the tests; the same people as in the demo. */
export type Person = 'lin' | 'chen' | 'wang' | 'zhao' | 'sun' | 'audit' | 'ops' | 'bank';

const BANK = { username: 'bank@demo.ganpei', name: 'Bank', role: 'institution' as Role };

export interface ServiceUnderTest {
  /** One that is there already, and stays; otherwise a new one, which goes with the service. */
  readonly installation?: Installation;
  readonly config?: Partial<Config>;
  /** Rails beside the simulated one. */
  readonly rails?: Partial<Config['rails']>;
  /** Where the web was built; without it there is only the API. */
  readonly webFolder?: string;
}

/** The whole service over a database, a rail and a state folder of its own. */
export class TestService {
  readonly clock = new TestClock();
  private readonly tokens = new Map<Person, string>();
  private readonly isOwn: boolean = true;

  private constructor(
    readonly database: TestDatabase,
    readonly rail: SimulatedRail,
    readonly stateDir: string,
    readonly config: Config,
    private readonly service: RunningService,
  ) {}

  /** Starts everything, with the demo's people and an institution called `bank`. */
  static async start(wish: ServiceUnderTest = {}): Promise<TestService> {
    const { database, stateDir } = wish.installation ?? (await newInstallation());
    const secrets = railSecrets(stateDir);
    const clock = new TestClock();
    const rail = await startSimulatedRail({
      bookFile: join(stateDir, 'rail.jsonl'),
      secret: secrets.secret,
      bookClock: () => clock.now(),
    });
    const usual = testConfig(stateDir, { url: rail.url, ...secrets });
    const rails = { ...usual.rails, ...wish.rails };
    const config = { ...usual, rails, ...wish.config };
    const service = await startAllInOne({
      config,
      clock,
      login: { url: database.adminUrl, role: 'ganpei_app' },
      logger: jsonLogger(['error', 'fatal']),
      ...(wish.webFolder === undefined ? {} : { webFolder: wish.webFolder }),
    });
    rail.setWebhook({
      url: `${service.url}/v1/rails/simulated/webhook`,
      secret: secrets.webhookSecret,
    });
    const started = new TestService(database, rail, stateDir, config, service);
    Object.assign(started, { clock, isOwn: wish.installation === undefined });
    await started.addPeople();
    return started;
  }

  get app(): NestExpressApplication {
    return this.service.app;
  }

  get url(): string {
    return this.service.url;
  }

  async stop(): Promise<void> {
    await this.service.close();
    await this.rail.close();
    if (this.isOwn) await removeInstallation(this);
  }

  /** A request as somebody, or as nobody. Not async: awaiting a supertest request sends it. */
  as(person: Person | null, method: 'get' | 'post' | 'put' | 'delete', path: string): Test {
    const test = request(this.service.url)[method](path);
    return person === null
      ? test
      : test.set('Authorization', `Bearer ${this.tokens.get(person) ?? ''}`);
  }

  /** The header by which somebody is known; none for nobody. */
  authorization(person: Person | null): Record<string, string> {
    return person === null ? {} : { Authorization: `Bearer ${this.tokens.get(person) ?? ''}` };
  }

  async get(person: Person | null, path: string): Promise<Response> {
    return this.as(person, 'get', path);
  }

  /** Posts JSON with an idempotency key of its own, unless one is given. */
  async post(
    person: Person | null,
    path: string,
    body: object,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.as(person, 'post', path)
      .set({ 'Idempotency-Key': newKey(), ...headers })
      .send(body);
  }

  /** Waits until a read has the wanted outcome; says what it saw last when it never has. */
  async eventually<Seen>(
    read: () => Promise<Seen>,
    isThere: (seen: Seen) => boolean,
    timeoutMs = 60_000,
  ): Promise<Seen> {
    const until = Date.now() + timeoutMs;
    for (;;) {
      const seen = await read();
      if (isThere(seen)) return seen;
      if (Date.now() > until)
        throw new Error(`Never came true; last seen: ${JSON.stringify(seen)}`);
      await sleep(25);
    }
  }

  /** Lets the time pass. Whoever was signed in signs in again: tokens are not good for days. */
  async passTime(ms: number): Promise<void> {
    this.clock.moveOn(ms);
    await this.signInAll();
  }

  private async addPeople(): Promise<void> {
    const accounts = this.app.get(Accounts);
    const unitOfWork = this.app.get(UnitOfWork);
    const [known] = await unitOfWork.reads.query<{ people: number }[]>(
      'SELECT count(*)::int AS people FROM users',
    );
    await unitOfWork.transaction(async (tx) => {
      if (known?.people !== 0) return;
      for (const account of [...DEMO_ACCOUNTS, BANK]) {
        await accounts.add(tx, { ...account, password: DEMO_PASSWORD, demo: true });
      }
    });
    await this.signInAll();
  }

  /** The tokens that a sign-in gives, without hashing a password for each of so many services. */
  private async signInAll(): Promise<void> {
    const tokens = this.app.get(AccessTokens);
    const usernames = [...DEMO_ACCOUNTS, BANK].map(({ username }) => username);
    const people = await this.app
      .get(UnitOfWork)
      .reads.findBy(UserEntity, { username: In(usernames) });
    for (const { id, username } of people) {
      this.tokens.set(username.split('@')[0] as Person, await tokens.issue(id));
    }
  }
}

let keys = 0;

function newKey(): string {
  keys += 1;
  return `key-${String(process.pid)}-${String(keys)}`;
}

function testConfig(
  stateDir: string,
  simulated: { url: string; secret: string; webhookSecret: string },
): Config {
  return {
    host: '127.0.0.1',
    port: 0,
    stateDir,
    databaseUrl: null,
    databaseOwnerUrl: null,
    postgresBinDir: null,
    demo: true,
    supportPhone: '400-000-0000',
    supportHours: [{ opensAtMinute: 540, closesAtMinute: 1_080 }],
    guarantorName: 'Ganpei 敢赔',
    sweepIntervalMs: 500,
    queue: null,
    rails: {
      wallet: null,
      wechat: null,
      alipay: null,
      bank: { ...TEST_BANK, currencies: ['NOK'] },
      simulated,
    },
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
