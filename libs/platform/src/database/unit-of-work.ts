import { setTimeout as sleep } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { DataSource } from 'typeorm';

import type { Reads, Tx } from './tx';

const ATTEMPTS_MAX = 5;
const BACKOFF_MS = 20;
/** serialization_failure and deadlock_detected: PostgreSQL asks us to try the whole thing again. */
const RETRYABLE = new Set(['40001', '40P01']);

/** The only maker of transactions: one decision, one commit. */
@Injectable()
export class UnitOfWork {
  constructor(private readonly dataSource: DataSource) {}

  /** For reads that need no transaction. */
  get reads(): Reads {
    return this.dataSource.manager;
  }

  /**
   * Runs `work` in one READ COMMITTED transaction (every session of ours is set to it, which saves
   * saying so each time) and commits it, or rolls it back when it throws.
   * Deadlocks and serialization failures are tried again from the start, five times at most, so
   * `work` must not reach outside the database.
   */
  async transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return retried(() => this.dataSource.transaction((manager) => work(manager as Tx)));
  }

  /**
   * Runs `work` within a transaction so that it alone is undone when it throws, and what was done
   * before stands. It is not tried again.
   */
  async savepoint<Result>(tx: Tx, work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return tx.transaction((manager) => work(manager as Tx));
  }

  /**
   * Gives `work` a connection without a transaction: each statement there commits for itself, which
   * saves two round trips where one statement is all. The same failures are tried again.
   */
  async statement<Result>(work: (connection: PoolClient) => Promise<Result>): Promise<Result> {
    return retried(async () => {
      const runner = this.dataSource.createQueryRunner();
      try {
        return await work((await runner.connect()) as PoolClient);
      } finally {
        await runner.release();
      }
    });
  }
}

async function retried<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= ATTEMPTS_MAX || !isRetryable(error)) throw error;
      await sleep(BACKOFF_MS * 2 ** attempt * (0.5 + jitter()));
    }
  }
}

function isRetryable(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && RETRYABLE.has(code);
}

/** A number in [0, 1) that differs between processes, so that two losers do not meet again. */
function jitter(): number {
  return (process.hrtime()[1] % 1_000) / 1_000;
}
