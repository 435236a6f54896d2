import { Injectable } from '@nestjs/common';

import { CORRESPONDENCE, EVIDENCE_CAUTIONS, claimForEvidence, evidenceStage } from '@app/claims';
import type { ClaimEvidenceEntity, ClaimParts, PreparedEvidence } from '@app/claims';
import type { Reads } from '@app/platform';
import { evidenceChecklist } from '@app/programs';
import type { EvidenceState } from '@app/programs';
import { ReviewQueries, statusOf } from '@app/review';
import type { DecisionStatus, TakenDecision } from '@app/review';

/** A decision that was given back or is void waives nothing any more. */
const STANDING: readonly DecisionStatus[] = ['awaiting_approval', 'final'];

/** Shows the evidence of claims: the pack's whole list, and the files that are there for it. */
@Injectable()
export class EvidencePresenter {
  constructor(private readonly review: ReviewQueries) {}

  async checklists(
    reads: Reads,
    read: readonly ClaimParts[],
  ): Promise<(parts: ClaimParts) => object[]> {
    const claims = read.map(({ claim }) => claim);
    const newest = await this.review.newestTaken(reads, claims);
    return (parts) => presentChecklist(parts, waivedBy(newest.get(parts.claim.id)));
  }
}

function waivedBy(newest: TakenDecision | undefined): string[] {
  if (newest === undefined || !STANDING.includes(statusOf(newest))) return [];
  return newest.decision.evidenceWaivers.map(({ item }) => item);
}

/** A quarantined file is shown and does not count: its item may be missing all the same. */
function presentChecklist(parts: ClaimParts, waived: readonly string[]): object[] {
  const { claim, pack, files } = parts;
  const received = files
    .filter(({ preparation }) => preparation.scan !== 'infected')
    .map(({ evidence }) => evidence.item);
  const list = evidenceChecklist(pack, claimForEvidence(claim, parts), received, waived);
  return [...list, ...correspondence(files)].map((state) => ({
    ...state,
    files: files.filter(({ evidence }) => evidence.item === state.item).map(presentFile),
  }));
}

/** What came with messages stands below the list, when there is any; nobody has to send it. */
function correspondence(files: readonly PreparedEvidence[]): EvidenceState[] {
  const { id: item, label, why } = CORRESPONDENCE;
  return files.some(({ evidence }) => evidence.item === item)
    ? [{ item, label, why, required: false, state: 'received' }]
    : [];
}

function presentFile({ evidence, preparation }: PreparedEvidence): object {
  const { scan, threat, cautions } = preparation;
  return {
    id: evidence.id,
    fileName: evidence.fileName,
    description: evidence.description,
    sha256: evidence.sha256,
    mediaType: evidence.mediaType,
    size: evidence.sizeBytes,
    uploadedAt: evidence.uploadedAt.toISOString(),
    state: evidenceStage(preparation),
    scan,
    ...(threat === null ? {} : { threat }),
    cautions: cautions.map((code) => ({ code, text: EVIDENCE_CAUTIONS[code] })),
  };
}

/** What the sender of a file is answered. */
export function presentHandedIn(evidence: ClaimEvidenceEntity): object {
  const { id, item, sha256, mediaType, sizeBytes } = evidence;
  return { id, item, sha256, mediaType, size: sizeBytes };
}
