import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';

import { DomainError } from '@app/kernel';
import { UnitOfWork } from '@app/platform';

import { LogQueries } from '../log.queries';
import { GuardedSeal } from './guarded-seal';
import { Patience } from './patience';
import { Publisher } from './publisher';

/** Journals are sealed each second, or as soon as so many wait. */
const INTERVAL_MS = 1_000;
const JOURNALS_WAITING = 1_000;
const LOOK_MS = 200;
const BACKOFF_MS_MAX = 30_000;

/**
 * Seals what is posted, in the background, for as long as the process runs. Several may run: the
 * lock of the seal makes one of them the leader, each time anew.
 */
@Injectable()
export class Sealer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Sealer.name);
  private readonly stop = new AbortController();
  private readonly patience = new Patience(this.stop.signal, BACKOFF_MS_MAX);
  private running: Promise<void> = Promise.resolve();
  private isOpen = false;
  private sealedAtMs = 0;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: LogQueries,
    private readonly guardedSeal: GuardedSeal,
    private readonly publisher: Publisher,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.keepSealing();
  }

  /** A seal that has begun is let finish. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  private async keepSealing(): Promise<void> {
    while (!this.stop.signal.aborted) {
      try {
        const mayBeMore = await this.sealIfDue();
        await this.patience.rest(mayBeMore ? 0 : LOOK_MS);
      } catch (error) {
        this.tell(error);
        await this.patience.backOff();
      }
    }
  }

  /** True when so much was sealed that as much may wait already. */
  private async sealIfDue(): Promise<boolean> {
    if (!this.isOpen) await this.guardedSeal.open();
    this.isOpen = true;
    const waiting = await this.queries.unsealed(this.unitOfWork.reads, JOURNALS_WAITING);
    const isTime = performance.now() - this.sealedAtMs >= INTERVAL_MS;
    if (waiting === 0 || (waiting < JOURNALS_WAITING && !isTime)) return false;
    this.sealedAtMs = performance.now();
    const sealed = await this.guardedSeal.run();
    if (sealed === null) return false;
    this.publisher.call();
    this.logger.log({ event: 'ledger.sealed', size: sealed.size, journals: sealed.journals });
    return sealed.journals >= JOURNALS_WAITING;
  }

  private tell(error: unknown): void {
    const failure =
      error instanceof DomainError ? `${error.code}: ${error.text.en}` : String(error);
    this.logger.error({ event: 'ledger.sealing_failed', failure });
    // Whatever the reason, the places are to be looked at: they say whether the log is stopped.
    this.publisher.call();
  }
}
