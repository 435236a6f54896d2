import { Injectable } from '@nestjs/common';

import type { Actor, Tx } from '@app/platform';

import { noSuchDraft } from '../domain/draft-refusals';
import { DraftQueries } from '../filing/drafts.queries';
import { ClaimDraftFileEntity } from '../persistence/claim-draft-file.entity';
import { ProvisionalFiles } from '../evidence/provisional-files';

/** Takes a file off a draft. Its content may be somebody else's too: a day later a job looks. */
@Injectable()
export class RemoveDraftFile {
  constructor(
    private readonly drafts: DraftQueries,
    private readonly provisional: ProvisionalFiles,
  ) {}

  /** `draft.not_found` when there is no such draft, or no such file on it. */
  async run(
    tx: Tx,
    actor: Actor,
    input: { readonly draftId: string; readonly item: string; readonly sha256: string },
  ): Promise<void> {
    const draft = await this.drafts.locked(tx, actor, input.draftId);
    if (draft === null) throw noSuchDraft();
    const { lane, id: draftId } = draft;
    const { item, sha256 } = input;
    const { affected } = await tx.delete(ClaimDraftFileEntity, { lane, draftId, item, sha256 });
    if (affected === 0) throw noSuchDraft();
    await this.provisional.letGo(tx, [sha256]);
  }
}
