import { Injectable } from '@nestjs/common';

import { Clock, isId, laneOfId } from '@app/kernel';
import { FileStore, UnitOfWork } from '@app/platform';
import type { Tx } from '@app/platform';

import { noPartComesAfter } from '../domain/upload-rules';
import { ClaimUploadPartEntity } from '../persistence/claim-upload-part.entity';
import { ClaimUploadEntity } from '../persistence/claim-upload.entity';

/** Removes an upload that is finished or has lapsed, and its parts from the file store. */
@Injectable()
export class DiscardUpload {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly files: FileStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Safe to repeat, and too early: the row says whether the upload is over. It stays for a while
   * longer, and then what came to its end after the parts were removed goes with it.
   */
  async run({ uploadId }: { uploadId: string }): Promise<void> {
    if (!isId(uploadId, 'upl')) return;
    const where = { lane: laneOfId(uploadId), id: uploadId };
    const ending = await this.unitOfWork.transaction((tx) => this.end(tx, where));
    if (ending === 'open') return;
    await this.files.removeParts(uploadId);
    if (ending === 'ending') return;
    await this.unitOfWork.transaction(async (tx) => {
      await tx.delete(ClaimUploadPartEntity, { lane: where.lane, uploadId });
      await tx.delete(ClaimUploadEntity, where);
    });
  }

  /** From the moment that it is closed no part is recorded any more. */
  private async end(
    tx: Tx,
    where: Pick<ClaimUploadEntity, 'lane' | 'id'>,
  ): Promise<'open' | 'ending' | 'ended'> {
    const now = this.clock.now();
    const upload = await tx.findOne(ClaimUploadEntity, {
      where,
      lock: { mode: 'pessimistic_write' },
    });
    if (upload === null) return 'open'; // Its row is gone, and all of it.
    if (upload.closedAt === null) {
      if (upload.expiresAt > now) return 'open';
      const closed = { closedAt: now, expiresAt: noPartComesAfter(now) };
      await tx.update(ClaimUploadEntity, where, closed);
      return 'ending';
    }
    return upload.expiresAt > now ? 'ending' : 'ended';
  }
}
