import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';

import { Clock } from '@app/kernel';
import { enqueue } from '@app/platform';
import type { Tx } from '@app/platform';

import { noPartComesAfter } from '../domain/upload-rules';
import { discardUploadJob } from '../evidence/evidence.jobs';
import { ClaimUploadEntity } from '../persistence/claim-upload.entity';

/** Takes nothing more for an upload that is finished or given up; a job removes what came of it. */
@Injectable()
export class CloseUpload {
  constructor(private readonly clock: Clock) {}

  /** Whether it was open until now. Safe to repeat. */
  async run(tx: Tx, { lane, id }: Pick<ClaimUploadEntity, 'lane' | 'id'>): Promise<boolean> {
    const now = this.clock.now();
    const closed = { closedAt: now, expiresAt: noPartComesAfter(now) };
    const open = { lane, id, closedAt: IsNull() };
    const { affected } = await tx.update(ClaimUploadEntity, open, closed);
    if (affected === 0) return false;
    await enqueue(tx, discardUploadJob, { uploadId: id });
    return true;
  }
}
