import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from '../index';
import { startEmbeddedPostgres } from '../index';
import { isServerOf, readPostmasterFile } from '../postmaster';

/** Temporary folders, and the servers that run in them, until `clear`. */
export class StateFolders {
  private readonly top = mkdtempSync(join(tmpdir(), 'ganpei-embedded-'));
  private readonly servers: Pick<EmbeddedPostgres, 'dataDir' | 'pid'>[] = [];
  private count = 0;

  constructor() {
    chmodSync(this.top, 0o755);
  }

  /** A path of its own that does not exist yet. */
  fresh(): string {
    this.count += 1;
    return join(this.top, `state-${this.count}`);
  }

  /** A copy of a stopped state folder, owners included. */
  copyOf(stateDir: string): string {
    const copy = this.fresh();
    execFileSync('cp', ['-a', stateDir, copy]);
    return copy;
  }

  /** Starts without waiting for the disk, as the data are thrown away. */
  async start(
    stateDir: string,
    options: Omit<EmbeddedPostgresOptions, 'stateDir'> = {},
  ): Promise<EmbeddedPostgres> {
    return this.watch(
      await startEmbeddedPostgres({ stateDir, settings: { fsync: 'off' }, ...options }),
    );
  }

  /** Remembers a server that somebody else started, so that it does not outlive the tests. */
  watch(postgres: EmbeddedPostgres): EmbeddedPostgres {
    this.servers.push(postgres);
    return postgres;
  }

  /** Ends what still runs, by pid. */
  async stopAll(): Promise<void> {
    for (const { dataDir } of this.servers) {
      const running = await readPostmasterFile(dataDir);
      if (running === undefined || !(await isServerOf(dataDir, running))) continue;
      process.kill(running.pid, 'SIGQUIT');
      while (await isServerOf(dataDir, running)) await sleep(10);
    }
  }

  /** Ends what still runs and removes everything. */
  async clear(): Promise<void> {
    await this.stopAll();
    rmSync(this.top, { recursive: true, force: true });
  }
}

/** Asks one question over a connection of its own; returns the first column of the first row. */
export async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}
