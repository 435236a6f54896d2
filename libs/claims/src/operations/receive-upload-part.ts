import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';

import { Injectable } from '@nestjs/common';

import { Clock, DomainError } from '@app/kernel';
import { FileStore, UnitOfWork } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import {
  longerThanAnnounced,
  noSuchUpload,
  requireFewParts,
  requireOffset,
  uploadExpiry,
} from '../domain/upload-rules';
import { EvidenceQueries } from '../evidence/evidence.queries';
import { ClaimUploadPartEntity } from '../persistence/claim-upload-part.entity';
import { ClaimUploadEntity } from '../persistence/claim-upload.entity';
import { CountArrival } from './count-arrival';

export interface UploadPart {
  readonly claimId: string;
  readonly sha256: string;
  readonly startByte: number;
  /** The most that can come, as its sender says. */
  readonly bytesMax: number;
  readonly content: Readable;
}

/** Takes the next part of an upload in. */
@Injectable()
export class ReceiveUploadPart {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly files: FileStore,
    private readonly evidence: EvidenceQueries,
    private readonly countArrival: CountArrival,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps what comes, also when its sender goes away in the middle: the next part begins there. Of
   * two parts for one place one counts, and nothing is left of the other. Returns the upload as it
   * is then. What comes is among the bytes of the person's day.
   */
  async run(actor: Actor, part: UploadPart): Promise<ClaimUploadEntity> {
    const upload = await this.evidence.openUpload(this.unitOfWork.reads, part.claimId, {
      uploadedBy: actor.id,
      sha256: part.sha256,
      now: this.clock.now(),
    });
    if (upload === null) throw noSuchUpload();
    requireOffset(part.startByte, upload.receivedBytes);
    requireFewParts((await this.evidence.parts(this.unitOfWork.reads, upload)).length);
    const bytesMax = Math.min(part.bytesMax, upload.sizeBytes - upload.receivedBytes);
    return this.countArrival.run(actor, bytesMax, () => this.take(upload, part));
  }

  private async take(
    upload: ClaimUploadEntity,
    { startByte, content }: UploadPart,
  ): Promise<{ readonly file: ClaimUploadEntity; readonly sizeBytes: number }> {
    const name = `${upload.id}/${String(startByte)}-${randomBytes(6).toString('hex')}`;
    const sizeBytes = await this.keep(name, upload, content);
    if (sizeBytes === 0) return { file: upload, sizeBytes };
    try {
      const file = await this.unitOfWork.transaction((tx) =>
        this.record(tx, upload, { name, sizeBytes, startByte }),
      );
      return { file, sizeBytes };
    } catch (error) {
      // Another failure may have come after the commit: then its row names the part.
      if (error instanceof DomainError) await this.files.removePart(name);
      throw error;
    }
  }

  private async keep(name: string, upload: ClaimUploadEntity, content: Readable): Promise<number> {
    try {
      return await this.files.putPart(name, content, upload.sizeBytes - upload.receivedBytes);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'file.too_large') throw error;
      throw longerThanAnnounced(upload.sizeBytes);
    }
  }

  /** Meanwhile another part may have come, or the upload may have been closed. */
  private async record(
    tx: Tx,
    { lane, id }: ClaimUploadEntity,
    { name, sizeBytes, startByte }: { name: string; sizeBytes: number; startByte: number },
  ): Promise<ClaimUploadEntity> {
    const upload = await tx.findOne(ClaimUploadEntity, {
      where: { lane, id },
      lock: { mode: 'pessimistic_write' },
    });
    if (upload?.closedAt !== null) throw noSuchUpload();
    requireOffset(startByte, upload.receivedBytes);
    const receivedBytes = upload.receivedBytes + sizeBytes;
    // It may have been announced anew meanwhile, as a smaller one.
    if (receivedBytes > upload.sizeBytes) throw longerThanAnnounced(upload.sizeBytes);
    await tx.insert(ClaimUploadPartEntity, { lane, uploadId: id, startByte, sizeBytes, name });
    const now = { receivedBytes, expiresAt: uploadExpiry(this.clock.now()) };
    await tx.update(ClaimUploadEntity, { lane, id }, now);
    return Object.assign(upload, now);
  }
}
