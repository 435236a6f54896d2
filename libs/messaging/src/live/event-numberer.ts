import { setTimeout as sleep } from 'node:timers/promises';

import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';

import { UnitOfWork } from '@app/platform';

import { EventQueries } from './event.queries';
import { NumberEvents } from '../operations/number-events';

/** How soon an event is in the log. */
const INTERVAL_MS = 1_000;
const BACKOFF_MS = 5_000;

/**
 * Numbers events in the background, for as long as the process runs. Several may run: a lock makes
 * one of them the leader, each time anew.
 */
@Injectable()
export class EventNumberer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(EventNumberer.name);
  private readonly stop = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: EventQueries,
    private readonly numberEvents: NumberEvents,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.keepNumbering();
  }

  /** What has begun is let finish. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  private async keepNumbering(): Promise<void> {
    while (!this.stop.signal.aborted) {
      try {
        await this.numberAll();
        await this.rest(INTERVAL_MS);
      } catch (error) {
        this.logger.error({ event: 'events.numbering_failed', failure: String(error) });
        await this.rest(BACKOFF_MS);
      }
    }
  }

  private async numberAll(): Promise<void> {
    if (!(await this.queries.isAnyUnnumbered(this.unitOfWork.reads))) return;
    while (!this.stop.signal.aborted) {
      const events = await this.unitOfWork.transaction((tx) => this.numberEvents.run(tx));
      if (events === 0) return;
    }
  }

  /** Ends at once when the process is to stop. */
  private async rest(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.stop.signal }).catch(() => undefined);
  }
}
