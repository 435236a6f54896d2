import { Inject, Injectable } from '@nestjs/common';

import { UnitOfWork } from '@app/platform';
import type { Tx } from '@app/platform';

import { LogQueries } from '../log.queries';
import { OpenLog } from '../operations/open-log';
import { SealJournals } from '../operations/seal-journals';
import type { Sealed } from '../operations/seal-journals';
import { tryHoldSealLock } from '../persistence/seal-lock';
import { CHECKPOINT_PLACES } from './checkpoint-place';
import type { CheckpointPlace } from './checkpoint-place';
import { requireKnownCheckpoint } from './require-known-checkpoint';
import type { HeldNote } from './require-known-checkpoint';

/**
 * One seal as it may be done unattended: with the log's own key, and not in a database that lacks a
 * checkpoint which some place holds and shows us.
 */
@Injectable()
export class GuardedSeal {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly openLog: OpenLog,
    private readonly sealJournals: SealJournals,
    private readonly queries: LogQueries,
    @Inject(CHECKPOINT_PLACES) private readonly places: readonly CheckpointPlace[],
  ) {}

  /**
   * Gives the log its name and key before there is anything to seal, and ends a change of keys once
   * its checkpoint is committed. Refuses as `run` does.
   */
  async open(): Promise<void> {
    await this.asLeader((tx) => this.openLog.run(tx));
  }

  /**
   * Null when nothing waits or another process seals. Refuses with the codes of `OpenLog` and of
   * `requireKnownCheckpoint`. A place that does not answer is passed over.
   */
  async run(): Promise<Sealed | null> {
    const outcome = await this.asLeader(async (tx) => {
      const { origin, signers, extensions } = await this.openLog.run(tx);
      const sealed = await this.sealJournals.run(tx, { origin, signers, extensions });
      if (sealed === null) return null;
      await this.openLog.recordSigners(tx, signers);
      return { sealed, keyIsReplaced: extensions.length > 0 };
    });
    if (outcome?.keyIsReplaced === true) await this.open();
    return outcome?.sealed ?? null;
  }

  /** The places are asked before the transaction begins: a disk may be on a network. */
  private async asLeader<Result>(work: (tx: Tx) => Promise<Result | null>): Promise<Result | null> {
    const held = await this.heldNotes();
    return this.unitOfWork.transaction(async (tx) => {
      if (!(await tryHoldSealLock(tx))) return null;
      for (const note of held) await requireKnownCheckpoint(tx, this.queries, note);
      return work(tx);
    });
  }

  private async heldNotes(): Promise<HeldNote[]> {
    const answers = await Promise.all(
      this.places.map(async (place) => ({
        place: place.name,
        note: await place.held().catch(() => null),
      })),
    );
    return answers.flatMap(({ place, note }) => (note === null ? [] : [{ place, note }]));
  }
}
