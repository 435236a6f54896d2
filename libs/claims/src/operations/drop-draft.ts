import { Injectable } from '@nestjs/common';

import type { Actor, Tx } from '@app/platform';

import { noSuchDraft } from '../domain/draft-refusals';
import { DraftQueries } from '../filing/drafts.queries';
import { RemoveDraft } from './remove-draft';

/** Removes a draft with its files, at the wish of whoever writes it. */
@Injectable()
export class DropDraft {
  constructor(
    private readonly drafts: DraftQueries,
    private readonly removeDraft: RemoveDraft,
  ) {}

  /** `draft.not_found` when it is gone already: filed, removed, expired. */
  async run(tx: Tx, actor: Actor, { draftId }: { readonly draftId: string }): Promise<void> {
    const draft = await this.drafts.locked(tx, actor, draftId);
    if (draft === null) throw noSuchDraft();
    await this.removeDraft.run(tx, draft);
  }
}
