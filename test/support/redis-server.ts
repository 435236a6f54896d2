import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Redis } from 'ioredis';

import type { QueueConfig } from '@app/platform';

const PROGRAM = 'redis-server';

const START_MS = 20_000;
const POLL_MS = 20;

/** Whether tests can have a Redis; where they cannot it says so. */
export function hasRedis(): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter);
  if (folders.some((folder) => isExecutable(join(folder, PROGRAM)))) return true;
  process.stdout.write('Not installed, so that tests are skipped: redis-server\n');
  return false;
}

/** `describe` for tests that need `redis-server`, and are skipped where it is absent. */
export function describeWithRedis(): jest.Describe {
  return hasRedis() ? describe : describe.skip;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A Redis of its own on this machine: it keeps nothing, and listens to nobody else. */
export class RedisUnderTest {
  private child: ChildProcess | null = null;

  private constructor(
    private readonly folder: string,
    readonly port: number,
    private readonly settings: readonly string[],
  ) {}

  /** One that is not running yet; `settings` are words of its command line. */
  static async prepare(settings: readonly string[] = []): Promise<RedisUnderTest> {
    const folder = await mkdtemp(join(tmpdir(), 'ganpei-redis-'));
    return new RedisUnderTest(folder, await freePort(), settings);
  }

  static async start(settings: readonly string[] = []): Promise<RedisUnderTest> {
    const server = await RedisUnderTest.prepare(settings);
    try {
      await server.start();
      return server;
    } catch (error) {
      await server.dispose();
      throw error;
    }
  }

  /** For `QUEUE_URL`. */
  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  get config(): QueueConfig {
    const nobody = { username: null, password: null };
    return { host: '127.0.0.1', port: this.port, isEncrypted: false, ...nobody, database: 0 };
  }

  /** The process itself; it has to be running. */
  get pid(): number {
    return this.child?.pid ?? 0;
  }

  async start(): Promise<void> {
    this.child = spawn(
      PROGRAM,
      [
        ...['--bind', '127.0.0.1', '--port', String(this.port), '--dir', this.folder],
        ...['--save', '', '--appendonly', 'no', '--logfile', '/dev/null'],
        ...this.settings,
      ],
      { stdio: 'ignore' },
    );
    const deadline = Date.now() + START_MS;
    while (!(await this.answers())) {
      if (Date.now() > deadline) throw new Error('redis-server did not start.');
      await sleep(POLL_MS);
    }
  }

  /** SIGKILL, as the kernel does it when memory runs out. What it held is gone. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Stops listening to anybody without ending, or goes on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child?.kill(signal);
  }

  /** Says something to it, over a connection for that alone. */
  async say(command: string, ...words: string[]): Promise<unknown> {
    const client = new Redis(this.port, '127.0.0.1', {
      lazyConnect: true,
      retryStrategy: null,
      disconnectTimeout: 100,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await client.call(command, ...words);
    } finally {
      client.disconnect();
    }
  }

  /** Leaves neither a process nor a folder behind. */
  async dispose(): Promise<void> {
    if (this.child?.exitCode === null && this.child.signalCode === null) await this.end('SIGKILL');
    await rm(this.folder, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (child === null) throw new Error('It was not started.');
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    this.child = null;
  }

  private async answers(): Promise<boolean> {
    try {
      return (await this.say('PING')) === 'PONG';
    } catch {
      return false;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}
