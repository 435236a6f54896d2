import { Injectable } from '@nestjs/common';

import { Clock } from '@app/kernel';
import type { Actor, Tx } from '@app/platform';

import { isSameContent, requireDraftSize } from '../domain/draft-content';
import type { DraftContent } from '../domain/draft-content';
import { noSuchDraft, requireVersion } from '../domain/draft-refusals';
import { draftExpiry } from '../domain/filing-limits';
import { DraftQueries } from '../filing/drafts.queries';
import { ClaimDraftEntity } from '../persistence/claim-draft.entity';

export interface DraftChange {
  readonly draftId: string;
  readonly content: DraftContent;
  /** The version that was looked at while this was typed. */
  readonly expectedVersion: number;
}

/** Puts what is typed now in the place of what a draft held. */
@Injectable()
export class ChangeDraft {
  constructor(
    private readonly drafts: DraftQueries,
    private readonly clock: Clock,
  ) {}

  /**
   * `draft.stale` when somebody else has changed it since it was looked at: another tab, say. What
   * the draft holds already is no change, so that a request whose answer was lost may come again.
   */
  async run(tx: Tx, actor: Actor, input: DraftChange): Promise<ClaimDraftEntity> {
    const now = this.clock.now();
    const draft = await this.drafts.locked(tx, actor, input.draftId);
    if (draft === null) throw noSuchDraft();
    const content = requireDraftSize(input.content);
    if (isSameContent(content, draft.content)) return draft;
    requireVersion(draft.version, input.expectedVersion);
    const changed = {
      content,
      version: draft.version + 1,
      updatedAt: now,
      expiresAt: draftExpiry(now),
    };
    const { lane, id } = draft;
    await tx.update(ClaimDraftEntity, { lane, id }, changed as never);
    return { ...draft, ...changed };
  }
}
