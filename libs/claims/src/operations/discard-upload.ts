import { Injectable } from '@nestjs/common';

import { Clock, isId, laneOfId } from '@app/kernel';
import { FileStore, UnitOfWork } from '@app/platform';

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

  /** Safe to repeat, and too early: the row says whether the upload is over. */
  async run({ uploadId }: { uploadId: string }): Promise<void> {
    if (!isId(uploadId, 'upl')) return;
    const where = { lane: laneOfId(uploadId), id: uploadId };
    const now = this.clock.now();
    const isOver = await this.unitOfWork.transaction(async (tx) => {
      const upload = await tx.findOne(ClaimUploadEntity, {
        where,
        lock: { mode: 'pessimistic_write' },
      });
      if (upload === null || (upload.closedAt === null && upload.expiresAt > now)) return false;
      // From here on no part is recorded any more, so that none is left behind.
      if (upload.closedAt === null) await tx.update(ClaimUploadEntity, where, { closedAt: now });
      return true;
    });
    if (!isOver) return;
    await this.files.removeParts(uploadId);
    await this.unitOfWork.transaction(async (tx) => {
      await tx.delete(ClaimUploadPartEntity, { lane: where.lane, uploadId });
      await tx.delete(ClaimUploadEntity, where);
    });
  }
}
