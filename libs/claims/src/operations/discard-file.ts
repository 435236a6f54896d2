import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import { FileStore, UnitOfWork } from '@app/platform';
import type { Tx } from '@app/platform';

import { isSettledFile } from '../domain/evidence-limits';
import { ProvisionalFileEntity } from '../persistence/provisional-file.entity';

/** Removes a file that came, or was let go of, a day ago, and that no record names. */
@Injectable()
export class DiscardFile {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly files: FileStore,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat, too early, and while the same content is handed in anew. */
  async run({ sha256 }: { sha256: string }): Promise<void> {
    const isLoose = await this.unitOfWork.transaction((tx) => this.judge(tx, sha256));
    if (!isLoose) return;
    await this.files.remove(sha256);
    await this.unitOfWork.transaction((tx) => tx.delete(ProvisionalFileEntity, { sha256 }));
  }

  /** Who hands in the same content waits for this lock, and is told to come again after it. */
  private async judge(tx: Tx, sha256: string): Promise<boolean> {
    const now = this.clock.now();
    const file = await tx.findOne(ProvisionalFileEntity, {
      where: { sha256 },
      lock: { mode: 'pessimistic_write' },
    });
    if (file === null || !isSettledFile(file.since, now)) return false;
    if (file.removedAt !== null) return true;
    const [named] = await tx.query<unknown[]>('SELECT FROM named_files WHERE sha256 = $1 LIMIT 1', [
      sha256,
    ]);
    if (named === undefined) {
      await tx.update(ProvisionalFileEntity, { sha256 }, { removedAt: now });
      return true;
    }
    await tx.delete(ProvisionalFileEntity, { sha256 });
    return false;
  }
}
