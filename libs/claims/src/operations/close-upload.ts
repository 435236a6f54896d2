import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import { enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

import { noPartComesAfter } from '../domain/upload-rules';
import { discardUploadJob } from '../evidence.jobs';
import { ClaimUploadEntity } from '../persistence/claim-upload.entity';

/** Takes nothing more for an upload that is finished or given up; a job removes what came of it. */
@Injectable()
export class CloseUpload {
  constructor(private readonly clock: Clock) {}

  /** Safe to repeat. */
  async run(tx: Tx, { lane, id }: Pick<ClaimUploadEntity, 'lane' | 'id'>): Promise<void> {
    const now = this.clock.now();
    const closed = { closedAt: now, expiresAt: noPartComesAfter(now) };
    await tx.update(ClaimUploadEntity, { lane, id }, closed);
    await enqueue(tx, discardUploadJob, { uploadId: id });
  }
}
