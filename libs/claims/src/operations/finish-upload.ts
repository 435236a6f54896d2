import { Readable } from 'node:stream';

import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';

import { DomainError } from '@app/kernel';
import { FileStore, UnitOfWork } from '@app/platform';
import type { Actor } from '@app/platform';

import { noSuchUpload } from '../domain/upload-rules';
import { quarantined } from '../domain/welcome-evidence';
import { EvidenceFiles } from '../evidence/evidence-files';
import type { InspectedFile } from '../evidence/evidence-files';
import { EvidenceQueries } from '../evidence/evidence.queries';
import type { PreparedEvidence } from '../evidence/evidence.queries';
import { ClaimEvidenceEntity } from '../persistence/claim-evidence.entity';
import type { ClaimUploadPartEntity } from '../persistence/claim-upload-part.entity';
import { ClaimUploadEntity } from '../persistence/claim-upload.entity';
import { AddEvidence } from './add-evidence';
import { CloseUpload } from './close-upload';

/** Puts the parts of an upload together, once all of them are here. */
@Injectable()
export class FinishUpload {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly files: FileStore,
    private readonly evidenceFiles: EvidenceFiles,
    private readonly evidence: EvidenceQueries,
    private readonly addEvidence: AddEvidence,
    private readonly closeUpload: CloseUpload,
  ) {}

  /**
   * Hands the file in. When it is not what was announced, or not what can be taken, nothing of it
   * is kept and the upload is over; one that was cancelled meanwhile is `upload.not_found`. Safe to
   * repeat and to run twice at once.
   */
  async run(actor: Actor, upload: ClaimUploadEntity): Promise<ClaimEvidenceEntity> {
    try {
      const file = await this.assemble(upload);
      return await this.unitOfWork.transaction(async (tx) => {
        const { claimId, item, fileName, description } = upload;
        const { mediaType } = file;
        const handed = { claimId, item, file, mediaType, fileName, description };
        const evidence = await this.addEvidence.run(tx, actor, handed);
        if (!(await this.closeUpload.run(tx, upload))) throw noSuchUpload();
        return evidence;
      });
    } catch (error) {
      // Whoever was faster has put it together, and let go of its parts.
      const done = await this.handedIn(actor, upload);
      const isHarmful = done?.preparation.scan === 'infected';
      if (done !== null && !isHarmful) return done.evidence;
      const refusal = isHarmful ? quarantined() : await this.causeOf(error, upload);
      const isFinal = refusal instanceof DomainError && refusal.kind !== 'unavailable';
      if (isFinal) await this.unitOfWork.transaction((tx) => this.closeUpload.run(tx, upload));
      throw refusal;
    }
  }

  /** The parts of an upload that was cancelled meanwhile may go while they are read. */
  private async causeOf(error: unknown, { lane, id }: ClaimUploadEntity): Promise<unknown> {
    if (error instanceof DomainError) return error;
    const open = { lane, id, closedAt: IsNull() };
    return (await this.unitOfWork.reads.existsBy(ClaimUploadEntity, open)) ? error : noSuchUpload();
  }

  private async handedIn(
    { id: uploadedBy }: Actor,
    { lane, claimId, item, sha256 }: ClaimUploadEntity,
  ): Promise<PreparedEvidence | null> {
    const { reads } = this.unitOfWork;
    const same = { lane, claimId, item, sha256, uploadedBy };
    const evidence = await reads.findOneBy(ClaimEvidenceEntity, same);
    return evidence === null ? null : this.evidence.byId(reads, evidence.id);
  }

  private async assemble(upload: ClaimUploadEntity): Promise<InspectedFile> {
    const parts = await this.evidence.parts(this.unitOfWork.reads, upload);
    const { sha256 } = upload;
    return this.evidenceFiles.keep(Readable.from(this.joined(parts)), { sha256 });
  }

  private async *joined(parts: readonly ClaimUploadPartEntity[]): AsyncGenerator<Buffer> {
    for (const { name } of parts) yield* this.files.readPart(name) as AsyncIterable<Buffer>;
  }
}
