import { Injectable } from '@nestjs/common';

import type { Tx } from '@app/platform';

import { DraftQueries } from '../filing/drafts.queries';
import { ClaimDraftFileEntity } from '../persistence/claim-draft-file.entity';
import { ClaimDraftEntity } from '../persistence/claim-draft.entity';
import { ProvisionalFiles } from '../evidence/provisional-files';

/** Removes a draft, and lets go of its files. */
@Injectable()
export class RemoveDraft {
  constructor(
    private readonly drafts: DraftQueries,
    private readonly provisional: ProvisionalFiles,
  ) {}

  /** The caller's transaction has locked the draft. */
  async run(tx: Tx, { lane, id }: Pick<ClaimDraftEntity, 'lane' | 'id'>): Promise<void> {
    const files = await this.drafts.files(tx, { lane, id });
    await tx.delete(ClaimDraftFileEntity, { lane, draftId: id });
    await tx.delete(ClaimDraftEntity, { lane, id });
    const names = files.map(({ sha256 }) => sha256);
    await this.provisional.letGo(tx, names);
  }
}
