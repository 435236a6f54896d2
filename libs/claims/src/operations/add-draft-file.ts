import { Injectable } from '@nestjs/common';

import { Limits } from '@app/audit';
import { Clock } from '@app/kernel';
import type { Actor, Reads, StoredFile, Tx } from '@app/platform';

import { noSuchDraft } from '../domain/draft-refusals';
import { requireRoom } from '../domain/evidence-limits';
import { draftExpiry } from '../domain/filing-limits';
import { DraftQueries } from '../filing/drafts.queries';
import { ClaimDraftFileEntity } from '../persistence/claim-draft-file.entity';
import { ClaimDraftEntity } from '../persistence/claim-draft.entity';

export interface NewDraftFile {
  readonly draftId: string;
  readonly item: string;
  readonly file: StoredFile;
  readonly mediaType: string;
  readonly fileName: string;
  readonly description: string | null;
}

/**
 * Puts a file that is stored already on a draft. For which items there can be files depends on what
 * else is typed, so that it is judged when the draft is shown, and when it is filed.
 */
@Injectable()
export class AddDraftFile {
  constructor(
    private readonly drafts: DraftQueries,
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  /** The same content for the same item again is the first one. Refuses what `requireRoom` does. */
  async run(tx: Tx, actor: Actor, input: NewDraftFile): Promise<ClaimDraftFileEntity> {
    const now = this.clock.now();
    const draft = await this.drafts.locked(tx, actor, input.draftId);
    if (draft === null) throw noSuchDraft();
    const same = await this.requireWelcome(tx, draft, input);
    if (same !== undefined) return same;
    const { item, file, mediaType, fileName, description } = input;
    const row: ClaimDraftFileEntity = {
      lane: draft.lane,
      draftId: draft.id,
      item,
      sha256: file.sha256,
      mediaType,
      sizeBytes: file.sizeBytes,
      fileName,
      description,
      uploadedBy: actor.id,
      uploadedAt: now,
    };
    await tx.insert(ClaimDraftFileEntity, row);
    const { lane, id } = draft;
    const touched = { updatedAt: now, expiresAt: draftExpiry(now) };
    await tx.update(ClaimDraftEntity, { lane, id }, touched);
    return row;
  }

  /** Refuses a file for which there is no room; returns what there is of it already. */
  async requireWelcome(
    reads: Reads,
    draft: ClaimDraftEntity,
    { item, file }: Pick<NewDraftFile, 'item' | 'file'>,
  ): Promise<ClaimDraftFileEntity | undefined> {
    const held = await this.drafts.files(reads, draft);
    const same = held.find((one) => one.item === item && one.sha256 === file.sha256);
    if (same !== undefined) return same;
    const { evidenceBytesPerClaimMax: bytesMax } = await this.limits.current(reads);
    requireRoom(held, file.sizeBytes, bytesMax);
    return undefined;
  }
}
