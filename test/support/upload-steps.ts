import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import {
  BeginUpload,
  CancelUpload,
  ClaimEvidenceEntity,
  ClaimUploadEntity,
  DiscardUpload,
  FinishUpload,
  ReceiveUploadPart,
  discardUploadJob,
} from '@app/claims';
import type { AnnouncedFile, ClaimEntity, UploadProgress } from '@app/claims';
import type { Actor } from '@app/platform';

import { png } from '../../libs/claims/src/evidence/inspection/testing/hostile-files';
import { claimantOf } from './cases';
import type { TestOperations } from './test-operations';

export const sha256 = (content: Buffer): string =>
  createHash('sha256').update(content).digest('hex');

/** A picture like no other. */
export const aPicture = (): Buffer => png(randomBytes(20).toString('hex'));

/** The steps of an upload in parts, below HTTP. */
export class UploadSteps {
  constructor(private readonly ops: TestOperations) {}

  begin(
    claim: ClaimEntity,
    content: Buffer,
    wish: Partial<AnnouncedFile> & { by?: Actor } = {},
  ): Promise<UploadProgress> {
    const { by = claimantOf(claim), ...more } = wish;
    const announced = {
      claimId: claim.id,
      sha256: sha256(content),
      sizeBytes: content.length,
      item: 'identity',
      fileName: 'photo.png',
      description: null,
      ...more,
    };
    return this.ops.transaction((tx) => this.ops.get(BeginUpload).run(tx, by, announced));
  }

  /** Sends a file from one byte to another, or to its end. */
  send(
    claim: ClaimEntity,
    content: Buffer,
    [from, to]: readonly [number, number?],
    by = claimantOf(claim),
  ): Promise<ClaimUploadEntity> {
    const rest = content.subarray(from, to);
    const part = { claimId: claim.id, sha256: sha256(content), startByte: from };
    const stream = Readable.from([rest]);
    const sent = { ...part, bytesMax: rest.length, content: stream };
    return this.ops.get(ReceiveUploadPart).run(by, sent);
  }

  async sentWhole(claim: ClaimEntity, content: Buffer): Promise<ClaimUploadEntity> {
    await this.begin(claim, content);
    return this.send(claim, content, [0]);
  }

  cancel(claim: ClaimEntity, content: Buffer, by = claimantOf(claim)): Promise<void> {
    const begun = { claimId: claim.id, sha256: sha256(content) };
    return this.ops.transaction((tx) => this.ops.get(CancelUpload).run(tx, by, begun));
  }

  finish(claim: ClaimEntity, upload: ClaimUploadEntity): Promise<ClaimEvidenceEntity> {
    return this.ops.get(FinishUpload).run(claimantOf(claim), upload);
  }

  /** What the sweep does with uploads whose time is over. */
  async discard(): Promise<void> {
    for (const data of await discardUploadJob.findDue(this.ops.reads, this.ops.clock.now(), 500))
      await this.ops.get(DiscardUpload).run(data);
  }

  uploadsOf({ lane, id }: ClaimEntity): Promise<ClaimUploadEntity[]> {
    return this.ops.reads.findBy(ClaimUploadEntity, { lane, claimId: id });
  }

  heldOf({ lane, id }: ClaimEntity): Promise<ClaimEvidenceEntity[]> {
    return this.ops.reads.findBy(ClaimEvidenceEntity, { lane, claimId: id });
  }

  get partsFolder(): string {
    return join(this.ops.libs.stateDir, 'files', 'parts');
  }
}
