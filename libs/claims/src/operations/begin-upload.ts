import { Injectable } from '@nestjs/common';

import { Limits } from '@app/audit';
import { Clock, laneOfId, newId } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';
import { PackLibrary } from '@app/programs';

import { requireRoom, requireSize } from '../domain/evidence-limits';
import { requireFewOpen, uploadExpiry } from '../domain/upload-rules';
import { requireItem, requireOpenToFiles } from '../domain/welcome-evidence';
import { EvidenceQueries } from '../evidence.queries';
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
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  /**
   * What this person has on this claim already need not come again. What others have handed in
   * somewhere plays no part, so that nobody learns that a file exists. Refuses what `AddEvidence`
   * would refuse, before anything is sent, and too many uploads at once (`upload.too_many`).
   */
  async run(tx: Tx, actor: Actor, input: AnnouncedFile): Promise<UploadProgress> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    requireSize(input.sizeBytes);
    const pack = await this.packs.pinned(tx, claim);
    requireOpenToFiles({ status: claim.status, role: actor.role });
    requireItem(input.item, pack.evidence);
    const held = (await this.evidence.ofClaim(tx, claim)).map(({ evidence }) => evidence);
    const own = held.find(
      ({ sha256, uploadedBy }) => sha256 === input.sha256 && uploadedBy === actor.id,
    );
    if (own !== undefined) {
      const { sha256, sizeBytes, mediaType } = own;
      const again = { ...input, file: { sha256, sizeBytes }, mediaType };
      return { upload: null, evidence: await this.addEvidence.run(tx, actor, again) };
    }
    return { upload: await this.open(tx, actor, input, held), evidence: null };
  }

  private async open(
    tx: Tx,
    actor: Actor,
    input: AnnouncedFile,
    held: readonly ClaimEvidenceEntity[],
  ): Promise<ClaimUploadEntity> {
    const now = this.clock.now();
    const { claimId, item, fileName, description, sha256, sizeBytes } = input;
    const about = { item, fileName, description, expiresAt: uploadExpiry(now) };
    const unclosed = await this.evidence.unclosedUploads(tx, claimId);
    const alike = unclosed.filter(
      (upload) => upload.uploadedBy === actor.id && upload.sha256 === sha256,
    );
    const same = alike.find((one) => one.sizeBytes === sizeBytes && one.expiresAt > now);
    if (same !== undefined) {
      await tx.update(ClaimUploadEntity, { lane: same.lane, id: same.id }, about);
      return Object.assign(same, about);
    }
    for (const stale of alike) await this.closeUpload.run(tx, stale);
    const open = unclosed.filter((one) => !alike.includes(one) && one.expiresAt > now);
    requireFewOpen(open);
    // What is announced takes room, too: nobody fills the disk with beginnings.
    const { evidenceBytesPerClaimMax: bytesMax } = await this.limits.current(tx);
    requireRoom([...held, ...open], sizeBytes, bytesMax);
    const lane = laneOfId(claimId);
    const upload: ClaimUploadEntity = {
      lane,
      id: newId('upl', lane),
      claimId,
      uploadedBy: actor.id,
      sha256,
      sizeBytes,
      receivedBytes: 0,
      closedAt: null,
      ...about,
    };
    await tx.insert(ClaimUploadEntity, upload);
    return upload;
  }
}
