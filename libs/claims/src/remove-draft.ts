import type { Tx } from '@app/platform';

import { ClaimDraftFileEntity } from './persistence/claim-draft-file.entity';
import { ClaimDraftEntity } from './persistence/claim-draft.entity';

/** Removes a draft that this transaction has locked, with its files. */
export async function removeDraft(
  tx: Tx,
  { lane, id }: Pick<ClaimDraftEntity, 'lane' | 'id'>,
): Promise<void> {
  await tx.delete(ClaimDraftFileEntity, { lane, draftId: id });
  await tx.delete(ClaimDraftEntity, { lane, id });
}
