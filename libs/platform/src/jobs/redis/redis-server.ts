import { setTimeout as sleep } from 'node:timers/promises';

import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';

import type { QueueConfig } from '../../config/queue-config';
import { QueueRefusal, meaningOf } from './queue-refusal';
import { isNearlyFull, redisFacts, unfitness } from './redis-fitness';
import type { RedisFacts } from './redis-fitness';
import { adderOptions, placeOf } from './redis-options';

/**
 * `away`: it does not answer. `unfit`: it may lose jobs, which it did not when we started.
 * `full`: its memory is about to run out. In none of these is work lost; it is done later.
 */
export type QueueStatus = 'ok' | 'away' | 'unfit' | 'full';

export interface QueueStanding {
  readonly status: QueueStatus;
  /** What it says of itself; null while it is away. */
  readonly facts: RedisFacts | null;
}

const AWAY: QueueStanding = { status: 'away', facts: null };
/** Whoever asks how the server is waits this long at most. */
const PATIENCE_MS = 1_000;

/** The connection to the Redis server over which this process adds jobs. */
export class RedisServer {
  readonly place: string;
  private readonly logger = new Logger('Queue');
  /** What people were told last: once, however often somebody knocks in vain. */
  private told: 'there' | 'away' | null = null;
  private lastError = '';

  private constructor(
    readonly client: Redis,
    config: QueueConfig,
  ) {
    this.place = placeOf(config);
    // An error of the driver can hold the command that failed, and so a password: its words alone.
    client.on('error', (error: Error) => (this.lastError = error.message));
    client.on('close', () => {
      if (this.told === 'there') this.tellAway();
    });
    client.on('ready', () => {
      if (this.told === 'away') void this.welcome();
    });
  }

  /**
   * Connects. A server that is unfit, or that refuses us, is a `QueueRefusal`: whoever set it up
   * has to see to it. One that is away is waited for while the service works.
   */
  static async open(config: QueueConfig): Promise<RedisServer> {
    const server = new RedisServer(new Redis(adderOptions(config)), config);
    try {
      await server.check(config);
      if (server.isThere) server.told = 'there';
      else server.tellAway();
      return server;
    } catch (error) {
      server.close();
      throw error;
    }
  }

  /** Whether jobs can be added now. */
  get isThere(): boolean {
    return this.client.status === 'ready';
  }

  /** Asks how the server is; takes a second at most. */
  async standing(): Promise<QueueStanding> {
    const facts = await this.facts();
    if (facts === null) return AWAY;
    if (unfitness(facts) !== null) return { status: 'unfit', facts };
    return { status: isNearlyFull(facts) ? 'full' : 'ok', facts };
  }

  /** Tries another connection: this one did not answer in time. */
  startOver(): void {
    // The driver would take leave first, of somebody who does not listen.
    if (this.isThere) this.client.stream.destroy();
  }

  /** Lets go of the connection at once. */
  close(): void {
    this.told = null;
    this.client.disconnect();
  }

  private async check({ database }: QueueConfig): Promise<void> {
    try {
      await this.client.connect();
      // The driver goes on with database 0 when there is no such one.
      await this.client.select(database);
      await this.client.info();
    } catch (error) {
      const said = `${this.lastError} ${error instanceof Error ? error.message : ''}`;
      const refusal = meaningOf(said);
      if (refusal !== null) throw new QueueRefusal(refusal, this.place);
      return;
    }
    const facts = await this.facts();
    const problem = facts === null ? null : unfitness(facts);
    if (problem !== null) throw new QueueRefusal(problem, this.place);
  }

  private async facts(): Promise<RedisFacts | null> {
    if (!this.isThere) return null;
    const answer = this.client.info().then(redisFacts, () => {
      this.startOver();
      return null;
    });
    const timer = new AbortController();
    const noAnswer = sleep(PATIENCE_MS, null, { ref: false, signal: timer.signal });
    try {
      return await Promise.race([answer, noAnswer]);
    } finally {
      timer.abort();
      noAnswer.catch(() => undefined); // Nobody waits for it any more.
    }
  }

  private tellAway(): void {
    this.told = 'away';
    this.logger.warn({ event: 'queue.away', place: this.place, error: this.lastError });
  }

  /** A server that comes back may be another one, or set up in another way. */
  private async welcome(): Promise<void> {
    this.told = 'there';
    const { status } = await this.standing();
    this.logger.log({ event: 'queue.back', place: this.place, status });
  }
}
