import { Inject, Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';

import { DomainError } from '@app/kernel';
import { UnitOfWork } from '@app/platform';

import { PLACE_AWAY } from '../domain/log-readiness';
import { LogQueries } from '../log.queries';
import type { SealedCheckpoint } from '../log.queries';
import { RecordPublication } from '../operations/record-publication';
import { CHECKPOINT_PLACES } from './checkpoint-place';
import type { CheckpointPlace } from './checkpoint-place';
import { Patience } from './patience';
import { requireKnownCheckpoint } from './require-known-checkpoint';

/** Another process may have sealed, and nobody tells us. */
const LOOK_MS = 5_000;
const BACKOFF_MS_MAX = 60_000;
const NOTES_MAX = 1_000;
const NEVER = { size: 0, failingSince: null };

interface Round {
  readonly place: CheckpointPlace;
  readonly patience: Patience;
}

/**
 * Brings the checkpoints to each place, independently: one that is away or slow delays neither the
 * others nor the sealer, and gets what it lacks when it is back.
 */
@Injectable()
export class Publisher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Publisher.name);
  private readonly stop = new AbortController();
  private readonly rounds: readonly Round[];
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: LogQueries,
    private readonly record: RecordPublication,
    @Inject(CHECKPOINT_PLACES) places: readonly CheckpointPlace[],
  ) {
    this.rounds = places.map((place) => ({
      place,
      patience: new Patience(this.stop.signal, BACKOFF_MS_MAX),
    }));
  }

  onApplicationBootstrap(): void {
    this.running = Promise.all([
      this.retireOthers(),
      ...this.rounds.map((round) => this.keepUp(round)),
    ]);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  /** There is a new checkpoint. */
  call(): void {
    for (const { patience } of this.rounds) patience.call();
  }

  private async keepUp({ place, patience }: Round): Promise<void> {
    while (!this.stop.signal.aborted) {
      try {
        if (!(await this.publish(place))) await patience.rest(LOOK_MS);
      } catch (error) {
        await this.tell(place, error);
        await patience.backOff();
      }
    }
  }

  /** Gives a place what it lacks, a thousand notes at the most; false when it lacks nothing. */
  private async publish(place: CheckpointPlace): Promise<boolean> {
    const publications = await this.queries.publications(this.unitOfWork.reads);
    const { size: recordedSize, failingSince } =
      publications.find((publication) => publication.place === place.name) ?? NEVER;
    const size = await this.sizeAt(place, recordedSize);
    const lacking = await this.lacking(place, size);
    if (lacking.length > 0) {
      const notes = lacking.map(({ note }) => note);
      await place.publish(notes, this.stop.signal).catch(away);
    }
    const reached = lacking.at(-1)?.size ?? size;
    if (reached !== recordedSize || failingSince !== null) {
      await this.unitOfWork.transaction((tx) => this.record.run(tx, place.name, reached));
    }
    return lacking.length > 0;
  }

  /** How far a place is. What cannot be asked is where we left it; what is empty begins anew. */
  private async sizeAt(place: CheckpointPlace, recordedSize: number): Promise<number> {
    const note = await place.held().catch(away);
    if (note === null) return place.takes === 'every' ? 0 : recordedSize;
    const held = { place: place.name, note };
    return requireKnownCheckpoint(this.unitOfWork.reads, this.queries, held);
  }

  private async lacking({ takes }: CheckpointPlace, size: number): Promise<SealedCheckpoint[]> {
    const { reads } = this.unitOfWork;
    if (takes === 'every') return this.queries.checkpointsAfter(reads, size, NOTES_MAX);
    const latest = await this.queries.latestCheckpoint(reads);
    return latest !== null && latest.size > size ? [latest] : [];
  }

  private async tell({ name: place }: CheckpointPlace, error: unknown): Promise<void> {
    if (this.stop.signal.aborted) return; // We broke it off ourselves.
    const failure = error instanceof DomainError ? `${error.code}: ${error.text.en}` : null;
    this.logger.error({
      event: 'ledger.publication_failed',
      place,
      failure: failure ?? String(error),
    });
    // Anything else is the database, which is not the place's fault.
    if (failure === null) return;
    await this.unitOfWork
      .transaction((tx) => this.record.failed(tx, place, failure))
      .catch(() => undefined);
  }

  private async retireOthers(): Promise<void> {
    const names = this.rounds.map(({ place }) => place.name);
    await this.unitOfWork
      .transaction((tx) => this.record.retireOthers(tx, names))
      .catch((error: unknown) => {
        this.logger.error({ event: 'ledger.publication_failed', failure: String(error) });
      });
  }
}

/** Says why a place did not do as asked; of a failed connection the reason, which it hides. */
function away(error: unknown): never {
  const { message = String(error), cause } = error as { message?: string; cause?: unknown };
  const { code, message: reason } = (cause ?? {}) as { code?: string; message?: string };
  const because = code ?? reason;
  const en = `${message}${because === undefined ? '' : ` (${because})`}`;
  throw new DomainError('unavailable', PLACE_AWAY, { en, 'zh-CN': `发布位置未接受检查点：${en}` });
}
