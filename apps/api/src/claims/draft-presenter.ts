import { Injectable } from '@nestjs/common';

import { DraftOutlook, DraftQueries } from '@app/claims';
import type { ClaimDraftEntity, ClaimDraftFileEntity, ExpectedEvidence } from '@app/claims';
import type { Reads } from '@app/platform';

import { checkContent } from './typed-claim';

/** Shows drafts: what was typed, what is missing or wrong, and what would become of it. */
@Injectable()
export class DraftPresenter {
  constructor(
    private readonly drafts: DraftQueries,
    private readonly outlook: DraftOutlook,
  ) {}

  async present(reads: Reads, draft: ClaimDraftEntity): Promise<object> {
    const files = await this.drafts.files(reads, draft);
    const { problems, typed } = await checkContent(draft.content);
    const { partyId } = draft;
    const items = [...new Set(files.map(({ item }) => item))];
    const ahead = await this.outlook.of(reads, { partyId, items }, typed);
    const { pack, claimed, evidence, decisionAt } = ahead;
    return {
      ...presentDraft(draft),
      problems: [...problems, ...ahead.problems],
      pack:
        pack === null ? null : { packId: pack.packId, packVersion: pack.version, name: pack.name },
      claimed: claimed?.toJson() ?? null,
      evidence: evidence.map((item) => presentEvidence(item, files)),
      files: files.map(presentFile),
      estimatedDecisionAt: decisionAt?.toISOString() ?? null,
    };
  }
}

/** A draft as it stands in a list: what was typed, and how long it is kept. */
export function presentDraft(draft: ClaimDraftEntity): object {
  return {
    id: draft.id,
    claimantPartyId: draft.partyId,
    claim: draft.content,
    version: draft.version,
    createdAt: draft.createdAt.toISOString(),
    updatedAt: draft.updatedAt.toISOString(),
    expiresAt: draft.expiresAt.toISOString(),
  };
}

export function presentFile(file: ClaimDraftFileEntity): object {
  const { item, sha256, mediaType, sizeBytes, fileName, description, uploadedAt } = file;
  return {
    item,
    sha256,
    mediaType,
    size: sizeBytes,
    fileName,
    description,
    uploadedAt: uploadedAt.toISOString(),
  };
}

function presentEvidence(
  { requiredFrom, ...state }: ExpectedEvidence,
  files: readonly ClaimDraftFileEntity[],
): object {
  return {
    ...state,
    requiredFrom: requiredFrom.toJson(),
    files: files.filter(({ item }) => item === state.item).map(presentFile),
  };
}
