import { Injectable } from '@nestjs/common';

import { Clock, laneOfId, newId } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';
import { PackLibrary } from '@app/programs';

import { requireSize } from '../domain/evidence-limits';
import { requireFewOpen, uploadExpiry } from '../domain/upload-rules';
import { requireItem, requireOpenToFiles } from '../domain/welcome-evidence';
import { EvidenceQueries } from '../evidence/evidence.queries';
import type { PreparedEvidence } from '../evidence/evidence.queries';
import type { ClaimEvidenceEntity } from '../persistence/claim-evidence.entity';
import { ClaimUploadEntity } from '../persistence/claim-upload.entity';
import { AddEvidence } from './add-evidence';
import { ChangeClaim } from './change-claim';
import { CloseUpload } from './close-upload';

/** A file that its sender announces, to send it in parts. */
export interface AnnouncedFile {
  readonly claimId: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly item: string;
  readonly fileName: string;
  readonly description: string | null;
}

/** How far a file has come: it is on its way, or it is handed in. */
export type UploadProgress =
  | { readonly upload: ClaimUploadEntity; readonly evidence: null }
  | { readonly upload: null; readonly evidence: ClaimEvidenceEntity };

/** Begins an upload, or goes on with one: who announces the same content again sends the rest. */
@Injectable()
export class BeginUpload {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly packs: PackLibrary,
    private readonly evidence: EvidenceQueries,
    private readonly addEvidence: AddEvidence,
    private readonly closeUpload: CloseUpload,
    private readonly clock: Clock,
  ) {}

  /**
   * What this person has on this claim already need not come again. What others have handed in
   * somewhere plays no part, so that nobody learns that a file exists. Refuses what `AddEvidence`
   * would refuse, before anything is sent, and too many uploads of one person at once
   * (`upload.too_many`).
   */
  async run(tx: Tx, actor: Actor, input: AnnouncedFile): Promise<UploadProgress> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    requireSize(input.sizeBytes);
    const pack = await this.packs.pinned(tx, claim);
    requireOpenToFiles({ status: claim.status, role: actor.role });
    requireItem(input.item, pack.evidence);
    const held = await this.evidence.ofClaim(tx, claim);
    const own = held.find(
      ({ evidence: { sha256, uploadedBy } }) => sha256 === input.sha256 && uploadedBy === actor.id,
    );
    if (own !== undefined) {
      const { sha256, sizeBytes, mediaType } = own.evidence;
      const again = { ...input, file: { sha256, sizeBytes }, mediaType };
      return { upload: null, evidence: await this.addEvidence.run(tx, actor, again) };
    }
    return { upload: await this.open(tx, actor, input, held), evidence: null };
  }

  private async open(
    tx: Tx,
    actor: Actor,
    input: AnnouncedFile,
    held: readonly PreparedEvidence[],
  ): Promise<ClaimUploadEntity> {
    const now = this.clock.now();
    const { claimId, item, fileName, description, sha256, sizeBytes } = input;
    const about = { sizeBytes, item, fileName, description, expiresAt: uploadExpiry(now) };
    const begun = await this.evidence.begunUpload(tx, claimId, { uploadedBy: actor.id, sha256 });
    const open = await this.evidence.openUploads(tx, claimId, now);
    const others = open.filter(({ id }) => id !== begun?.id);
    requireFewOpen(others.filter(({ uploadedBy }) => uploadedBy === actor.id));
    await this.addEvidence.requireRoom(tx, held, { item, sizeBytes }, others);
    if (begun !== null && begun.receivedBytes <= sizeBytes) {
      await tx.update(ClaimUploadEntity, { lane: begun.lane, id: begun.id }, about);
      return Object.assign(begun, about);
    }
    // More is here than all of the file: it cannot be its beginning.
    if (begun !== null) await this.closeUpload.run(tx, begun);
    const lane = laneOfId(claimId);
    const upload: ClaimUploadEntity = {
      lane,
      id: newId('upl', lane),
      claimId,
      uploadedBy: actor.id,
      sha256,
      receivedBytes: 0,
      closedAt: null,
      ...about,
    };
    await tx.insert(ClaimUploadEntity, upload);
    return upload;
  }
}
