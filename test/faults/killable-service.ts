import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

import { loadConfig, withReads } from '@app/platform';
import type { Config, Reads } from '@app/platform';
import { checkBooks } from '@app/reports';

import { openDatabase } from '../../apps/cli/src/open-database';

const RUN_GANPEI = require.resolve('./run-ganpei.cjs');
const POLL_MS = 20;
const START_MS = 120_000;

/**
 * The `ganpei` command as a process of its own, with the embedded PostgreSQL, over one state folder
 * and one port. Killing it leaves the database server behind, as a real crash does.
 */
export class KillableService {
  /** What it wrote for people since it was started last. */
  readonly lines: string[] = [];
  private child: ChildProcess | null = null;
  private complaints = '';
  private isDisposed = false;

  private constructor(
    readonly stateDir: string,
    private readonly environment: Readonly<Record<string, string>>,
    private readonly config: Config,
  ) {}

  /** `more` variables are those of the environment that it is started in. */
  static async prepare(more: Readonly<Record<string, string>> = {}): Promise<KillableService> {
    const stateDir = await mkdtemp(join(tmpdir(), 'ganpei-killed-'));
    const environment = {
      STATE_DIR: stateDir,
      PORT: String(await freePort()),
      // Whoever sends mail comes again to the same place.
      MAIL_LISTEN: `127.0.0.1:${await freePort()}`,
      DEMO: 'true',
      SWEEP_INTERVAL_MS: '500',
      ...more,
    };
    return new KillableService(stateDir, environment, loadConfig(environment));
  }

  get url(): string {
    return `http://127.0.0.1:${this.config.port}`;
  }

  /** The process itself; it has to be running. */
  get pid(): number {
    return this.running().pid ?? 0;
  }

  /** Where it takes mail. */
  get mailPort(): number {
    return this.config.mailIn.listen?.port ?? 0;
  }

  /** Starts it and returns at once. `demo` plays its story on a port that nobody else knows. */
  start(command: 'up' | 'demo'): void {
    if (this.isDisposed) throw new Error('Its state folder is gone.');
    const where = command === 'demo' ? ['--state-dir', this.stateDir] : [];
    const child = spawn(process.execPath, [RUN_GANPEI, command, ...where], {
      env: { ...withoutGanpei(process.env), ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.lines.length = 0;
    this.complaints = '';
    createInterface(child.stdout).on('line', (line) => this.lines.push(line));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.complaints += text));
    this.child = child;
  }

  /** Resolves when it has written so many lines; rejects when it ends before. */
  async untilItWrote(linesMin: number): Promise<void> {
    const deadline = Date.now() + START_MS;
    while (this.lines.length < linesMin) {
      this.running();
      if (Date.now() > deadline) throw new Error(`Not there in time.\n${this.complaints}`);
      await sleep(POLL_MS);
    }
  }

  /** Resolves when it serves requests and has its demo accounts; rejects when it ends before. */
  async untilReady(): Promise<void> {
    // The banner comes last, after the seed.
    await this.untilItWrote(1);
  }

  /** SIGKILL to the process alone, as the kernel does it when memory runs out. */
  async kill(): Promise<void> {
    const child = this.running();
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
    this.child = null;
  }

  /** SIGTERM, as an operator stops it. Returns the exit code. */
  async stop(): Promise<number | null> {
    const child = this.running();
    const ended = once(child, 'close');
    child.kill('SIGTERM');
    await ended;
    this.child = null;
    return child.exitCode;
  }

  /** What breaks an invariant of the books; nothing when all hold. It has to be running. */
  async broken(): Promise<string[]> {
    const checks = await this.read(checkBooks);
    return checks.flatMap(({ id, violations }) =>
      violations.map(({ what, detail }) => `${id}: ${what} ${detail}`),
    );
  }

  /** Reads past the service what it has written. It has to be running. */
  async read<Result>(look: (reads: Reads) => Promise<Result>): Promise<Result> {
    // Not closed: the server belongs to the process that runs on it.
    const { login } = await openDatabase(this.config, () => undefined);
    return withReads(login, look);
  }

  /** Leaves neither a process nor a database server nor a folder behind, whatever happened. */
  async dispose(): Promise<void> {
    this.isDisposed = true;
    if (this.child?.exitCode === null && this.child.signalCode === null) await this.kill();
    if (existsSync(join(this.stateDir, 'postgres', 'data', 'postmaster.pid'))) {
      await (await openDatabase(this.config, () => undefined)).close();
    }
    await rm(this.stateDir, { recursive: true, force: true });
  }

  private running(): ChildProcess {
    if (this.child === null) throw new Error('It was not started.');
    const { exitCode, signalCode } = this.child;
    if (exitCode === null && signalCode === null) return this.child;
    throw new Error(`It ended by itself (${exitCode ?? signalCode ?? ''}).\n${this.complaints}`);
  }
}

/** The environment of the tests without what would configure the service. */
function withoutGanpei(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = /^(DATABASE_|RAIL_|QUEUE_URL$|PG_BIN$|HOST$|SUPPORT_PHONE$|NODE_OPTIONS$)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}
