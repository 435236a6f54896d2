import { Injectable } from '@nestjs/common';

import { isId, laneOfId } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import type { DraftContent } from '../domain/draft-content';
import { noSuchDraft, requireSameParty } from '../domain/draft-refusals';
import { DraftQueries } from '../filing/drafts.queries';
import type { NewClaim } from '../filing/filing';
import { FilingQueries } from '../filing/filing.queries';
import { ClaimEntity } from '../persistence/claim.entity';
import { AddEvidence } from './add-evidence';
import { FileClaim } from './file-claim';
import { RemoveDraft } from './remove-draft';

export interface DraftToFile {
  readonly draftId: string;
  /** Reads what was typed as a claim, or refuses it with every field that is wrong. */
  readonly read: (content: DraftContent) => Promise<NewClaim>;
  /** The device that it is filed from. */
  readonly device: { readonly id: string } | null;
}

/** Files what a draft holds, with its files as evidence; then the draft is gone. */
@Injectable()
export class FileDraft {
  constructor(
    private readonly drafts: DraftQueries,
    private readonly filings: FilingQueries,
    private readonly fileClaim: FileClaim,
    private readonly addEvidence: AddEvidence,
    private readonly removeDraft: RemoveDraft,
  ) {}

  /**
   * A draft becomes one claim, however often it is filed: who comes again gets that claim. Refuses
   * what `read`, `FileClaim` and `AddEvidence` refuse, and then the draft stays as it is.
   */
  async run(tx: Tx, actor: Actor, input: DraftToFile): Promise<ClaimEntity> {
    const { draftId, read, device } = input;
    const draft = await this.drafts.locked(tx, actor, draftId);
    if (draft === null) return this.filedAlready(tx, actor, draftId);
    const typed = await read(draft.content);
    requireSameParty(draft.partyId, typed.claimantPartyId);
    const { lane, id } = await this.fileClaim.run(tx, actor, {
      ...typed,
      ...(device === null ? {} : { device }),
      claimantPartyId: draft.partyId,
      draftId,
    });
    for (const file of await this.drafts.files(tx, draft)) {
      const { item, sha256, sizeBytes, mediaType, fileName, description } = file;
      const stored = { sha256, sizeBytes };
      const evidence = { item, file: stored, mediaType, fileName, description };
      await this.addEvidence.run(tx, actor, { claimId: id, ...evidence });
    }
    await this.removeDraft.run(tx, draft);
    return tx.findOneByOrFail(ClaimEntity, { lane, id });
  }

  private async filedAlready(tx: Tx, actor: Actor, draftId: string): Promise<ClaimEntity> {
    const claim = isId(draftId, 'drf')
      ? await this.filings.claimOfDraft(tx, laneOfId(draftId), draftId)
      : null;
    const isOwn =
      actor.role === 'claimant'
        ? claim?.claimantPartyId === actor.partyId
        : claim?.filedBy === actor.id;
    if (claim === null || !isOwn) throw noSuchDraft();
    return claim;
  }
}
